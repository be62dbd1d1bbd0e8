/**
 * The characters that generated strings are made of, simplest first: this order is what strings shrink towards.
 * All are printable, precomposed, and in the Basic Multilingual Plane, where UTF-16 units and code points count the
 * same. The space is the only white space.
 */
export const ALPHABET: readonly string[] = [
  ...'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:/=+@ ,;',
  ...'!#$%&\'()*<>?[]^`{|}~"\\',
  ...'éßñøœžłğΩαβЖяשعहあア中文字한٣',
];

/** Characters that patterns are broken with, least disputable first. None has a meaning in URLs' dot segments. */
export const INTRUDERS: readonly string[] = [...'!*#$%&()<>?[]{}|~^";,', 'é', '€', ' '];

const RANKS: ReadonlyMap<string, number> = new Map(ALPHABET.map((character, index) => [character, index]));

/** Whether one string is simpler than another: shorter, or as long and earlier in the alphabet. */
export function isSimpler(candidate: string, than: string): boolean {
  if (candidate.length !== than.length) return candidate.length < than.length;
  for (let index = 0; index < candidate.length; index += 1) {
    const difference = rank(candidate.charAt(index)) - rank(than.charAt(index));
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function rank(character: string): number {
  return RANKS.get(character) ?? ALPHABET.length + character.charCodeAt(0);
}
