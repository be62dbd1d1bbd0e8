import type { Json } from '../../../contract/types.js';
import { listFacts } from '../../resources/facts.js';
import type { Answer, Call, World } from '../../state/call.js';
import { isObject, list, text } from '../../state/json.js';
import { issueToken } from '../../state/list.js';
import type { Entry } from '../../state/store.js';
import { type Behaviour, mutantOf, type Place, withInput, withItems } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { RESOURCE_TYPES, type ResourceType } from '../build/resources.js';

const LIST_CHANNELS: Place = { service: 'ivs', operation: 'ListChannels' };
const { exclusive: FILTERS = [] } = listFacts('ivs', 'ListChannels');

/** Operation → what a mutant takes the documented number of items on a page for. Default: 10. */
const WRONG_PAGE_SIZES: { readonly [list: string]: readonly number[] } = {
  ListChannels: [10, 50],
  ListStreamKeys: [],
  ListPlaybackRestrictionPolicies: [2, 100],
  ListPlaybackKeyPairs: [1],
  ListStages: [10, 100],
  ListIngestConfigurations: [10, 100],
  ListPublicKeys: [1],
  ListCompositions: [],
};

/** The largest page that the contract allows. */
const MOST = 100;

/** Filters, pages and completeness of lists. */
export function listMutants(): Mutant[] {
  return [...filterMutants(), ...RESOURCE_TYPES.flatMap((type) => [...pageMutants(type), unlisted(type)])];
}

function filterMutants(): Mutant[] {
  const ignored = FILTERS.map((filter) =>
    mutantOf('filter-ignored', LIST_CHANNELS, [filter], `${filter} is ignored.`, (call, next) =>
      next(
        Object.keys(call.input).filter((one) => FILTERS.includes(one)).length > 1
          ? call
          : withInput(call, { [filter]: undefined }),
      ),
    ),
  );
  const incomplete = FILTERS.map((filter) =>
    mutantOf(
      'filter-incomplete',
      LIST_CHANNELS,
      [filter],
      `${filter} misses the last match.`,
      (call, next) => {
        const answer = next();
        return call.input[filter] === undefined
          ? answer
          : withItems(answer, 'channels', (items) => items.slice(0, -1));
      },
    ),
  );
  const pairs = FILTERS.flatMap((first, at) =>
    FILTERS.slice(at + 1).map((second) => [first, second] as const),
  );
  const statement = 'Both filters are accepted together, and the second one is ignored.';
  const together = pairs.map(([first, second]) =>
    mutantOf('filters-not-exclusive', LIST_CHANNELS, [`${first}+${second}`], statement, (call, next) =>
      next(call.input[first] === undefined ? call : withInput(call, { [second]: undefined })),
    ),
  );
  return [...ignored, ...incomplete, ...together, nameByPrefix(), nameInAnyCase(), stageFilterIgnored()];
}

function stageFilterIgnored(): Mutant {
  const place: Place = { service: 'ivs-realtime', operation: 'ListIngestConfigurations' };
  const filter = 'filterByStageArn';
  return mutantOf('filter-ignored', place, [filter], `${filter} is ignored.`, (call, next) =>
    next(withInput(call, { [filter]: undefined })),
  );
}

function nameByPrefix(): Mutant {
  const statement = 'filterByName matches names that only begin with it.';
  return inexact('filter-inexact', statement, (name, wanted) => name.startsWith(wanted));
}

function nameInAnyCase(): Mutant {
  const statement = 'filterByName matches names that differ from it in case.';
  return inexact('filter-ignores-case', statement, (name, wanted) => {
    return name.toLowerCase() === wanted.toLowerCase();
  });
}

function inexact(
  family: string,
  statement: string,
  isLike: (name: string, wanted: string) => boolean,
): Mutant {
  return mutantOf(family, LIST_CHANNELS, ['filterByName'], statement, (call, next) => {
    const wanted = text(call.input, 'filterByName');
    const answer = next();
    if (wanted === '' || answer.error !== undefined) return answer;
    const all = next(withInput(call, { filterByName: undefined }));
    const matches = (item: Json): boolean => isObject(item) && isLike(text(item, 'name'), wanted);
    return withItems(all, 'channels', (items) => items.filter(matches));
  });
}

