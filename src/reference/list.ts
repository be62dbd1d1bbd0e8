import { createHash } from 'node:crypto';
import { resolve } from '../contract/load.js';
import type { Json, JsonObject } from '../contract/types.js';
import { type Call, constrain, type World } from './call.js';
import { listFacts } from './facts.js';
import { Fault, invalid } from './fault.js';
import { isObject, text } from './json.js';

/** Anything that can be listed. */
export interface Listed {
  /** Position in the order of creation. */
  readonly sequence: number;
  readonly state: JsonObject;
}

/** Of entries, those that show these members. */
export function having<One extends Listed>(entries: Iterable<One>, members: JsonObject): One[] {
  const wanted = Object.entries(members);
  return [...entries].filter(({ state }) => wanted.every(([member, value]) => state[member] === value));
}

/** Items of a page where the documentation says: as many as the quota allows, or 100, whichever is less. */
const LONGEST_DEFAULT_PAGE = 100;

/**
 * What a list operation answers: of the entries that the filters let pass, those of the requested page. A token names
 * the last item that was shown by its place in the order of creation, so pages neither repeat nor lose items when others
 * come and go in between. Of each entry, the contract decides how much is shown.
 * @param entries in order of creation
 * @param kind what is listed, where there are quotas
 * @throws Fault ValidationException when the token was not issued by this operation in this region
 */
export function listed(call: Call, world: World, entries: Iterable<Listed>, kind = ''): JsonObject {
  const matches = filters(call);
  const limit = call.input.maxResults;
  const size =
    typeof limit === 'number' ? limit : Math.min(defaultSize(call, world, kind), largestPage(call));
  const after = readToken(call, text(call.input, 'nextToken'));
  const member = call.operation.pagination?.items ?? '';
  const items: JsonObject[] = [];
  let last = after;
  for (const entry of entries) {
    if (entry.sequence <= after || !matches(entry)) continue;
    if (items.length === size) return { [member]: items, nextToken: issueToken(call, last) };
    items.push(entry.state);
    last = entry.sequence;
  }
  return { [member]: items };
}

/** `filterByName` compares `name`, and so does `filterBy` with a `name` in it; a list has to have the value in it. */
function filters(call: Call): (entry: Listed) => boolean {
  const { exclusive = [], refusal = '' } = listFacts(call.service, call.operation.operation);
  const given = Object.entries(call.input).flatMap(
    ([name, value]): [filter: string, member: string, Json][] => {
      if (name === 'filterBy' && isObject(value))
        return Object.entries(value).map(([member, wanted]) => [name, member, wanted]);
      const member = name.replace(/^filterBy(.)/, (_, first: string) => first.toLowerCase());
      return member === name ? [] : [[name, member, value]];
    },
  );
  const alone = given.map(([name]) => name).filter((name) => exclusive.includes(name));
  const fault = new Fault(refusal, `${alone.join(' and ')} cannot be used together`);
  constrain(call, 'filters/exclusive', alone.length < 2, fault);
  return ({ state }) => given.every(([, member, wanted]) => [state[member]].flat().includes(wanted));
}

function defaultSize({ service, operation }: Call, { quotas }: World, kind: string): number {
  const { pageSize } = listFacts(service, operation.operation);
  return pageSize ?? Math.min(quotas[kind] ?? LONGEST_DEFAULT_PAGE, LONGEST_DEFAULT_PAGE);
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
