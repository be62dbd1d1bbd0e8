import type { IncomingMessage } from 'node:http';
import { BlockList } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readPackageJson } from '../../contract/load.js';
import type { ReferenceResponse } from '../protocol/request.js';
import type { BroadcastOptions } from '../resources/streaming/broadcast.js';
import type { Control, ControlJoinOptions, RecordingConfigurationState } from './control.js';

/** Where the admin path begins. No operation of either service has a path like it. */
const PREFIX = '/_reference';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
// How a socket that listens on IPv6 names an IPv4 peer.
LOOPBACK.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');

/** What of a request decides whether it is answered. */
export interface AdminRequest extends Pick<IncomingMessage, 'method' | 'headers'> {
  readonly socket: Partial<Pick<IncomingMessage['socket'], 'remoteAddress' | 'remoteFamily'>>;
}

/**
 * What happens outside of the API, for a reference endpoint in another process; never part of the API itself.
 *
 * `GET /_reference` says what there is. `POST /_reference/<action>` takes a JSON object, labelled `application/json`,
 * from a client on this machine; `specs/schemas/admin.schema.json` describes it. `goLive` answers {streamId},
 * `joinParticipant` {participantId, sessionId}.
 *
 * It answers 200, or 400, 403, 404, 405 or 415 with a `message`.
 */
export class Admin {
  readonly #control: Control;

  constructor(control: Control) {
    this.#control = control;
  }

  /** The action that a request names, empty for the path itself; undefined when it goes to the API. */
  static actionOf(path: string): string | undefined {
    const [only = ''] = path.split('?');
    if (only === PREFIX) return '';
    return only.startsWith(`${PREFIX}/`) ? only.slice(PREFIX.length + 1) : undefined;
  }

  answer(action: string, request: AdminRequest, body: string): ReferenceResponse {
    const { remoteAddress = '', remoteFamily } = request.socket;
    if (!LOOPBACK.check(remoteAddress, remoteFamily === 'IPv6' ? 'ipv6' : 'ipv4'))
      return refuse(403, 'the admin path is for clients on this machine only');
    if (action === '') return answered(200, { actions: [...ACTIONS.keys()] });
    const act = ACTIONS.get(action);
    if (act === undefined) return refuse(404, `there is no action ${action}`);
    if (request.method !== 'POST') return refuse(405, 'actions are asked for by POST');
    // A page in a browser on this machine cannot send this without asking first.
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      return refuse(415, 'the body has to be labelled application/json');
    try {
      return answered(200, act(this.#control, JSON.parse(body === '' ? '{}' : body)));
    } catch (error) {
      return refuse(400, error instanceof Error ? error.message : String(error));
    }
  }
}

type Act = (control: Control, input: unknown) => unknown;

type Schemas = { readonly $defs: { readonly [action: string]: object } };

const schemas = readPackageJson<Schemas>('specs', 'schemas', 'admin.schema.json');
const ajv = new Ajv2020();

/** An action with its input, once this is as the schema wants it. */
function action<Input>(name: string, act: (control: Control, input: Input) => unknown): [string, Act] {
  const isValid = ajv.compile<Input>(schemas.$defs[name] ?? false);
  return [
    name,
    (control, input) => {
      if (isValid(input)) return act(control, input);
      throw new Error(ajv.errorsText(isValid.errors, { dataVar: 'the JSON object' }));
    },
  ];
}

type OfChannel = { readonly channelArn: string };
type OfStage = { readonly stageArn: string };
type OfRecording = { readonly arn: string; readonly state: RecordingConfigurationState };

const ACTIONS = new Map<string, Act>([
  action('goLive', (control, { channelArn, ...options }: OfChannel & BroadcastOptions) => ({
    streamId: control.goLive(channelArn, options),
  })),
  action('goOffline', (control, { channelArn }: OfChannel) => control.goOffline(channelArn)),
  action('setRecordingConfigurationState', (control, { arn, state }: OfRecording) =>
    control.setRecordingConfigurationState(arn, state),
  ),
  action('joinParticipant', (control, { stageArn, ...options }: OfStage & ControlJoinOptions) =>
    control.joinParticipant(stageArn, options),
  ),
  action('leaveParticipant', (control, input: OfStage & { participantId: string }) =>
    control.leaveParticipant(input.stageArn, input.participantId),
  ),
]);

function refuse(status: number, message: string): ReferenceResponse {
  return answered(status, { message });
}

function answered(status: number, body: unknown): ReferenceResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) };
}
