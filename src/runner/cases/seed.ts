/**
 * A 32-bit seed for one check of a run, so that what it draws depends neither on the other checks nor on their
 * order (FNV-1a over the seed and the check's ID).
 */
export function deriveSeed(seed: number, id: string): number {
  let hash = 0x811c9dc5;
  for (const character of `${seed} ${id}`) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
