import type { Json, JsonObject } from '../../../contract/types.js';
import type { Answer, Call } from '../../state/call.js';
import { isObject, list } from '../../state/json.js';
import { digest, drawn, reshaping, shuffled, variation } from '../build.js';
import { type Next, type Variation, type Varied, withBody } from '../variation.js';

const ORDER = 'No source says in which order other lists have their entries.';
const SHORT = 'A page has at most maxResults items; no document says that it has as many as there are.';
const TOKEN = 'A page token is opaque; its length and alphabet are all that is modelled.';
const LAST = 'The token is there while there is more; an empty one, which the model allows, names no page.';

/** Lists whose order has been observed. */
const NEWEST_FIRST: ReadonlySet<string> = new Set(['ListStreamSessions']);

/** The largest page that a contract allows. */
const MOST = 100;

/** How a list is cut into pages. */
interface Paging {
  /** What an entry is sorted by; nothing but the entry decides. Default: the order of creation. */
  readonly key?: (entry: string, place: number) => string;
  /** Items of a page that may have so many. */
  readonly size?: (size: number) => number;
  /** What names the next page; never the same one twice. */
  readonly token?: (place: number) => string;
  /** How the entries of one page follow one another. */
  readonly arrange?: (items: JsonObject[]) => JsonObject[];
}

/** Orders of lists, sizes of pages, and page tokens. */
export function listVariations(): Variation[] {
  return [
    variation('list-order/reversed', 'Lists begin with what was created last.', ORDER, () =>
      paged({ key: (_, place) => String(1e9 - place) }),
    ),
    variation(
      'list-order/stable',
      'Lists have an order that nobody can guess, but keep to it.',
      ORDER,
      (random) => {
        const salt = String(random());
        return paged({ key: (entry) => digest(salt + entry) });
      },
    ),
    variation(
      'list-order/within-pages',
      'The entries of a page come in another order each time.',
      ORDER,
      (random) => paged({ arrange: (items) => shuffled(items, random) }),
    ),
    variation(
      'list-order/entries',
      'Lists of an answer whose order means nothing come in any order.',
      ORDER,
      entries,
    ),
    variation('pages/half', 'Pages have half as many items as they may have.', SHORT, () =>
      paged({ size: (size) => Math.ceil(size / 2) }),
    ),
    variation('pages/one', 'A page has one item.', SHORT, () => paged({ size: () => 1 })),
    variation('pages/any', 'Pages have any number of items up to the limit.', SHORT, (random) =>
      paged({ size: (size) => 1 + Math.floor(random() * size) }),
    ),
    variation('pages/empty', 'Some pages have no items, although more follow.', SHORT, (random) =>
      paged({ size: (size) => (random() < 0.2 ? 0 : size) }),
    ),
    ...tokens(),
    variation('pages/every-way', 'Pages vary in order, size and tokens at once.', SHORT, (random) => {
      const salt = String(random());
      return paged({
        key: (entry) => digest(salt + entry),
        size: (size) => Math.ceil(size * (0.3 + 0.7 * random())),
        token: (place) => `${drawn(random, 'abcXYZ+/=_-', 700)}${place}`,
        arrange: (items) => shuffled(items, random),
      });
    }),
    ...lastTokens(),
  ];
}

function tokens(): Variation[] {
  const token = (id: string, statement: string, of: (random: () => number) => (place: number) => string) =>
    variation(`page-token/${id}`, statement, TOKEN, (random) => paged({ token: of(random) }));
  return [
    token('numbers', 'Tokens are numbers, counted on.', () => String),
    token(
      'longest',
      'Tokens are as long as they may be.',
      (random) => (place) => `${place}`.padEnd(12, '_') + drawn(random, 'abcXYZ019+/=', 1012),
    ),
    token(
      'base64',
      'Tokens are Base64 with all its characters.',
      (random) => (place) => `${Buffer.from(`${place}${random()}`).toString('base64')}+/==`,
    ),
    token(
      'uuid',
      'Tokens are UUIDs.',
      (random) => (place) =>
        digest(`${place} ${random()}`).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    ),
  ];
}

function lastTokens(): Variation[] {
  const last = (id: string, statement: string, nextToken: Json) =>
    variation(`last-page/${id}`, statement, LAST, {
      intercept: (call, next) => {
        const answer = next();
        const isLast = call.operation.pagination !== undefined && answer.error === undefined;
        return isLast ? withBody(answer, (body) => ({ nextToken, ...body })) : answer;
      },
    });
  return [
    last('empty-token', 'The last page has an empty token.', ''),
    last('null-token', 'The last page has a token that is null.', null),
  ];
}

