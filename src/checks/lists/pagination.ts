import { resolve } from '../../contract/load.js';
import type { Json, JsonObject, OperationContract } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { leastInputOf } from '../ask/action.js';
import { differs } from '../expect/compare.js';
import { describeAnswer, listAt, requireSuccess, show, stringAt } from '../expect/expect.js';
import { entryOf, madeAs } from '../expect/member-ref.js';
import { DeviationFound, Skipped } from '../expect/verdicts.js';
import { expectNoDuplicates, itemWith, walk } from '../expect/walk.js';
import { type Action, actionsOf, makingOf, type Part, partsOf, rootOf, sourceOf } from '../plan/scope.js';
import type { Check, CheckContext, Kind, Owned, Scope } from '../types.js';

/** Resources made for walking pages. */
const WALKED = 5;

/** More resources than this are not made where few requests matter. */
const FEW = 10;

/** Page sizes, walking all pages, and default page sizes of the list operations. */
export const pagination: Kind = {
  id: 'pagination',
  title: 'Pagination',
  alike: { per: 'operation', count: 1 },
  plan: (scope) => [
    ...partsOf(scope)
      .filter(({ role, operation }) => role === 'list' && operation.pagination !== undefined)
      .flatMap((part) => [
        pageSize(scope, part),
        walking(scope, part),
        emptyToken(
          base(scope, part),
          part.operation,
          async (context) => (await populate(context, part, 1)).input,
        ),
        ...defaultPageSize(scope, part),
      ]),
    ...actionsOf(scope)
      .filter(({ operation }) => operation.pagination !== undefined)
      .map((action) => emptyTokenOfAction(scope, action)),
  ],
};

function base(scope: Scope, part: Part): Omit<Check, 'id' | 'title' | 'sent' | 'expected' | 'run'> {
  const { operation, resource } = part;
  return {
    kind: 'pagination',
    walks: rootOf(scope, resource),
    service: operation.service,
    operations: [operation.operation, ...makingOf(scope, resource)],
    strength: 'documented',
    source: sourceOf(operation),
  };
}

/** Makes so many resources (one, where a parent has room for one) and says how to list them. */
async function populate(
  context: CheckContext,
  { resource }: Part,
  count: number,
): Promise<{ owned: readonly Owned[]; input: { [member: string]: string } }> {
  if (resource.parent !== undefined) {
    const owned = await context.fixture(resource);
    return { owned: [owned], input: { [resource.parent.member]: owned.parent?.arn ?? '' } };
  }
  // One of them may be kept for other checks.
  const room = resource.quota && resource.quota.limit - (resource.quota.adjustable ? 1 : 0);
  const most = Math.min(count, room ?? count);
  return { owned: await context.population(resource, most), input: {} };
}

function itemsOf(answer: Answer, operation: OperationContract): number {
  return listAt(requireSuccess(answer), operation.pagination?.items ?? '').length;
}

function pageSize(scope: Scope, part: Part): Check {
  const { operation, resource } = part;
  const limit = operation.pagination?.limit ?? 'maxResults';
  return {
    ...base(scope, part),
    id: `pagination/${operation.service}/${operation.operation}/page-size`,
    title: `${operation.operation} returns at most ${limit} items`,
    member: limit,
    sent: `${operation.operation} with small ${limit} where there are more ${resource.name}s`,
    expected: `at most ${limit} items`,
    run: async (context) => {
      const { owned, input } = await populate(context, part, WALKED);
      await context.forAll(
        context.fc.integer({ min: 1, max: Math.max(1, owned.length - 1) }),
        async (size) => {
          const answer = await context.call(operation.operation, { ...input, [limit]: size });
          const count = itemsOf(answer, operation);
          if (count > size) throw tooMany(answer, `at most ${size} items for ${limit} ${size}`, count, limit);
        },
        { cases: 3 },
      );
    },
  };
}

