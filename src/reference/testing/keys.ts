import { generateKeyPairSync, type KeyObject } from 'node:crypto';

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

/** The PEM of a new ECDSA key on P-384. */
export function p384(): string {
  return p384Pair().pem;
}

/** The PEM of a public key. */
export function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
