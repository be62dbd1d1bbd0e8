import fc from 'fast-check';
import { pem, publicDer, scalars } from '../_internals/text/key-material.js';

/**
 * Public keys as ImportPlaybackKeyPair and ImportPublicKey take them: ECDSA on the curve P-384, as a
 * SubjectPublicKeyInfo in PEM, with or without a line feed at the end. Each is computed from a number that is drawn, so
 * the same seed gives the same keys; nobody is meant to keep anything secret with them.
 */
export function publicKeyMaterial(): fc.Arbitrary<string> {
  return fc.tuple(scalars('secp384r1'), fc.boolean()).map(([scalar, isTrimmed]) => {
    const material = pem('PUBLIC KEY', publicDer('secp384r1', scalar));
    return isTrimmed ? material.trimEnd() : material;
  });
}