function walking(scope: Scope, part: Part): Check {
  const { operation, resource } = part;
  const limit = operation.pagination?.limit ?? 'maxResults';
  return {
    ...base(scope, part),
    id: `pagination/${operation.service}/${operation.operation}/walk`,
    title: `${operation.operation} lists every ${resource.name} exactly once over all pages`,
    member: operation.pagination?.outputToken ?? 'nextToken',
    sent: `${operation.operation} page by page`,
    expected: 'the pages end, and hold every resource once',
    run: async (context) => {
      const { owned, input } = await populate(context, part, WALKED);
      const { size, whole } = await pageSizeFor(context, part, input);
      await context.eventually(async () => {
        const { items, answers } = await walk(context, operation, { ...input, [limit]: size });
        expectNoDuplicates(items, answers.at(-1));
        const large = answers.find((answer) => itemsOf(answer, operation) > size);
        if (large !== undefined)
          throw tooMany(large, `at most ${size} items on every page`, itemsOf(large, operation), limit);
        expectOwnKind(part, owned, items, answers);
        expectSameEntries(part, owned, whole, items, answers);
        const missing = owned.filter(({ arn }) => itemWith(items, arn) === undefined);
        if (missing.length === 0) return;
        throw new DeviationFound({
          expected: `all ${owned.length} ${resource.name}s that were made, over pages of ${size}`,
          observed: `${missing.length} of them on no page: ${missing.map(({ arn }) => arn).join(', ')}`,
          against: [entryOf(operation), ...missing.slice(0, 1).map((each) => madeAs(each, 'arn'))],
          exchange: answers.at(-1)?.exchange,
        });
      });
    },
  };
}

/** Everything that is listed is of the same type, account and region as what was made. */
function expectOwnKind(
  { operation, resource }: Part,
  owned: readonly Owned[],
  items: readonly Json[],
  answers: readonly Answer[],
): void {
  const kind = kindOf(owned[0]?.arn);
  const strange = items
    .map((item) => stringAt(item, 'arn'))
    .find((arn) => arn !== undefined && kindOf(arn) !== kind);
  if (kind === undefined || strange === undefined) return;
  throw new DeviationFound({
    expected: `only ${resource.name}s of this account and region: ARNs that begin with ${kind}`,
    observed: `an entry for ${strange}`,
    member: `${operation.pagination?.items}[].arn`,
    exchange: answers.at(-1)?.exchange,
  });
}

/** What an ARN says before the identifier. */
function kindOf(arn: string | undefined): string | undefined {
  return arn?.split('/')[0];
}

/** An entry is the same on whatever page it comes. */
function expectSameEntries(
  { operation, resource }: Part,
  owned: readonly Owned[],
  whole: readonly Json[],
  items: readonly Json[],
  answers: readonly Answer[],
): void {
  for (const { arn } of owned) {
    const [before, after] = [itemWith(whole, arn), itemWith(items, arn)];
    const difference = before && after && differs(resource, before, after);
    if (difference === undefined) continue;
    throw new DeviationFound({
      expected: `${difference} of ${arn} is ${show(before?.[difference])}, as on a larger page`,
      observed: `it is ${show(after?.[difference])}`,
      member: `${operation.pagination?.items}[].${difference}`,
      exchange: answers.at(-1)?.exchange,
    });
  }
}

/** The token may be empty by its constraints, which do not say what that means: it names no page, so the first one comes. */
function emptyToken(
  common: ReturnType<typeof base>,
  operation: OperationContract,
  inputFor: (context: CheckContext) => Promise<JsonObject>,
): Check {
  const token = operation.pagination?.inputToken ?? 'nextToken';
  return {
    ...common,
    id: `pagination/${operation.service}/${operation.operation}/empty-token`,
    title: `${operation.operation} accepts an empty ${token}`,
    member: token,
    strength: 'inferred',
    sent: `${operation.operation} with an empty ${token}`,
    expected: 'success, because the model allows a length of 0',
    run: async (context) => {
      const input = await inputFor(context);
      const answer = await context.call(operation.operation, { ...input, [token]: '' });
      if (answer.succeeded) return;
      const expected = `success, because ${token} may have a length of 0`;
      throw new DeviationFound({
        expected,
        observed: describeAnswer(answer),
        member: token,
        exchange: answer.exchange,
      });
    },
  };
}

