import type { Schema } from '../../contract/types.js';
import { unknownArn } from './client.js';
import { PLAYBACK } from './sample.js';

/** What each family of mutants lets pass, made of a valid text. */
const CHANGES: { readonly [family: string]: (valid: string, maxLength?: number) => string } = {
  'arn-of-another-type-accepted': (arn) => arn.replace(/:[a-zA-Z-]+\//, ':other/'),
  'arn-of-another-service-accepted': (arn) => arn.replace(/aws:[a-z]+/, 'aws:other'),
  'arn-of-another-partition-accepted': (arn) => arn.replace('arn:aws:', 'arn:aws-cn:'),
  'arn-with-a-name-accepted': (arn) => `${arn}_a`,
  'pattern-trailing-newline-accepted': (text, maxLength) =>
    `${text.slice(0, text.length === maxLength ? -1 : text.length)}\n`,
  'pattern-blank-accepted': (text) => text.replace('a', ' '),
  'pattern-letter-accepted': (text) => text.replace('a', 'é'),
  'pattern-upper-case-accepted': (text) => text.replace('a', 'A'),
  'enum-case-accepted': (word) => word.toLowerCase(),
  'enum-blank-accepted': (word) => ` ${word}`,
  'enum-shortened-accepted': (word) => word.slice(0, -1),
  'text-for-value-accepted': (text) => text,
};

/** A value of a member that a mutant of this family takes for a valid one; undefined for any other family. */
export function nearlyValid(family: string, schema: Schema, path: string): string | undefined {
  return CHANGES[family]?.(validText(schema, path), schema.maxLength);
}

function validText(
  { type, enum: words, pattern = '', minimum, minLength = 0 }: Schema,
  path: string,
): string {
  if (type === 'boolean') return 'true';
  // Sides of a video are even.
  if (type === 'integer' || type === 'number')
    return /^video\.(width|height)$/.test(path) ? '640' : String(minimum ?? 0);
  if (words !== undefined) return words[0] ?? '';
  if (pattern.includes('mediatailor')) return `${PLAYBACK}/a`;
  if (pattern.includes('arn:')) return unknownArn(/:([a-z-]+)\//.exec(pattern)?.[1] ?? 'channel');
  if (pattern.includes('T(?:')) return '2026-10-28T12:00:00Z';
  return (/\^\(\?:(st-)/.exec(pattern)?.[1] ?? '').padEnd(Math.max(1, minLength), 'a');
}
