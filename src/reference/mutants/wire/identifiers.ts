import type { Json, JsonObject, Service } from '../../../contract/types.js';
import { isObject, nested, text } from '../../state/json.js';
import type { Kind } from '../../state/store.js';
import { mutantOf, showing } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { RESOURCE_TYPES } from '../build/resources.js';

/** Where an answer shows something that the service assigned. */
interface Assigned {
  readonly service: Service;
  readonly operation: string;
  /** Output member that shows the resource. */
  readonly shown: string;
  /** Its member, or one inside of it. */
  readonly path: string;
}

/** Values that every resource of a kind has for itself. */
const OWN_VALUES: readonly (Assigned & { readonly kind?: Kind })[] = [
  ...RESOURCE_TYPES.map(({ service, create, member, kind }) =>
    kind === 'stream-key'
      ? { service, operation: 'CreateChannel', shown: member, path: 'arn', kind }
      : { service, operation: create, shown: member, path: 'arn', kind },
  ),
  { service: 'ivs', operation: 'CreateChannel', shown: 'channel', path: 'playbackUrl', kind: 'channel' },
  { service: 'ivs', operation: 'CreateChannel', shown: 'streamKey', path: 'value', kind: 'stream-key' },
  ...['streamKey', 'participantId'].map((path) => ({
    service: 'ivs-realtime' as const,
    operation: 'CreateIngestConfiguration',
    shown: 'ingestConfiguration',
    path,
    kind: 'ingest-configuration' as const,
  })),
  ...['participantId', 'token'].map((path) => ({
    service: 'ivs-realtime' as const,
    operation: 'CreateParticipantToken',
    shown: 'participantToken',
    path,
  })),
];

/** Values of another form than is documented. */
const MISSHAPEN: readonly (Assigned & { readonly change: (value: string) => string })[] = [
  ...['CreateChannel', 'CreateStreamKey'].map((operation) => ({
    service: 'ivs' as const,
    operation,
    shown: 'streamKey',
    path: 'value',
    change: (value: string) => value.replace(/^sk_[a-z0-9-]+_/, 'sk_eu-nowhere-1_'),
  })),
  inChannel('playbackUrl', (value) => value.replace(/\.m3u8$/, '.mpd')),
  inChannel('ingestEndpoint', (value) => `rtmps://${value}:443/app/`),
  inChannel('srt.endpoint', (value) => `srt://${value}:9000`),
  ...['whip', 'events', 'rtmp', 'rtmps'].map((endpoint) => ({
    service: 'ivs-realtime' as const,
    operation: 'CreateStage',
    shown: 'stage',
    path: `endpoints.${endpoint}`,
    change: (value: string) => value.replace(/^\w+:\/\//, ''),
  })),
  {
    service: 'ivs-realtime',
    operation: 'ImportPublicKey',
    shown: 'publicKey',
    path: 'fingerprint',
    change: (value) => `SHA256:${value}`,
  },
];

function inChannel(path: string, change: (value: string) => string): (typeof MISSHAPEN)[number] {
  return { service: 'ivs', operation: 'CreateChannel', shown: 'channel', path, change };
}

/** Identifiers assigned twice, ARNs of elsewhere, values of another form. */
export function identifierMutants(): Mutant[] {
  return [...OWN_VALUES.map(reused), ...arnMutants(), ...MISSHAPEN.map(misshapen)];
}

function reused({ service, operation, shown, path, kind }: (typeof OWN_VALUES)[number]): Mutant {
  const statement = `The first ${path} is given to all others as well.`;
  return mutantOf(
    'identifier-reused',
    { service, operation },
    [shown, path],
    statement,
    (call, next, { store }) => {
      const answer = next();
      if (answer.error !== undefined) return answer;
      const [first] = kind === undefined ? [] : store.all(kind, call.region);
      return showing(answer, shown, { [path]: first?.state[path] ?? 'always-the-same' });
    },
  );
}

/** ARNs as an answer to a creation shows them; reads show the right ones. */
function arnMutants(): Mutant[] {
  const parts: readonly (readonly [part: string, change: (arn: string) => string])[] = [
    ['account', (arn) => arn.replace(/\d{12}/, '000000000000')],
    ['account-of-its-own', (arn) => arn.replace(/\d{12}/, accountOf(arn))],
    ['region', (arn) => arn.replace(/^(arn:aws:ivs:)[^:]+/, '$1eu-nowhere-1')],
  ];
  const arns = OWN_VALUES.filter(({ path }) => path === 'arn');
  return arns.flatMap(({ service, operation, shown }) =>
    parts.map(([part, change]) => {
      const statement = `The ARN of a new ${shown} names another ${part}.`;
      return mutantOf('arn-elsewhere', { service, operation }, [shown, part], statement, (_, next) => {
        const answer = next();
        return showing(answer, shown, { arn: change(text(nested(answer.body ?? {}, shown), 'arn')) });
      });
    }),
  );
}

/** Twelve digits that depend on the resource. */
function accountOf(arn: string): string {
  return [...arn.slice(-6)].map((each) => String(each.charCodeAt(0) % 100).padStart(2, '0')).join('');
}

function misshapen({ service, operation, shown, path, change }: (typeof MISSHAPEN)[number]): Mutant {
  const statement = `${path} has another form than is documented.`;
  return mutantOf('format-wrong', { service, operation }, [shown, path], statement, (_, next) => {
    const answer = next();
    const state = nested(answer.body ?? {}, shown);
    const [outer = '', inner] = path.split('.');
    const value: Json | undefined = state[outer];
    const members: JsonObject =
      inner !== undefined && isObject(value)
        ? { [outer]: { ...value, [inner]: change(text(value, inner)) } }
        : { [outer]: change(text(state, outer)) };
    return showing(answer, shown, members);
  });
}
