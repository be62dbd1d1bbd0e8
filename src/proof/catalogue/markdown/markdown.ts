import type { Source } from '../../../contract/types.js';

/** A source as a link, where it has an address. */
export function link({ document, url }: Source): string {
  return url === undefined ? document : `[${document}](${url})`;
}

/** A table; without rows, nothing. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** The headings of second and third level, as a nested list of links. */
export function contents(lines: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return lines.flatMap((line) => {
    const heading = /^(#{1,6}) (.*)$/.exec(line);
    const [, marks = '', text = ''] = heading ?? [];
    if (heading === null) return [];
    const anchor = anchorOf(text, seen);
    if (marks.length < 2 || marks.length > 3) return [];
    return [`${'  '.repeat(marks.length - 2)}- [${text.replaceAll('`', '')}](#${anchor})`];
  });
}

/** The anchor that GitHub gives a heading: repeated ones are numbered. */
function anchorOf(text: string, seen: Map<string, number>): string {
  const base = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
  const count = seen.get(base) ?? 0;
  seen.set(base, count + 1);
  return count === 0 ? base : `${base}-${count}`;
}
