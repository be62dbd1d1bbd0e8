import type { Json, JsonObject } from '../../types.js';

/** The width that hand-written files keep to, as the formatter does. */
const WIDTH = 110;

/** JSON as the formatter leaves it: lists of texts and numbers on one line where they fit, all else spread out. */
export function printed(value: Json, indent = 0, before = 0): string {
  const inner = ' '.repeat(indent + 2);
  if (Array.isArray(value)) {
    const line = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    const isFlat = value.every((item) => typeof item !== 'object' || item === null);
    if (value.length === 0 || (isFlat && indent + before + line.length < WIDTH)) return line;
    const items = value.map((item) => `${inner}${printed(item, indent + 2)}`);
    return `[\n${items.join(',\n')}\n${' '.repeat(indent)}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value);
  if (members.length === 0) return '{}';
  const lines = members.map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `;
    return `${inner}${name}${printed(item, indent + 2, name.length)}`;
  });
  return `{\n${lines.join(',\n')}\n${' '.repeat(indent)}}`;
}

/**
 * A file that holds one list of entries, with some replaced and others added; the text of the rest stays as it is.
 * @param text the file, formatted: each entry begins and ends on a line of its own, four spaces in
 * @param replaced place of an entry → what takes its place
 */
export function withEntries(
  text: string,
  replaced: ReadonlyMap<number, JsonObject>,
  added: readonly JsonObject[],
): string {
  const lines = text.split('\n');
  const begins = lines.flatMap((line, at) => (/^ {4}\{/.test(line) ? [at] : []));
  const ends = lines.flatMap((line, at) => (/^ {4}(?:\}|\{.*\}),?$/.test(line) ? [at] : []));
  const first = begins[0] ?? lines.findIndex((line) => /^ {2}"\w+": \[$/.test(line)) + 1;
  const last = ends.at(-1) ?? first - 1;
  const entries = begins.map((from, index) => {
    const entry = replaced.get(index);
    if (entry !== undefined) return `    ${printed(entry, 4)}`;
    return lines
      .slice(from, (ends[index] ?? from) + 1)
      .join('\n')
      .replace(/,$/, '');
  });
  const all = [...entries, ...added.map((entry) => `    ${printed(entry, 4)}`)];
  return [...lines.slice(0, first), all.join(',\n'), ...lines.slice(last + 1)].join('\n');
}
