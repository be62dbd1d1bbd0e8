import type { WireResponse } from '../types.js';
import { BODY_BOUNDS } from './bounds.js';

/** Characters that are kept of a body that exceeds a bound. */
const KEPT = 4096;

/** Characters that are kept of a header's value. */
const LONGEST_HEADER = 8192;

/**
 * A response as it is kept and judged: one whose body exceeds a bound has its beginning alone, and says which bound. So
 * whatever reads it later, by recursion or by patterns, is safe. Never throws.
 */
export function bounded({ status, headers, body }: WireResponse): WireResponse {
  const kept = boundedHeaders(headers);
  const excess = excessOf(body);
  if (excess === undefined) return { status, headers: kept, body };
  // A part of a text keeps the whole in memory until it is copied.
  const start = Buffer.from(body.slice(0, KEPT))
    .toString('utf8')
    .replace(/\uFFFD$/, '');
  return { status, headers: kept, body: `${start}… [cut: ${excess}]`, excess };
}

/** Which bound a body exceeds, in words; undefined for none. One pass over the text, whatever it holds. */
export function excessOf(body: string): string | undefined {
  const { depth, items, members, values, text } = BODY_BOUNDS;
  const start = /^\s*[[{]/.test(body.slice(0, KEPT));
  if (!start) return body.length > text ? `a text of more than ${text} characters` : undefined;
  const open: { readonly isList: boolean; commas: number }[] = [];
  let all = 0;
  let last = 0;
  let inText = false;
  for (let at = 0; at < body.length; at += 1) {
    const code = body.charCodeAt(at);
    if (at - last > text) return `a text or blank of more than ${text} characters`;
    if (inText) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) {
        inText = false;
        last = at;
      }
      continue;
    }
    if (code === QUOTE) inText = true;
    else if (code === COMMA) {
      const inside = open.at(-1);
      all += 1;
      if (all > values) return `more than ${values} values`;
      if (inside !== undefined) {
        inside.commas += 1;
        if (inside.isList && inside.commas >= items) return `a list of more than ${items} items`;
        if (!inside.isList && inside.commas >= members) return `an object of more than ${members} members`;
      }
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (open.length >= depth) return `more than ${depth} levels`;
      open.push({ isList: code === OPEN_LIST, commas: 0 });
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) open.pop();
    else continue;
    last = at;
  }
  return undefined;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

function boundedHeaders(headers: WireResponse['headers']): WireResponse['headers'] {
  const long = Object.values(headers).some((value) => value.length > LONGEST_HEADER);
  if (!long) return headers;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.length > LONGEST_HEADER ? `${value.slice(0, LONGEST_HEADER)}… [cut]` : value,
    ]),
  );
}
