/** Laws that every arbitrary has to obey; each throws, through `expect`, when it does not. */
import fc from 'fast-check';
import { expect } from 'vitest';

/** Says what is wrong with a value; nothing when all is well. */
export type Judge<T> = (value: T) => readonly string[];

/** Samples per arbitrary unless a test asks for more. */
const SAMPLES = 3;

/** How long shrinking may take, in values. Nothing of ours comes near, unless it goes round in circles. */
const MOST_SHRINKS = 5_000;

/** The same seed gives the same values, down to the order of members. */
export function sameSeedSameValues<T>(arbitrary: fc.Arbitrary<T>): void {
  const draw = () => JSON.stringify(fc.sample(arbitrary, { seed: 42, numRuns: SAMPLES }));
  expect(draw()).toBe(draw());
}

/** What is generated is as it should be. */
export function generatesOnly<T>(
  arbitrary: fc.Arbitrary<T>,
  judge: Judge<T>,
  seed = 1,
  numRuns = SAMPLES,
): void {
  for (const value of fc.sample(arbitrary, { seed, numRuns })) expectWell(value, judge);
}

/**
 * What is shrunk is as it should be all the way down, and shrinking ends. Walks down twice: always to the first
 * candidate, and to every other one at random, as a property does that fails for some values only.
 * @returns the value that everything shrinks to
 */
export function shrinksTo<T>(arbitrary: fc.Arbitrary<T>, judge: Judge<T>, seed = 1): T {
  walk(arbitrary, judge, seed, (visited) => hash(visited) % 2 === 0);
  return walk(arbitrary, judge, seed, () => true);
}

/** All laws at once. @returns the value that everything shrinks to */
export function obeysLaws<T>(arbitrary: fc.Arbitrary<T>, judge: Judge<T>): T {
  sameSeedSameValues(arbitrary);
  generatesOnly(arbitrary, judge);
  return shrinksTo(arbitrary, judge);
}

/** Once something is wrong nothing fails any more: a failing property would be shrunk on and on. */
function walk<T>(
  arbitrary: fc.Arbitrary<T>,
  judge: Judge<T>,
  seed: number,
  fails: (visited: string) => boolean,
): T {
  let visits = 0;
  let wrong: { readonly value: T } | undefined;
  let simplest: { readonly value: T } | undefined;
  const property = fc.property(arbitrary, (value) => {
    visits += 1;
    if (wrong !== undefined || visits > MOST_SHRINKS) return true;
    if (judge(value).length > 0) wrong = { value };
    const isFailure = simplest === undefined || fails(JSON.stringify(value));
    if (isFailure) simplest = { value };
    return !isFailure;
  });
  fc.check(property, { seed, numRuns: 1 });
  if (wrong !== undefined) expectWell(wrong.value, judge);
  if (visits > MOST_SHRINKS) expect.fail(`still shrinking after ${MOST_SHRINKS} values`);
  if (simplest === undefined) throw new Error('the property was never asked');
  return simplest.value;
}

function expectWell<T>(value: T, judge: Judge<T>): void {
  const problems = judge(value);
  if (problems.length > 0) expect.fail(`${problems.join('; ')}: ${JSON.stringify(value)}`);
}

function hash(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) sum = (sum * 31 + text.charCodeAt(index)) >>> 0;
  return sum >>> 3;
}
