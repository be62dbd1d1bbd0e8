const SHOWN = 5;

/** The words that differ least from a given one, the most similar first. */
export function closest(word: string, words: readonly string[]): string[] {
  return words
    .map((other) => ({ other, distance: editDistance(word, other) }))
    .sort((left, right) => left.distance - right.distance)
    .slice(0, SHOWN)
    .map(({ other }) => other);
}

/** Fewest insertions, deletions and substitutions that turn one word into the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [at, character] of [...from].entries()) {
    let diagonal = at;
    const next = [at + 1];
    for (const [column, other] of [...to].entries()) {
      const above = row[column + 1] ?? 0;
      const substituted = diagonal + (character === other ? 0 : 1);
      next.push(Math.min(above + 1, (next[column] ?? 0) + 1, substituted));
      diagonal = above;
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
