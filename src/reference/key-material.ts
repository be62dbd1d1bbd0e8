import { createHash, createPublicKey } from 'node:crypto';
import { type Call, constrain } from './call.js';

const PEM = /-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/;
const CURVE = 'secp384r1';

/**
 * The fingerprint of a public key: the MD5 of its SubjectPublicKeyInfo in DER, as lower-case hexadecimal pairs with
 * colons between them (observed for playback key pairs).
 * @param material the PEM of an ECDSA key on the curve P-384
 * @throws Fault ValidationException when it is something else
 */
export function fingerprint(call: Call, material: string): string {
  const der = p384Key(material);
  constrain(call, 'key/p384', der !== undefined, 'publicKeyMaterial is no ECDSA P-384 public key in PEM');
  const digest = createHash('md5')
    .update(der ?? material)
    .digest('hex');
  return digest.replaceAll(/..(?=.)/g, '$&:');
}

/** A private key or a certificate would be read as well, so only the public key's own block is looked at. */
function p384Key(material: string): Buffer | undefined {
  const block = PEM.exec(material)?.[0];
  if (block === undefined) return undefined;
  try {
    const key = createPublicKey({ key: block, format: 'pem' });
    if (key.asymmetricKeyDetails?.namedCurve !== CURVE) return undefined;
    return key.export({ type: 'spki', format: 'der' });
  } catch {
    return undefined;
  }
}
