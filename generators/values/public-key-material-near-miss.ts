import fc from 'fast-check';
import { pem, privateDer, publicDer, rsaDer, scalars } from '../_internals/text/key-material.js';
import type { Labelled } from '../types.js';

/** Bytes of an RSA modulus. */
const MODULUS_BYTES = 256;

/**
 * Texts that are almost the PEM of an ECDSA public key on P-384: `p-256` is on another curve, `rsa` is of another
 * algorithm (its modulus is merely odd, which no reader of keys looks into), `private-key` is the wrong half,
 * `truncated` lacks the last line of its key, `not-a-key` is words.
 */
export function publicKeyMaterialNearMiss(): Labelled<string>[] {
  const p384 = scalars('secp384r1');
  return [
    {
      label: 'p-256',
      arbitrary: scalars('prime256v1').map((at) => pem(PUBLIC, publicDer('prime256v1', at))),
    },
    { label: 'rsa', arbitrary: moduli().map((modulus) => pem(PUBLIC, rsaDer(modulus))) },
    { label: 'private-key', arbitrary: p384.map((at) => pem('PRIVATE KEY', privateDer(at))) },
    { label: 'truncated', arbitrary: p384.map((at) => truncated(pem(PUBLIC, publicDer('secp384r1', at)))) },
    { label: 'not-a-key', arbitrary: fc.stringMatching(/^[a-z]{2,8}( [a-z]{2,8}){1,4}$/) },
  ];
}

const PUBLIC = 'PUBLIC KEY';

/** Odd numbers with their highest bit set, as the product of two primes is. */
function moduli(): fc.Arbitrary<Buffer> {
  const bytes = fc.uint8Array({ minLength: MODULUS_BYTES, maxLength: MODULUS_BYTES });
  return bytes.map((drawn) => {
    const modulus = Buffer.from(drawn);
    modulus[0] = (modulus[0] ?? 0) | 0x80;
    modulus[MODULUS_BYTES - 1] = (modulus[MODULUS_BYTES - 1] ?? 0) | 1;
    return modulus;
  });
}

/** Without the last line of the key itself. */
function truncated(material: string): string {
  return material
    .split('\n')
    .filter((_, at, lines) => at !== lines.length - 3)
    .join('\n');
}
