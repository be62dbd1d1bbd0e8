/** Names whose plural ends in `ies`: a policy, but no key. */
const ENDS_IN_IES = /[^aeiou]y$/;

/** The words of a name: `StreamKey` has `Stream` and `Key`. */
function wordsOf(name: string): string[] {
  return name.match(/[A-Z]?[a-z0-9]+|[A-Z]+/g) ?? [name];
}

/** The plural by which lists are named. */
export function pluralOf(name: string): string {
  return ENDS_IN_IES.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

/** A name as it stands in prose: `stream key`. */
export function inWords(name: string): string {
  return wordsOf(name).join(' ').toLowerCase();
}

/** A name as it stands in identifiers: `stream-key`. */
export function inKebab(name: string): string {
  return wordsOf(name).join('-').toLowerCase();
}

/** A name as members have it: `streamKey`. */
export function asMember(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** A text with the names of resources taken out, and these in their order. */
export function templateOf(text: string, names: readonly string[]): { text: string; names: string[] } {
  const found: string[] = [];
  if (names.length === 0) return { text, names: found };
  const template = text.replaceAll('Amazon Web Services', 'AWS').replace(anyOf(names), (match) => {
    found.push(names.find((name) => isPlural(match, name) || squeezed(match) === squeezed(name)) ?? match);
    return '@';
  });
  return { text: template, names: found };
}

/** How a name is written that gives no sign of it: a single word in lower case. */
export type Style = 'prose' | 'identifier' | 'member';

/** A text in which one resource takes the place of another, in the style in which that one was written. */
export function renamed(text: string, from: string, to: string, style: Style = 'member'): string {
  return text.replace(anyOf([from]), (match) => {
    const name = isPlural(match, from) ? pluralOf(to) : to;
    const isLower = /^[a-z]/.test(match);
    if (match.includes('-')) return inKebab(name);
    if (match.includes(' ')) return isLower ? inWords(name) : capital(inWords(name));
    if (!isLower) return style === 'prose' && isAtStart(text, match) ? capital(inWords(name)) : name;
    if (/[A-Z]/.test(match) || style === 'member') return asMember(name);
    return style === 'prose' ? inWords(name) : inKebab(name);
  });
}

function isAtStart(text: string, word: string): boolean {
  return text.startsWith(`${word} `);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Matches the names of resources in whatever style they are written: in prose, in members, in identifiers. */
function anyOf(names: readonly string[]): RegExp {
  const longestFirst = [...names].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const forms = longestFirst.map((name) => {
    const joined = wordsOf(name).join('[ -]?');
    return ENDS_IN_IES.test(name) ? `${joined.slice(0, -1)}(?:ies|y)` : `${joined}s?`;
  });
  return new RegExp(forms.join('|'), 'gi');
}

function isPlural(match: string, name: string): boolean {
  return squeezed(match) === squeezed(pluralOf(name));
}

function squeezed(text: string): string {
  return text.replace(/[ -]/g, '').toLowerCase();
}
