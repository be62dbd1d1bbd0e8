import type { Arbitrary } from 'fast-check';
import type { Json } from '../../contract/types.js';
import { isObject } from '../../transport/http/answer.js';
import { deriveSeed } from './seed.js';

/** Values that are compared. */
const COMPARED = 8;

/**
 * A seed whose first value has the most members of several, where only one is asked about: each member that is sent
 * is one that can be lost, changed or refused. The same for the same seed, so that what it finds can be asked again.
 */
export function tellingSeed<T extends Json>(
  { sample }: Pick<typeof import('fast-check'), 'sample'>,
  arbitrary: Arbitrary<T>,
  seed: number,
): number {
  const drawn = Array.from({ length: COMPARED }, (_, index) => {
    const own = deriveSeed(seed, `value ${index}`);
    return {
      seed: own,
      members: Math.max(0, ...sample(arbitrary, { seed: own, numRuns: 1 }).map(membersOf)),
    };
  });
  return drawn.reduce((most, each) => (each.members > most.members ? each : most)).seed;
}

/** How many members there are in a value, at any depth. */
function membersOf(value: Json): number {
  const inner = isObject(value) ? Object.values(value) : Array.isArray(value) ? value : [];
  const own = isObject(value) ? inner.length : 0;
  return inner.reduce<number>((sum, each) => sum + membersOf(each), own);
}
