import type { Schema } from '../../../contract/types.js';
import { type ConstraintChange, either } from './equivalent.js';

/** A value that is nearly right, and is taken for right: one way to loosen a pattern. */
interface Looser {
  readonly family: string;
  readonly statement: string;
  /** The looser pattern; the same one where there is nothing to loosen. */
  readonly loosen: (pattern: string) => string;
}

const ID = /\[a-zA-Z0-9-\]\+\)\$$/;

/** ARNs of something else, of which the type or another part is not looked at. */
const ARNS: readonly Looser[] = [
  {
    family: 'arn-of-another-type-accepted',
    statement: 'an ARN of another type of resource is accepted',
    loosen: (pattern) => pattern.replace(/:[a-zA-Z-]+\/\[/, ':[a-zA-Z-]+/['),
  },
  {
    family: 'arn-of-another-service-accepted',
    statement: 'an ARN of another service is accepted',
    loosen: (pattern) => pattern.replace(/arn:aws:[a-z]+:/, 'arn:aws:[a-z0-9-]+:'),
  },
  {
    family: 'arn-of-another-partition-accepted',
    statement: 'an ARN of another partition is accepted',
    loosen: (pattern) => pattern.replace('arn:aws:', 'arn:[a-z-]+:'),
  },
  {
    family: 'arn-with-a-name-accepted',
    statement: 'any name is accepted in place of the identifier',
    loosen: (pattern) => (pattern.includes('arn:') ? pattern.replace(ID, '.+)$') : pattern),
  },
];

/** One character of a neighbouring class. */
const TEXTS: readonly Looser[] = [
  {
    family: 'pattern-trailing-newline-accepted',
    statement: 'a newline behind the last character is accepted',
    loosen: (pattern) => pattern.replace(/\$$/, '\\n?$'),
  },
  {
    family: 'pattern-blank-accepted',
    statement: 'blanks are accepted',
    loosen: (pattern) => inClasses(pattern, ' '),
  },
  {
    family: 'pattern-letter-accepted',
    statement: 'letters beyond ASCII are accepted',
    loosen: (pattern) => inClasses(pattern, '\\p{L}'),
  },
  {
    family: 'pattern-upper-case-accepted',
    statement: 'upper case is accepted',
    loosen: (pattern) => (pattern.includes('A-Z') ? pattern : inClasses(pattern, 'A-Z')),
  },
];

/** The pattern with more in its class, where it is nothing but one class of characters that are all named. */
function inClasses(pattern: string, characters: string): string {
  return pattern.replace(/^\^\(\?:\[(?=[^\\\]]*\][*+]\)\$$)/, `^(?:[${characters}`);
}

/** What each schema lets pass that is nearly right. */
export function nearChanges(schema: Schema): ConstraintChange[] {
  return [...nearPatterns(schema), ...nearWords(schema), ...nearTypes(schema)];
}

function nearPatterns({ pattern = '' }: Schema): ConstraintChange[] {
  return [...ARNS, ...TEXTS].flatMap(({ family, statement, loosen }): ConstraintChange[] => {
    const looser = loosen(pattern);
    if (looser === pattern || looser === '' || pattern === '') return [];
    return [{ family, keyword: 'pattern', statement, change: (before) => ({ ...before, pattern: looser }) }];
  });
}

function nearWords({ enum: words = [] }: Schema): ConstraintChange[] {
  if (words.length === 0) return [];
  const accepting = (family: string, statement: string, pattern: string): ConstraintChange => ({
    family,
    keyword: 'enum',
    statement,
    change: ({ enum: _, ...rest }) => ({ ...rest, pattern }),
  });
  const inAnyCase = words.map((word) =>
    word.replaceAll(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`),
  );
  const shortened = words.map((word) => `${word}|${word.slice(0, -1)}`);
  return [
    accepting('enum-case-accepted', 'words are accepted in any case', `^(?:${inAnyCase.join('|')})$`),
    accepting(
      'enum-blank-accepted',
      'words are accepted with blanks around them',
      `^ *(?:${words.join('|')}) *$`,
    ),
    accepting(
      'enum-shortened-accepted',
      'words are accepted without their last letter',
      `^(?:${shortened.join('|')})$`,
    ),
  ];
}

/** What says a value of the type as text. */
const AS_TEXT: { readonly [type: string]: string } = {
  integer: '^-?[0-9]+$',
  number: '^-?[0-9.]+$',
  boolean: '^(?:true|false)$',
};

function nearTypes({ type }: Schema): ConstraintChange[] {
  const pattern = AS_TEXT[type ?? ''];
  if (pattern === undefined) return [];
  return [
    {
      family: 'text-for-value-accepted',
      keyword: 'type',
      statement: `the same ${type} is accepted as text`,
      change: (schema) => either(schema, { type: 'string', pattern }),
    },
  ];
}
