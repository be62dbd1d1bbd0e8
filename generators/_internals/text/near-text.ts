import fc from 'fast-check';
import type { Labelled } from '../../types.js';
import { INTRUDERS } from '../pattern/alphabet.js';
import { parsePattern } from '../pattern/parse.js';
import { arnsChanged, NEAR } from './arn-ways.js';
import { type StringSchema, textOf } from './text.js';

/** Where a character goes: in place of one of the text's own, or behind its last where there is room. */
type Place = 'anywhere' | 'end';

/** Characters that are easily let through, by what they have in common; the most telling first. */
const CLASSES: readonly {
  readonly label: string;
  readonly characters: readonly string[];
  readonly place: Place;
}[] = [
  // `$` of many a regular expression matches before it.
  { label: 'trailing-newline', characters: ['\n'], place: 'end' },
  { label: 'blank', characters: [' ', '\t'], place: 'anywhere' },
  { label: 'letter-beyond-ascii', characters: ['é', 'ß', 'я', '字'], place: 'anywhere' },
  { label: 'sign', characters: [...new Set([...INTRUDERS, ...'`\\@/:.+=_-'])], place: 'anywhere' },
  { label: 'upper-case', characters: ['A', 'M', 'Z'], place: 'anywhere' },
  { label: 'lower-case', characters: ['a', 'm', 'z'], place: 'anywhere' },
  { label: 'digit', characters: ['0', '5', '9'], place: 'anywhere' },
  { label: 'trailing-blank', characters: [' '], place: 'end' },
];

/** So many matches are looked at to find out which characters a pattern allows. */
const LOOKED_AT = 5;

/**
 * Strings that nearly match a pattern, and are as long as the schema allows: ARNs of something else, or one character of
 * a class that the pattern has not got. One arbitrary for each way, the most telling first.
 */
export function textNear(text: StringSchema, pattern: string): Labelled<string>[] {
  const { minLength = 0, maxLength } = text.schema;
  const arns = pattern.includes('arn:') ? textOf(text, Math.max(1, minLength), LONGEST_ARN) : undefined;
  if (arns !== undefined) return arnsChanged(NEAR, arns, pattern);
  const matching = textOf(text, Math.max(1, minLength), maxLength);
  if (matching === undefined) return [];
  return CLASSES.flatMap((each) => oneCharacterOff(matching, pattern, maxLength, each));
}

/** So long that what is put into an ARN leaves it within the 128 characters that all of them may have. */
const LONGEST_ARN = 96;

function oneCharacterOff(
  matching: fc.Arbitrary<string>,
  pattern: string,
  maxLength = Number.POSITIVE_INFINITY,
  { label, characters, place }: (typeof CLASSES)[number],
): Labelled<string>[] {
  const { regex } = parsePattern(pattern);
  const samples = fc.sample(matching, { seed: 1, numRuns: LOOKED_AT });
  const put = (value: string, character: string, seed: number): string => {
    if (place === 'anywhere') return replacedAt(value, character, seed % value.length);
    return value.length < maxLength ? value + character : replacedAt(value, character, value.length - 1);
  };
  const foreign = characters.filter((character) =>
    samples.every((value) =>
      Array.from(value, (_, at) => put(value, character, at)).every((changed) => !regex.test(changed)),
    ),
  );
  if (foreign.length === 0) return [];
  const arbitrary = fc
    .tuple(matching, fc.constantFrom(...foreign), fc.nat())
    .map(([value, character, seed]) => put(value, character, seed))
    .filter((value) => !regex.test(value));
  return [{ label, arbitrary }];
}

function replacedAt(value: string, character: string, at: number): string {
  return value.slice(0, at) + character + value.slice(at + 1);
}

/** Words beside an enumeration that differ from one of its own in case, by a blank, or by a character. */
export function wordsNear(values: readonly string[]): Labelled<string>[] {
  const ways: { readonly [label: string]: (value: string) => string[] } = {
    'other-case': (value) => [
      value.toLowerCase(),
      value.charAt(0).toUpperCase() + value.slice(1).toLowerCase(),
      value.toUpperCase(),
    ],
    blank: (value) => [` ${value}`, `${value} `],
    shortened: (value) => [value.slice(0, -1)],
    lengthened: (value) => [`${value}_`, `${value}S`],
  };
  return Object.entries(ways).flatMap(([label, change]) => {
    const words = new Set(values.flatMap(change).filter((word) => word !== '' && !values.includes(word)));
    return words.size === 0 ? [] : [{ label, arbitrary: fc.constantFrom(...words) }];
  });
}
