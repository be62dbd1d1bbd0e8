import type { Service } from '../../../contract/types.js';
import { text } from '../../state/json.js';
import type { Kind } from '../../state/store.js';
import { mutantOf, type Place, showing, storing } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';

/** What imports public keys: the services do it in the same manner. */
const IMPORTS: readonly {
  readonly service: Service;
  readonly noun: string;
  readonly kind: Kind;
  readonly member: string;
}[] = [
  { service: 'ivs', noun: 'PlaybackKeyPair', kind: 'playback-key', member: 'keyPair' },
  { service: 'ivs-realtime', noun: 'PublicKey', kind: 'public-key', member: 'publicKey' },
];

/** The operations that import public keys. */
export const KEY_IMPORTS: readonly Place[] = IMPORTS.map(({ service, noun }) => ({
  service,
  operation: `Import${noun}`,
}));

/** Fingerprints, quotas and material of public keys. */
export function keyMutants(): Mutant[] {
  return IMPORTS.flatMap(({ service, noun, kind, member }) => {
    const place: Place = { service, operation: `Import${noun}` };
    const refusal = {
      status: 402,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'ServiceQuotaExceededException' },
      body: { exceptionMessage: 'no more' },
      error: 'ServiceQuotaExceededException',
    };
    const removed = new WeakSet<object>();
    return [
      mutantOf('fingerprint-wrong', place, [], 'The fingerprint has no colons.', (call, next, world) =>
        storing(call, next(), world, member, ({ fingerprint }) => ({
          fingerprint: String(fingerprint).replaceAll(':', ''),
        })),
      ),
      mutantOf('quota-lower', place, [], 'The quota is two.', (call, next, { store }) =>
        [...store.all(kind, call.region)].length < 2 ? next() : refusal,
      ),
      mutantOf(
        'quota-counts-deleted',
        { service, operation: `Delete${noun}` },
        [],
        'What is deleted where the quota is used up still counts.',
        (call, next, { store }) => {
          const entry = store.findAny(call.region, text(call.input, 'arn'));
          const isFull = [...store.all(kind, call.region)].length >= 3;
          const answer = next();
          if (entry === undefined || !isFull || removed.has(entry)) return answer;
          removed.add(entry);
          store.add(kind, call.region, `${entry.arn}-deleted`, { fingerprint: '', tags: {} });
          return answer;
        },
      ),
    ];
  }).concat(materialLost());
}

function materialLost(): Mutant {
  const place: Place = { service: 'ivs-realtime', operation: 'GetPublicKey' };
  const statement = 'The material lacks its first line of 64 characters.';
  return mutantOf('material-wrong', place, [], statement, (_, next) => {
    const answer = next();
    const shown = answer.body?.publicKey;
    const material = shown !== null && typeof shown === 'object' && 'publicKeyMaterial' in shown ? shown : {};
    const lines = String(material.publicKeyMaterial ?? '').split('\n');
    const publicKeyMaterial = lines.filter((_line, at) => at !== 1).join('\n');
    return showing(answer, 'publicKey', { publicKeyMaterial });
  });
}
