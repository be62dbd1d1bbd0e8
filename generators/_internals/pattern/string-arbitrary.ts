import fc from 'fast-check';
import { isSimpler } from './alphabet.js';
import { type Drawer, drawerOf, type Pick } from './draw.js';
import { at, count, intersection, type Lengths } from './lengths.js';
import { type ParsedPattern, parsePattern } from './parse.js';

/** How much longer than necessary strings get where nothing limits them. */
const SPREAD = 64;

/** Lengths that are generated most of the time: the shortest ones. */
const COMMON_LENGTHS = 20;

/** One draw in this many has the shortest length, and one the longest. */
const EXTREMES = 12;

const arbitraries = new Map<string, fc.Arbitrary<string> | undefined>();

/**
 * Strings that match a pattern and have `min` to `max` characters, built rather than searched for.
 * @returns undefined when no match is that long
 */
export function stringMatching(pattern: string, min: number, max?: number): fc.Arbitrary<string> | undefined {
  const key = `${min} ${max} ${pattern}`;
  if (!arbitraries.has(key)) arbitraries.set(key, build(parsePattern(pattern), min, max));
  return arbitraries.get(key);
}

/**
 * As {@link stringMatching}, for patterns of our own.
 * @throws Error when no match is that long
 */
export function stringOf(pattern: string, min: number, max: number): fc.Arbitrary<string> {
  const strings = stringMatching(pattern, min, max);
  if (strings === undefined) throw new Error(`no match of ${pattern} has ${min} to ${max} characters`);
  return strings;
}

function build(pattern: ParsedPattern, min: number, max: number | undefined): PatternString | undefined {
  const cap = max ?? Math.max(min, shortest(pattern)) + SPREAD;
  const drawer = drawerOf(pattern.root, cap);
  const lengths = intersection(drawer.lengths, [[min, cap]]);
  return lengths.length === 0 ? undefined : new PatternString(pattern, drawer, lengths);
}

/** Length of the pattern's shortest match, if that is at all sensible. */
function shortest(pattern: ParsedPattern): number {
  for (let cap = SPREAD; cap <= 1 << 16; cap *= 4) {
    const first = drawerOf(pattern.root, cap).lengths[0];
    if (first !== undefined) return first[0];
  }
  return 0;
}

/**
 * Picks that follow from one random number (by xorshift): drawing every character from fast-check's generator would
 * take most of the time.
 */
function picker(seed: number): Pick {
  let state = seed | 1;
  return (options) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % options;
  };
}

class PatternString extends fc.Arbitrary<string> {
  readonly #pattern: ParsedPattern;
  readonly #drawer: Drawer;
  readonly #lengths: Lengths;
  readonly #count: number;

  constructor(pattern: ParsedPattern, drawer: Drawer, lengths: Lengths) {
    super();
    this.#pattern = pattern;
    this.#drawer = drawer;
    this.#lengths = lengths;
    this.#count = count(lengths);
    const simplest = this.#simplest(at(lengths, 0));
    if (!pattern.regex.test(simplest)) {
      throw new Error(
        `built ${JSON.stringify(simplest)}, which the pattern ${pattern.source} does not match`,
      );
    }
  }

  override generate(random: fc.Random): fc.Value<string> {
    const pick = picker(random.nextInt());
    return new fc.Value(this.#drawer.draw(at(this.#lengths, this.#pickLength(pick)), pick), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is string {
    return typeof value === 'string' && this.#isOwn(value);
  }

  override shrink(value: string): fc.Stream<fc.Value<string>> {
    return fc.stream(this.#simplerThan(value));
  }

  #pickLength(pick: (options: number) => number): number {
    if (this.#count === 1) return 0;
    switch (pick(EXTREMES)) {
      case 0:
        return 0;
      case 1:
        return this.#count - 1;
      default:
        return pick(Math.min(this.#count, COMMON_LENGTHS));
    }
  }

  #simplest(length: number): string {
    return this.#drawer.draw(length, () => 0);
  }

  #isOwn(value: string): boolean {
    return (
      this.#lengths.some(([from, to]) => from <= value.length && value.length <= to) &&
      this.#pattern.regex.test(value)
    );
  }

  /** The pattern's own simplest string comes first among those of its length, whatever its characters are. */
  *#simplerThan(value: string): IterableIterator<fc.Value<string>> {
    const simplest = this.#simplest(value.length);
    for (const candidate of this.#candidates(value, simplest)) {
      const precedes =
        candidate.length < value.length ||
        (value !== simplest && (candidate === simplest || isSimpler(candidate, value)));
      if (precedes && this.#isOwn(candidate)) yield new fc.Value(candidate, undefined);
    }
  }

  /** The simplest strings, then the value with smaller and smaller blocks cut out, then with blocks made simple. */
  *#candidates(value: string, simplest: string): IterableIterator<string> {
    yield this.#simplest(at(this.#lengths, 0));
    yield simplest;
    for (const [from, to] of blocksOf(value.length)) yield value.slice(0, from) + value.slice(to);
    for (const [from, to] of blocksOf(value.length)) {
      for (const simple of 'a0A') yield value.slice(0, from) + simple.repeat(to - from) + value.slice(to);
    }
  }
}

/** Blocks of one size that are tried: each may cost a user a request. */
const MOST_BLOCKS = 16;

/** Halves, quarters and so on down to single characters, spread over the string where they are many. */
function* blocksOf(length: number): IterableIterator<readonly [number, number]> {
  for (let size = length >> 1; size >= 1; size >>= 1) {
    const step = Math.max(size, Math.ceil(length / MOST_BLOCKS));
    for (let from = 0; from + size <= length; from += step) yield [from, from + size];
  }
}
