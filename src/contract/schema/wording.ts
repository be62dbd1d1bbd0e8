const LONGEST = 80;

/** A value as JSON, cut where it becomes too long to read. */
export function abbreviated(value: unknown): string {
  const text = jsonOf(value);
  if (text === undefined) return 'a value that is nested too deeply to show';
  // Of long texts only the beginning is taken apart.
  const beginning = [...text.slice(0, 2 * LONGEST + 2)];
  if (beginning.length <= LONGEST) return text;
  const size =
    typeof value === 'string' ? `${charactersOf(value)} characters` : `${charactersOf(text)} as JSON`;
  return `${beginning.slice(0, LONGEST).join('')}… (${size})`;
}

/** How many characters a text has: a pair of surrogates is one. */
function charactersOf(text: string): number {
  return text.length - (text.match(/[\u{10000}-\u{10FFFF}]/gu)?.length ?? 0);
}

/** A value as JSON; undefined where it is nested deeper than the stack. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What a keyword with these parameters asks for, in words. */
export function expectation(
  keyword: string,
  params: { readonly [name: string]: unknown },
  value: unknown,
): string {
  const limit = Number(params.limit);
  switch (keyword) {
    case 'type':
      return withArticle(String(params.type));
    case 'enum':
      return `one of ${Array.isArray(value) ? value.map((item) => JSON.stringify(item)).join(', ') : ''}`;
    case 'const':
      return JSON.stringify(value);
    case 'pattern':
      return `a string matching ${params.pattern}`;
    case 'minLength':
      return `a string of at least ${count(limit, 'character')}`;
    case 'maxLength':
      return `a string of at most ${count(limit, 'character')}`;
    case 'minimum':
      return `a number of at least ${limit}`;
    case 'maximum':
      return `a number of at most ${limit}`;
    case 'minItems':
      return `a list of at least ${count(limit, 'item')}`;
    case 'maxItems':
      return `a list of at most ${count(limit, 'item')}`;
    case 'minProperties':
      return `a map of at least ${count(limit, 'entry', 'entries')}`;
    case 'maxProperties':
      return `a map of at most ${count(limit, 'entry', 'entries')}`;
    default:
      return `a value that satisfies ${keyword}`;
  }
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `an object`, `a string`. */
function withArticle(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}
