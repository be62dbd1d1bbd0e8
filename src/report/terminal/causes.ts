/** The causes of deviations for a terminal: numbered, in a few lines each. */
import {
  blockedInWords,
  isSaidByTitle,
  observedInWords,
  type Part,
  placesInWords,
  type Told,
} from '../summary/causes.js';
import { count, oneLine, wrap } from '../summary/plain-text.js';
import { hanging, type Style } from './style.js';

/** Headings with the causes below them; one paragraph for each heading. */
export function causeParagraphs(parts: readonly Part[], style: Style): string[][] {
  const last = parts.at(-1)?.causes.at(-1)?.number ?? 0;
  const digits = String(last).length;
  return parts.map(({ title, meaning, causes }) => {
    const heading = `${title} (${count(causes.length)})${meaning === undefined ? '' : `. ${meaning}`}`;
    return [
      ...wrap(heading, style.width).map((line) => style.colours.bold(line)),
      ...causes.flatMap((told) => causeLines(told, digits, style)),
    ];
  });
}

/** One to three lines: the title, and what was observed or where. */
function causeLines(told: Told, digits: number, { colours, width }: Style): string[] {
  const label = ` ${String(told.number).padStart(digits)}  `;
  const indent = ' '.repeat(label.length);
  const room = Math.max(20, width - label.length);
  const badge = told.isServerFailure ? ' [server failure]' : '';
  const title = hanging('', oneLine(told.title) + badge, room, MOST);
  const paint = told.standing === 'fails' ? colours.red : colours.yellow;
  return [
    ...title.map((line, index) => (index === 0 ? paint(label) : indent) + colours.bold(line)),
    ...detailsOf(told, room)
      .slice(title.length - 1)
      .map((line) => indent + colours.dim(line)),
  ];
}

/** Lines of a title, and lines below it. */
const MOST = 2;

/** At most two lines, which say more than the title does. */
function detailsOf(told: Told, room: number): string[] {
  const { deviation } = told.cause;
  if (told.behind !== undefined) return hanging('', told.behind, room, MOST);
  const several = told.operations.length > 1;
  const places = several ? `in ${placesInWords(told)}` : '';
  if (deviation === undefined || isSaidByTitle(told)) return several ? hanging('', places, room, MOST) : [];
  const observed = `observed ${observedInWords(told)}`;
  const expected = `expected ${deviation.expected}`;
  const both = oneLine(`${expected} · ${observed}`);
  const pair = both.length <= room ? [both] : [expected, observed];
  const blocked = blockedInWords(told);
  const lines =
    blocked === '' ? (several ? [places, ...pair.slice(-1)] : pair) : [...pair.slice(-1), blocked];
  return lines.map((line) => oneLine(line, room));
}
