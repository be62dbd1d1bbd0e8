import type { createColors } from 'picocolors';
import { wrap } from '../summary/plain-text.js';

type Colours = ReturnType<typeof createColors>;

/** How the summary is written. */
export interface Style {
  readonly colours: Colours;
  /** Columns. */
  readonly width: number;
}

/** Lines that a list of members or titles, or a value, may take. */
export const LIST_LINES = 3;

/** Stands for a space at which no line is broken. */
export const TIED = '\u00a0';

/** Wraps `text` behind `label`, further lines indented by the label's width; at most `limit` lines. */
export function hanging(
  label: string,
  text: string,
  width: number,
  limit = Number.POSITIVE_INFINITY,
): string[] {
  const lines = wrap(text, Math.max(20, width - label.length)).map((line) => line.replaceAll(TIED, ' '));
  const shown = lines.slice(0, limit);
  if (shown.length < lines.length) shown.push(`${shown.pop()} …`);
  return shown.map((line, index) => (index === 0 ? label : ' '.repeat(label.length)) + line);
}

/** Text that leads to an address, for terminals that know links (OSC 8). */
export function hyperlink(text: string, address: string): string {
  return `\u001b]8;;${address}\u001b\\${text}\u001b]8;;\u001b\\`;
}
