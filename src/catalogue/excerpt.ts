/** How many lines an excerpt shows of the beginning and of the end. */
export interface ExcerptSize {
  readonly head: number;
  readonly tail: number;
}

/**
 * What is shown of a long output: whole blocks (blank lines are between them) from its beginning and from its end, as
 * many as fit, the first and the last always; `…` stands where blocks are left out. A block that is too long is cut.
 */
export function excerptOf(output: string, { head, tail }: ExcerptSize): string {
  const blocks = output
    .replace(/^\n+|\s+$/g, '')
    .split(/\n{2,}/)
    .map((block) => block.split('\n').map((line) => line.trimEnd()));
  const first = fitting(blocks, head);
  const last = fitting(blocks.slice(first.length).reverse(), tail).reverse();
  const isWhole = first.length + last.length === blocks.length;
  const shown = [
    ...first.map((lines) => cut(lines, head)),
    ...(isWhole ? [] : [['…']]),
    ...last.map((lines) => cut(lines, tail)),
  ];
  return shown.map((lines) => lines.join('\n')).join('\n\n');
}

/** The first blocks that have no more lines together, blank ones between them included; at least one. */
function fitting(blocks: readonly string[][], most: number): string[][] {
  let lines = 0;
  const count = blocks.findIndex((block, index) => {
    lines += block.length + (index === 0 ? 0 : 1);
    return index > 0 && lines > most;
  });
  return blocks.slice(0, count < 0 ? blocks.length : count);
}

function cut(lines: readonly string[], most: number): string[] {
  return lines.length <= most ? [...lines] : [...lines.slice(0, most - 1), '…'];
}
