import fc from 'fast-check';
import type { Schema } from '../../../src/contract/types.js';

/** How far numbers go from their lower limit where no upper one is documented. */
const SPREAD = 4096;

/** Fractions are quarters: exact in every binary floating-point format, so that an endpoint can give them back. */
const FRACTIONS = 4;

/** Integers within the limits of a schema. */
export function integerOf({ minimum, maximum }: Schema): fc.Arbitrary<number> {
  const min = minimum ?? Math.min(0, maximum ?? 0);
  return fc.integer({ min, max: maximum ?? min + SPREAD });
}

/** Numbers within the limits of a schema, with and without a fraction. */
export function numberOf({ minimum, maximum }: Schema): fc.Arbitrary<number> {
  const min = minimum ?? Math.min(0, maximum ?? 0);
  const max = maximum ?? min + SPREAD;
  const quarters = fc.integer({ min: Math.ceil(min * FRACTIONS), max: Math.floor(max * FRACTIONS) });
  return fc.oneof(
    fc.integer({ min: Math.ceil(min), max: Math.floor(max) }),
    quarters.map((n) => n / FRACTIONS),
  );
}
