import { createHash } from 'node:crypto';
import { resolve } from '../contract/load.js';
import type { JsonObject } from '../contract/types.js';
import { type Call, constrain, type World } from './call.js';
import { listFacts } from './facts.js';
import { Fault, invalid } from './fault.js';
import { nested, text } from './json.js';
import type { Listed } from './store.js';

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
  const size = sizeOf(call, world, kind);
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
  const alone = exclusive.filter((name) => call.input[name] !== undefined);
  const fault = new Fault(refusal, `${alone.join(' and ')} cannot be used together`);
  constrain(call, 'filters/exclusive', alone.length < 2, fault);
  const named = Object.entries(call.input).map(([name, value]) => {
    const member = /^filterBy(.+)/.exec(name)?.[1] ?? '';
    return [member.charAt(0).toLowerCase() + member.slice(1), value] as const;
  });
  const wanted = [
    ...named.filter(([member]) => member !== ''),
    ...Object.entries(nested(call.input, 'filterBy')),
  ];
  return ({ state }) => wanted.every(([member, value]) => [state[member]].flat().includes(value));
}

function sizeOf({ service, contract, operation, input }: Call, { quotas }: World, kind: string): number {
  if (typeof input.maxResults === 'number') return input.maxResults;
  const usual = Math.min(quotas[kind] ?? LONGEST_DEFAULT_PAGE, LONGEST_DEFAULT_PAGE);
  const { pageSize = usual } = listFacts(service, operation.operation);
  // Earlier revisions allowed less, and no page is larger by default.
  const { maximum = pageSize } = resolve(contract, operation.input.properties?.maxResults ?? {});
  return Math.min(pageSize, maximum);
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