/** Members whose entries are in no particular order, as far as documents say. */
const UNORDERED =
  /(?:^|\.)(?:allowedCountries|allowedOrigins|storage|renditions|capabilities|channels|streamKeys|errors|redundantIngestCredentials)$/;

function entries(random: () => number): Varied {
  return reshaping({
    list: (items, _, path) => (UNORDERED.test(path) ? shuffled(items, random) : [...items]),
  });
}

/** What a token that was given out stands for. */
interface Issued {
  readonly operation: string;
  readonly region: string;
  /** Key of the last item that was shown; empty for none. */
  readonly after: string;
}

/** Cuts all lists into pages of its own. */
function paged({ key, size, token, arrange }: Paging): Varied {
  const issued = new Map<string, Issued>();
  const places = new Map<string, number>();
  const sortKey = (name: string): string => {
    const place = places.get(name) ?? places.size;
    places.set(name, place);
    return key?.(name, place) ?? String(place).padStart(9, '0');
  };
  const issue = (call: Call, after: string): string => {
    const { operation, region } = call;
    const made = token?.(issued.size + 1) ?? digest(`${issued.size} ${operation.operation}`);
    issued.set(made, { operation: operation.operation, region, after });
    return made;
  };
  return {
    intercept(call, next) {
      const { pagination, operation } = call.operation;
      const { nextToken: given = '' } = call.input;
      const from = typeof given === 'string' ? issued.get(given) : undefined;
      const isOurs = from?.operation === operation && from.region === call.region;
      const hasOrder = NEWEST_FIRST.has(operation);
      if (pagination === undefined || (given !== '' && !isOurs)) return next();
      const { nextToken: _, ...input } = call.input;
      const first = next({ ...call, input });
      if (first.error !== undefined) return first;
      const found = everything({ ...call, input }, next, pagination.items);
      if (!Array.isArray(found)) return found;
      const all = found
        .map((item, at, items) => ({
          item,
          // How many are older stays the same, whoever comes later.
          key: hasOrder ? String(1e9 - (items.length - at)) : sortKey(nameOf(item, at, items)),
        }))
        .sort((one, other) => (one.key < other.key ? -1 : 1));
      const left = all.filter((one) => one.key > (from?.after ?? ''));
      const most = capacity(call, first, pagination.items);
      const page = left.slice(0, size?.(most) ?? most);
      const items = page.map(({ item }) => item);
      const { nextToken: _last, ...body } = first.body ?? {};
      const isLast = page.length === left.length;
      return {
        ...first,
        body: {
          ...body,
          [pagination.items]: hasOrder ? items : (arrange?.(items) ?? items),
          ...(isLast ? {} : { nextToken: issue(call, page.at(-1)?.key ?? from?.after ?? '') }),
        },
      };
    },
  };
}

/** How many items a page may have. */
function capacity({ input, operation }: Call, first: Answer, items: string): number {
  const { maxResults } = input;
  if (typeof maxResults === 'number') return maxResults;
  const documented = operation.input.properties?.maxResults?.default;
  if (typeof documented === 'number') return documented;
  const shown = list(first.body ?? {}, items).length;
  return first.body?.nextToken === undefined ? Math.max(1, shown) : shown;
}

/** All items; the answer itself where a page is refused. */
function everything(call: Call, next: Next, items: string): JsonObject[] | Answer {
  const found: JsonObject[] = [];
  let input: JsonObject = { ...call.input, maxResults: most(call) };
  for (;;) {
    const answer = next({ ...call, input });
    if (answer.error !== undefined) return answer;
    const { nextToken = '', ...body } = answer.body ?? {};
    found.push(...list(body, items).filter(isObject));
    if (nextToken === '' || nextToken === null) return found;
    input = { ...input, nextToken };
  }
}

function most({ contract, operation }: Call): number {
  const { maxResults } = operation.input.properties ?? {};
  const shape = maxResults?.$ref?.split('/').at(-1) ?? '';
  return contract.shapes.$defs[shape]?.maximum ?? MOST;
}

/** What tells one entry of a list from another, for as long as it is there. */
function nameOf(item: JsonObject, at: number, all: readonly JsonObject[]): string {
  const names = ['arn', 'streamId', 'sessionId', 'participantId', 'destinationSessionId'];
  const given = names.flatMap((name) => item[name] ?? []);
  if (given.length > 0 && item.eventTime === undefined) return given.join(' ');
  const whole = JSON.stringify(item);
  return `${whole} ${all.slice(0, at).filter((other) => JSON.stringify(other) === whole).length}`;
}
