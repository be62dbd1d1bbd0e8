import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generatesOnly, obeysLaws, sameSeedSameValues, shrinksTo } from './laws.js';

const isEven = (value: number) => (value % 2 === 0 ? [] : ['odd']);

/** Even numbers that shrink to odd ones. */
class ShrinksBadly extends fc.Arbitrary<number> {
  override generate(): fc.Value<number> {
    return new fc.Value(8, undefined);
  }
  override canShrinkWithoutContext(_value: unknown): _value is number {
    return false;
  }
  override shrink(value: number): fc.Stream<fc.Value<number>> {
    return fc.Stream.of(new fc.Value(value - 1, undefined));
  }
}

/** Numbers that go round in circles. */
class ShrinksForever extends ShrinksBadly {
  override shrink(value: number): fc.Stream<fc.Value<number>> {
    return fc.Stream.of(new fc.Value(value === 8 ? 10 : 8, undefined));
  }
}

describe('laws', () => {
  it('hold for a good arbitrary, and give what it shrinks to', () => {
    expect(
      obeysLaws(
        fc.nat().map((n) => 2 * n),
        isEven,
      ),
    ).toBe(0);
  });

  it('notice values that are wrong', () => {
    expect(() => generatesOnly(fc.constant(3), isEven)).toThrow('odd: 3');
  });

  it('notice shrunk values that are wrong', () => {
    expect(() => shrinksTo(new ShrinksBadly(), isEven)).toThrow('odd: 7');
  });

  it('notice shrinking without end', () => {
    expect(() => shrinksTo(new ShrinksForever(), isEven)).toThrow(/still shrinking/);
  });

  it('notice values that do not follow from the seed', () => {
    let calls = 0;
    const drifting = fc.constant(0).map(() => {
      calls += 1;
      return calls;
    });
    expect(() => sameSeedSameValues(drifting)).toThrow(/expected/);
  });
});
