import type { IncomingMessage } from 'node:http';
import { BlockList } from 'node:net';
import type { Json, JsonObject } from '../contract/types.js';
import type { BroadcastOptions } from './broadcast.js';
import type { Control, ControlJoinOptions } from './control.js';
import { isObject } from './json.js';

/** Where the admin path begins. No operation of either service has a path like it. */
const PREFIX = '/_reference';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
// How a socket that listens on IPv6 names an IPv4 peer.
LOOPBACK.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');

/** What of a request decides whether it is answered. */
export interface AdminRequest extends Pick<IncomingMessage, 'method' | 'headers'> {
  readonly socket: {
    readonly remoteAddress?: string | undefined;
    readonly remoteFamily?: string | undefined;
  };
}

/** What the admin path answers. */
export interface AdminAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

/**
 * What happens outside of the API, for a reference endpoint in another process; never part of the API itself.
 *
 * `GET /_reference` says what there is. `POST /_reference/<action>` takes a JSON object, labelled `application/json`,
 * from a client on this machine:
 * - `goLive` {channelArn, video?, audio?, health?, viewerCount?, recordingStartSeconds?} → {streamId}; the rest as
 *   {@link BroadcastOptions}
 * - `goOffline` {channelArn}
 * - `setRecordingConfigurationState` {arn, state}: CREATING, CREATE_FAILED or ACTIVE
 * - `joinParticipant` {stageArn, …} → {participantId, sessionId}; the rest as {@link ControlJoinOptions}
 * - `leaveParticipant` {stageArn, participantId}
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

  answer(action: string, request: AdminRequest, body: string): AdminAnswer {
    if (!isLocal(request)) return refuse(403, 'the admin path is for clients on this machine only');
    if (action === '') return { status: 200, body: { actions: ACTIONS.map(([name]) => name) } };
    const act = new Map(ACTIONS).get(action);
    if (act === undefined) return refuse(404, `there is no action ${action}`);
    if (request.method !== 'POST') return refuse(405, 'actions are asked for by POST');
    // A page in a browser on this machine cannot send this without asking first.
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
      return refuse(415, 'the body has to be labelled application/json');
    try {
      return { status: 200, body: act(this.#control, parse(body)) };
    } catch (error) {
      return refuse(400, error instanceof Error ? error.message : String(error));
    }
  }
}

const ACTIONS: readonly (readonly [string, (control: Control, input: JsonObject) => JsonObject])[] = [
  [
    'goLive',
    (control, { channelArn = null, ...options }) => ({
      streamId: control.goLive(textOf('channelArn', channelArn), broadcastOptions(options)),
    }),
  ],
  [
    'goOffline',
    (control, { channelArn = null }) => {
      control.goOffline(textOf('channelArn', channelArn));
      return {};
    },
  ],
  [
    'setRecordingConfigurationState',
    (control, { arn = null, state = null }) => {
      if (state !== 'CREATING' && state !== 'CREATE_FAILED' && state !== 'ACTIVE')
        throw new Error('state has to be CREATING, CREATE_FAILED or ACTIVE');
      control.setRecordingConfigurationState(textOf('arn', arn), state);
      return {};
    },
  ],
  [
    'joinParticipant',
    (control, { stageArn = null, ...options }) => ({
      ...control.joinParticipant(textOf('stageArn', stageArn), joinOptions(options)),
    }),
  ],
  [
    'leaveParticipant',
    (control, { stageArn = null, participantId = null }) => {
      control.leaveParticipant(textOf('stageArn', stageArn), textOf('participantId', participantId));
      return {};
    },
  ],
];

function isLocal({ socket }: AdminRequest): boolean {
  const { remoteAddress = '', remoteFamily } = socket;
  return LOOPBACK.check(remoteAddress, remoteFamily === 'IPv6' ? 'ipv6' : 'ipv4');
}

function refuse(status: number, message: string): AdminAnswer {
  return { status, body: { message } };
}

/** @throws Error when it is no JSON object */
function parse(body: string): JsonObject {
  const value: Json = JSON.parse(body === '' ? '{}' : body);
  if (!isObject(value)) throw new Error('the body has to be a JSON object');
  return value;
}

/** @throws Error when it is no text */
function textOf(member: string, value: Json): string {
  if (typeof value === 'string') return value;
  throw new Error(`${member} has to be a string`);
}

/** @throws Error when a member is of the wrong type */
function broadcastOptions({
  video,
  audio,
  health,
  viewerCount,
  recordingStartSeconds,
}: JsonObject): BroadcastOptions {
  if (health !== undefined && health !== 'HEALTHY' && health !== 'STARVING' && health !== 'UNKNOWN')
    throw new Error('health has to be HEALTHY, STARVING or UNKNOWN');
  if (viewerCount !== undefined && typeof viewerCount !== 'number')
    throw new Error('viewerCount has to be a number');
  if (
    recordingStartSeconds !== undefined &&
    !(typeof recordingStartSeconds === 'number' && recordingStartSeconds >= 0)
  )
    throw new Error('recordingStartSeconds has to be a number from 0 on');
  return {
    ...(video === undefined ? {} : { video: tracksOf('video', video) }),
    ...(audio === undefined ? {} : { audio: tracksOf('audio', audio) }),
    ...(health === undefined ? {} : { health }),
    ...(viewerCount === undefined ? {} : { viewerCount }),
    ...(recordingStartSeconds === undefined ? {} : { recordingStartSeconds }),
  };
}

function tracksOf(member: string, value: Json): JsonObject[] {
  if (Array.isArray(value) && value.every(isObject)) return value;
  throw new Error(`${member} has to be a list of objects, one for each track`);
}

/** @throws Error when a member is of the wrong type */
function joinOptions(input: JsonObject): ControlJoinOptions {
  const { attributes, publish, protocol } = input;
  if (publish !== undefined && typeof publish !== 'boolean') throw new Error('publish has to be a boolean');
  if (protocol !== undefined && protocol !== 'UNKNOWN' && protocol !== 'WHIP')
    throw new Error('protocol has to be UNKNOWN or WHIP');
  return {
    ...texts(input, 'participantId'),
    ...texts(input, 'userId'),
    ...texts(input, 'ingestConfigurationArn'),
    ...(attributes === undefined ? {} : { attributes: attributesOf(attributes) }),
    ...(publish === undefined ? {} : { publish }),
    ...(protocol === undefined ? {} : { protocol }),
  };
}

function texts<M extends string>(input: JsonObject, member: M): { [name in M]?: string } {
  const value = input[member];
  const found: { [name in M]?: string } = {};
  if (value !== undefined) found[member] = textOf(member, value);
  return found;
}

function attributesOf(value: Json): { [name: string]: string } {
  if (!isObject(value)) throw new Error('attributes has to be an object');
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => [name, textOf(`attributes.${name}`, text)]),
  );
}
