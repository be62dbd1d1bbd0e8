import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { type Call, constrain } from '../../state/call.js';

const PEM = /-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/;
const CURVE = 'secp384r1';

/**
 * The fingerprint of a public key: the MD5 of its SubjectPublicKeyInfo in DER, as lower-case hexadecimal pairs with
 * colons between them (observed for playback key pairs).
 * @param material the PEM of an ECDSA key on the curve P-384
 * @throws Fault ValidationException when it is something else
 */
export function fingerprint(call: Call, material: string): string {
  const key = publicKey(material);
  constrain(call, 'key/form', key !== undefined, 'publicKeyMaterial is no public key in PEM');
  const type = key?.asymmetricKeyType ?? 'ec';
  constrain(call, 'key/algorithm', type === 'ec', `publicKeyMaterial is of the algorithm ${type}, not ECDSA`);
  const curve = key?.asymmetricKeyDetails?.namedCurve ?? CURVE;
  constrain(call, 'key/curve', curve === CURVE, `publicKeyMaterial is on ${curve}, not on P-384`);
  const digest = createHash('md5')
    .update(key?.export({ type: 'spki', format: 'der' }) ?? material)
    .digest('hex');
  return digest.replaceAll(/..(?=.)/g, '$&:');
}

/** A private key or a certificate would be read as well, so only the public key's own block is looked at. */
function publicKey(material: string): KeyObject | undefined {
  const block = PEM.exec(material)?.[0];
  if (block === undefined) return undefined;
  try {
    return createPublicKey({ key: block, format: 'pem' });
  } catch {
    return undefined;
  }
}
