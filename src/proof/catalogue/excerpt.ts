/** Which lines an excerpt shows. */
export interface ExcerptSize {
  /** Where it begins: at the first line that matches, or at the first of all where none does. */
  readonly from: RegExp;
  /** How many lines are shown from there. */
  readonly head: number;
  /** How many are shown of the end, at most: whole blocks, which blank lines separate, or the end of the last one. */
  readonly tail: number;
}

/** What README.md shows of a run: the first causes, and the end. */
export const README_EXCERPT: ExcerptSize = { from: /^ {1,2}1 {2}\S/, head: 13, tail: 14 };

/** What is shown of a long output: where it becomes interesting, and its end. `…` stands where lines are left out. */
export function excerptOf(output: string, { from, head, tail }: ExcerptSize): string {
  const lines = output
    .replace(/^\n+|\s+$/g, '')
    .split('\n')
    .map((line) => line.trimEnd());
  const begin = Math.max(
    0,
    lines.findIndex((line) => from.test(line)),
  );
  if (lines.length - begin <= head + tail) return lines.slice(begin).join('\n');
  const shown = lines.slice(begin, begin + head);
  while (shown.at(-1) === '') shown.pop();
  return [...shown, '…', '', ...lastBlocks(lines, tail)].join('\n');
}

function lastBlocks(lines: readonly string[], most: number): string[] {
  const last = lines.slice(-most);
  const start = lines.at(-most - 1) === '' ? 0 : last.indexOf('') + 1;
  return last.slice(start);
}
