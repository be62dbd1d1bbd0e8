import { createECDH } from 'node:crypto';
import fc from 'fast-check';

/** What the DER of a public key begins with (SubjectPublicKeyInfo, RFC 5480), up to the point itself. */
const SPKI = {
  secp384r1: '3076301006072a8648ce3d020106052b81040022036200',
  prime256v1: '3059301306072a8648ce3d020106082a8648ce3d030107034200',
} as const;

/** What surrounds scalar and point in the DER of a P-384 private key (PKCS #8, RFC 5958 and RFC 5915). */
const PKCS8 = [
  '3081b6020100301006072a8648ce3d020106052b8104002204819e30819b0201010430',
  'a164036200',
] as const;

/** Bytes of a scalar on either curve. */
const SCALAR_BYTES = { secp384r1: 48, prime256v1: 32 } as const;

/** The curves that keys are made on. */
export type Curve = keyof typeof SPKI;

/** What a key is made from, in hexadecimal: below the order of either curve, because its highest bit is never set. */
export function scalars(curve: Curve): fc.Arbitrary<string> {
  const bytes = SCALAR_BYTES[curve];
  // Without bias, so that two keys are never the same by chance.
  const numbers = fc.noBias(fc.bigInt({ min: 1n, max: (1n << BigInt(8 * bytes - 1)) - 1n }));
  return numbers.map((number) => number.toString(16).padStart(2 * bytes, '0'));
}

/** The DER of the public key that belongs to a scalar: nothing is drawn at random. */
export function publicDer(curve: Curve, scalar: string): Buffer {
  return Buffer.from(`${SPKI[curve]}${point(curve, scalar)}`, 'hex');
}

/** The DER of the P-384 private key that a scalar is. */
export function privateDer(scalar: string): Buffer {
  const [before, between] = PKCS8;
  return Buffer.from(`${before}${scalar}${between}${point('secp384r1', scalar)}`, 'hex');
}

/** The DER of an RSA public key with this modulus, and 65537 as its exponent (RFC 3279). */
export function rsaDer(modulus: Buffer): Buffer {
  const numbers = der(0x30, der(0x02, Buffer.concat([Buffer.of(0), modulus])), der(0x02, Buffer.of(1, 0, 1)));
  const algorithm = Buffer.from('300d06092a864886f70d0101010500', 'hex');
  return der(0x30, algorithm, der(0x03, Buffer.of(0), numbers));
}

/** DER in PEM: lines of 64 characters, a line feed at the end of each. */
export function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `${[`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n')}\n`;
}

/** Points that were worked out before: it takes a millisecond, and the same seed draws the same scalars again. */
const points = new Map<string, string>();

function point(curve: Curve, scalar: string): string {
  const key = `${curve} ${scalar}`;
  const known = points.get(key);
  if (known !== undefined) return known;
  const ecdh = createECDH(curve);
  ecdh.setPrivateKey(scalar, 'hex');
  const made = ecdh.getPublicKey('hex');
  points.set(key, made);
  return made;
}

/** One value with its tag and its length, which is below 65536. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}
