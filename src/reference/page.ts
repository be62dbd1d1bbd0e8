import { createHash } from 'node:crypto';
import { resolve } from '../contract/load.js';
import type { JsonObject } from '../contract/types.js';
import type { Call } from './call.js';
import { invalid } from './fault.js';
import { text } from './json.js';

/** Anything that can be listed. */
interface Listed {
  /** Position in the order of creation. */
  readonly sequence: number;
}

/** A page of a list operation. */
export interface Page {
  readonly items: JsonObject[];
  /** Only when more items follow; the last page has none. */
  readonly next: { readonly nextToken?: string };
}

/**
 * Cuts the requested page out of a list. A token names the last item that was shown by its place in the order of
 * creation, so pages neither repeat nor lose items when others come and go in between.
 * @param entries in order of creation
 * @param defaultSize documented number of items when `maxResults` is absent
 * @throws Fault ValidationException when the token was not issued by this operation in this region
 */
export function page<One extends Listed>(
  call: Call,
  entries: Iterable<One>,
  defaultSize: number,
  view: (entry: One) => JsonObject,
): Page {
  const limit = call.input.maxResults;
  const size = typeof limit === 'number' ? limit : Math.min(defaultSize, largestPage(call));
  const after = readToken(call, text(call.input, 'nextToken'));
  const items: JsonObject[] = [];
  let last = after;
  for (const entry of entries) {
    if (entry.sequence <= after) continue;
    if (items.length === size) return { items, next: { nextToken: issueToken(call, last) } };
    items.push(view(entry));
    last = entry.sequence;
  }
  return { items, next: {} };
}

/** What `maxResults` may be at most: earlier revisions allowed less, and no page is larger by default. */
function largestPage({ contract, operation }: Call): number {
  const schema = operation.input.properties?.maxResults;
  return (schema && resolve(contract, schema).maximum) ?? Number.POSITIVE_INFINITY;
}

/** A token whose page starts behind the item with this sequence number. */
export function issueToken(call: Call, sequence: number): string {
  return Buffer.from(`${sequence}:${seal(call, sequence)}`).toString('base64url');
}

function readToken(call: Call, token: string): number {
  if (token === '') return 0;
  const [digits = '', mark] = Buffer.from(token, 'base64url').toString().split(':');
  const sequence = Number(digits);
  if (mark !== seal(call, sequence)) throw invalid('nextToken was not issued by this operation');
  return sequence;
}

/** Tells issued tokens from made-up ones; no secret is needed for that. */
function seal(call: Call, sequence: number): string {
  return createHash('sha256')
    .update(`${call.service} ${call.operation.operation} ${call.region} ${sequence}`)
    .digest('hex')
    .slice(0, 16);
}
