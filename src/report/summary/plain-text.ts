/** Text for people: untrusted characters made visible, lengths bounded, lines wrapped. */

const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\ufeff]/gu;

/** `\u001b` for an escape character, and so on: what JSON would write. */
function visibleEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

/**
 * Makes control characters (terminal escapes among them), lone surrogates, bidirectional overrides and
 * zero-width characters visible, so that text from an endpoint can neither command a terminal nor hide.
 *
 * @param keep characters that are left as they are, `\n` for text that may have several lines
 */
export function neutralise(text: string, keep = ''): string {
  return text.replace(UNPRINTABLE, (character) =>
    keep.includes(character) ? character : visibleEscape(character),
  );
}

/** At most `length` UTF-16 units, the end replaced by `…` when something is missing. */
export function abbreviate(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = Math.max(0, length - 1);
  const cut = text.slice(0, end);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** On one line: unprintable characters visible, at most `length` long. */
export function oneLine(text: string, length = Number.POSITIVE_INFINITY): string {
  return abbreviate(neutralise(text.replace(/\s*\r?\n\s*/g, ' ').trim()), length);
}

/** Breaks text at spaces into lines of at most `width`; a longer word keeps a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}

const NUMBER = new Intl.NumberFormat('en-US');

/** `12,345`. */
export function count(value: number): string {
  return NUMBER.format(value);
}

/** `1 check`, `12 checks`. */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : plural}`;
}

/** A share of 0..1 as a percentage that never rounds something to nothing, or almost all to all. */
export function percent(share: number | null): string {
  if (share === null) return 'n/a';
  if (share > 0 && share < 0.001) return '<0.1%';
  if (share < 1 && share > 0.999) return '>99.9%';
  return `${Number((share * 100).toFixed(1))}%`;
}

/** Milliseconds as `820 ms`, `12.3 s` or `4 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
