import { createECDH, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A public key in both of its forms. */
export interface PublicKeyForms {
  readonly pem: string;
  readonly der: Buffer;
}

/** A new ECDSA key on P-384, as the services take it. */
export function p384Pair(): PublicKeyForms {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  return { pem: pemOf(publicKey), der: publicKey.export({ type: 'spki', format: 'der' }) };
}

/** The PEM of an ECDSA key on P-384 that is always the same for the same number, from 1 on. */
export function numberedKey(number: number): string {
  const known = numbered.get(number) ?? computedKey(number);
  numbered.set(number, known);
  return known;
}

/** Many tests ask for the same few, and computing one takes a while. */
const numbered = new Map<number, string>();

function computedKey(number: number): string {
  const ecdh = createECDH('secp384r1');
  ecdh.setPrivateKey(number.toString(16).padStart(96, '0'), 'hex');
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 49), point.subarray(49)].map((part) => part.toString('base64url'));
  return pemOf(createPublicKey({ key: { kty: 'EC', crv: 'P-384', x: x ?? '', y: y ?? '' }, format: 'jwk' }));
}

/** The PEM of a new ECDSA key on P-384. */
export function p384(): string {
  return p384Pair().pem;
}

/** The PEM of a public key. */
export function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
