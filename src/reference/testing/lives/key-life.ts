import type { JsonObject } from '../../../contract/types.js';
import { list, text } from '../../state/json.js';
import { numberedKey } from '../keys.js';
import type { Scribe } from '../recorder.js';

/** A public key in PEM on the curve P-256, one of RSA, one on P-384 that is cut off, and none: none can be imported. */
const OTHER_KEYS: readonly string[] = [
  `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt
6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==
-----END PUBLIC KEY-----`,
  `-----BEGIN PUBLIC KEY-----
MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMN1lS5rr3rDzpDOnbQ2q0fJ0aTqkM0L
3mlVPE0S0u2P3Tn5nlqI0Tq0mVHqWVwWg0eM7Wb4tDPiQ5l5D8b1q5kCAwEAAQ==
-----END PUBLIC KEY-----`,
  `-----BEGIN PUBLIC KEY-----
MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt
-----END PUBLIC KEY-----`,
  'no key',
];

/** Public keys of either service: as many as there may be, one more, none left. */
export function keyLives(scribe: Scribe): void {
  keyLife(scribe, 'PlaybackKeyPair', 'keyPair');
  keyLife(scribe, 'PublicKey', 'publicKey');
}

function keyLife(scribe: Scribe, noun: string, member: string): void {
  const create = `Import${noun}`;
  const key = (number: number, more: JsonObject = {}): string =>
    scribe.arn(create, member, { publicKeyMaterial: numberedKey(number), ...more });
  const first = key(1, { name: 'key', tags: { a: 'b' } });
  key(1);
  for (const publicKeyMaterial of OTHER_KEYS) scribe.send(create, { publicKeyMaterial });
  const second = key(2, { name: 'key' });
  scribe.send(`Get${noun}`, { arn: first });
  scribe.send(create, { publicKeyMaterial: numberedKey(3), tags: { 'aws:a': '' } });
  const third = key(3);
  key(4);
  scribe.tags('GET', first);
  scribe.send(`List${noun}s`);
  scribe.send(`List${noun}s`, { nextToken: 'made-up' });
  let page = scribe.send(`List${noun}s`, { maxResults: 2 });
  while (list(page, `${member}s`).length > 0 && text(page, 'nextToken') !== '')
    page = scribe.send(`List${noun}s`, { maxResults: 2, nextToken: text(page, 'nextToken') });
  scribe.send(`Delete${noun}`, { arn: third });
  key(4);
  for (const arn of [first, second]) {
    for (const verb of ['Delete', 'Get', 'Delete']) scribe.send(`${verb}${noun}`, { arn });
  }
}