function pageMutants(type: ResourceType): Mutant[] {
  const place: Place = { service: type.service, operation: type.list };
  const isSingle = type.list === 'ListStreamKeys';
  const of = (family: string, statement: string, behaviour: Behaviour): Mutant =>
    mutantOf(family, place, [], statement, behaviour);
  const endless = of('token-never-ends', 'The last page has a nextToken too.', (call, next) => {
    const answer = next();
    const isLast = answer.error === undefined && answer.body?.nextToken === undefined;
    return isLast ? withToken(answer, issueToken(call, Number.MAX_SAFE_INTEGER)) : answer;
  });
  const accepted = of(
    'token-unchecked',
    'A nextToken that was never issued starts at the first page.',
    (call, next) => {
      const answer = next();
      const token = text(call.input, 'nextToken');
      return answer.error === undefined || token === ''
        ? answer
        : next(withInput(call, { nextToken: undefined }));
    },
  );
  const unbounded = of(
    'page-unbounded',
    isSingle
      ? 'A page holds the one key twice, however few items it may hold.'
      : 'All items come on one page, whatever maxResults and its default are.',
    (call, next) => (isSingle ? withItems(next(), type.items, twice) : onOnePage(call, next, type)),
  );
  if (isSingle) return [endless, accepted, unbounded];
  return [
    endless,
    accepted,
    unbounded,
    of('page-size-ignored', 'maxResults is ignored.', (call, next) =>
      next(isValidSize(call.input.maxResults) ? withInput(call, { maxResults: undefined }) : call),
    ),
    ...(WRONG_PAGE_SIZES[type.list] ?? [10]).map((size) => wrongPageSize(place, size)),
    of('page-repeats-item', 'A page begins with the last item of the page before.', repeatItem(type)),
    of('page-drops-item', 'The first item of every page but the first is missing.', dropItem),
  ];
}

function twice(items: readonly Json[]): Json[] {
  return [...items, ...items];
}

/** Follows the tokens in the client's place. */
function onOnePage(call: Call, next: (changed?: Call) => Answer, { items }: ResourceType): Answer {
  const found: Json[] = [];
  let answer = next();
  for (;;) {
    found.push(...list(answer.body ?? {}, items));
    const token = answer.body?.nextToken;
    if (answer.error !== undefined || token === undefined) break;
    answer = next(withInput(call, { nextToken: token, maxResults: MOST }));
  }
  return withItems(answer, items, () => found);
}

function isValidSize(size: Json | undefined): boolean {
  return typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= 100;
}

function wrongPageSize(place: Place, size: number): Mutant {
  const statement = `Without maxResults, a page has ${size} items.`;
  return mutantOf('default-page-size', place, [String(size)], statement, (call, next) =>
    next(call.input.maxResults === undefined ? withInput(call, { maxResults: size }) : call),
  );
}

/** Points the token at the item before the last one that was shown. */
function repeatItem({ items }: ResourceType): Behaviour {
  return (call, next, { store }) => {
    const answer = next();
    const last = list(answer.body ?? {}, items).at(-1);
    if (answer.body?.nextToken === undefined || !isObject(last)) return answer;
    const entry = store.findAny(call.region, text(last, 'arn'));
    return entry === undefined ? answer : withToken(answer, issueToken(call, entry.sequence - 1));
  };
}

/** Gives out the token that leads one item further. */
function dropItem(call: Call, next: (changed?: Call) => Answer): Answer {
  const answer = next();
  const token = answer.body?.nextToken;
  if (token === undefined || answer.body === undefined) return answer;
  const further = next(withInput(call, { nextToken: token, maxResults: 1 })).body?.nextToken;
  if (further !== undefined) return withToken(answer, further);
  const { nextToken: _, ...body } = answer.body;
  return { ...answer, body };
}

function unlisted(type: ResourceType): Mutant {
  const place: Place = { service: type.service, operation: type.list };
  const statement = `The newest ${type.kind} is not listed.`;
  return mutantOf('created-not-listed', place, [], statement, (call, next, world) => {
    const newest = newestOf(call, world, type);
    return withItems(next(), type.items, (items) =>
      items.filter((item) => !isObject(item) || item.arn !== newest?.arn),
    );
  });
}

function newestOf(call: Call, { store }: World, { kind }: ResourceType): Entry | undefined {
  return [...store.all(kind, call.region)].at(-1);
}

function withToken(answer: Answer, nextToken: Json): Answer {
  return { ...answer, body: { ...answer.body, nextToken } };
}