/** The same of an operation that lists what goes on with a resource: pages of that are walked by rules of their own. */
function emptyTokenOfAction(scope: Scope, { operation, resource, action }: Action): Check {
  const isOfOne = action.member !== undefined;
  const common = {
    kind: 'pagination',
    service: operation.service,
    operations: [operation.operation, ...(isOfOne ? makingOf(scope, resource) : [])],
    strength: 'inferred' as const,
    source: sourceOf(operation),
  };
  return emptyToken(common, operation, async (context) => {
    const least = leastInputOf(action, isOfOne ? (await context.create(resource)).arn : undefined);
    // What some of it names was never there: an endpoint may refuse it for that.
    if (action.invents !== undefined) requireSuccess(await context.call(operation.operation, least));
    return least;
  });
}

/** Small enough for several pages, large enough to end soon in an account that has many already. */
async function pageSizeFor(
  context: CheckContext,
  { operation }: Part,
  input: { [member: string]: string },
): Promise<{ size: number; whole: readonly Json[] }> {
  const schema = operation.input.properties?.[operation.pagination?.limit ?? ''];
  const most = schema === undefined ? 100 : (resolve(context.scope.contract, schema).maximum ?? 100);
  const answer = await context.call(operation.operation, {
    ...input,
    [operation.pagination?.limit ?? '']: most,
  });
  const total = itemsOf(answer, operation);
  const more = stringAt(answer.output, operation.pagination?.outputToken ?? '') !== undefined;
  const size = more ? Math.ceil(most / 2) : Math.max(1, Math.floor(total / 4));
  return { size, whole: listAt(answer.output, operation.pagination?.items ?? '') };
}

function defaultPageSize(scope: Scope, part: Part): Check[] {
  const { operation, resource } = part;
  const limit = operation.pagination?.limit ?? 'maxResults';
  const size = operation.input.properties?.[limit]?.default;
  if (typeof size !== 'number') return [];
  // A page that holds all that an account may have says nothing about its size.
  if (resource.quota !== undefined && resource.quota.limit <= size) return [];
  return [
    {
      ...base(scope, part),
      id: `pagination/${operation.service}/${operation.operation}/default-page-size`,
      title: `${operation.operation} returns at most ${size} items without ${limit}`,
      member: limit,
      sent: `${operation.operation} without ${limit} where there are more than ${size} ${resource.name}s, and with ${limit} ${size}`,
      expected: `at most ${size} items, and as many as with ${limit} ${size}`,
      run: async (context) => {
        if (context.isSparing && size > FEW)
          throw new Skipped(`takes ${size + 1} ${resource.name}s; asked at standard effort`);
        const { input } = await populate(context, part, size + 1);
        await context.eventually(async () => {
          const implicit = await context.call(operation.operation, input);
          const count = itemsOf(implicit, operation);
          if (count > size) throw tooMany(implicit, `at most ${size} items without ${limit}`, count, limit);
          const explicit = await context.call(operation.operation, { ...input, [limit]: size });
          if (itemsOf(explicit, operation) < size || count === size) return;
          // A page may be shorter than its limit. Only if it is so again, and the explicit one full, do they differ.
          const again = await context.call(operation.operation, input);
          if (itemsOf(again, operation) === size) return;
          const expected = `as many items without ${limit} as with ${limit} ${size}, its default`;
          throw tooMany(again, expected, itemsOf(again, operation), limit);
        });
      },
    },
  ];
}

function tooMany(answer: Answer, expected: string, count: number, member: string): DeviationFound {
  return new DeviationFound({ expected, observed: `${count} items`, member, exchange: answer.exchange });
}
