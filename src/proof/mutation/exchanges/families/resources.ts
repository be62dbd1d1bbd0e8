import type { Contracts, Json, JsonObject } from '../../../../contract/types.js';
import { exchangeMutant, same, success } from '../build.js';
import { type ExchangeMutant, type Fault, isSuccess } from '../exchange.js';
import { arnOf, namesOf, shownIn, type View, type Viewed, viewedResources } from '../views.js';

/** Views of a resource that do not agree with each other, or with what was sent. */
export function resourceMutants(contracts: Contracts): ExchangeMutant[] {
  return viewedResources(contracts).flatMap((viewed) => [
    ...viewed.views.flatMap((view) => memberMutants(viewed, view)),
    ...viewed.views.flatMap((view) => undone(viewed, view)),
    ...shared(viewed),
    ...madeOnce(viewed),
  ]);
}

/** Told of each resource that an answer shows, which is there to be changed. */
type Onlooker = (shown: JsonObject, view: View, input: JsonObject) => void;

/** A fault that sees each resource in each answer of these views. */
function onViews(views: readonly View[], look: Onlooker): Fault {
  return ({ operation, input }, forward) => {
    const reply = forward();
    if (!isSuccess(reply)) return reply;
    for (const view of views) {
      if (view.operation !== operation) continue;
      for (const shown of shownIn(view, reply.body)) look(shown, view, input);
    }
    return reply;
  };
}

function memberMutants(viewed: Viewed, view: View): ExchangeMutant[] {
  const { resource, makers, views } = viewed;
  const { properties: made = {}, required = [] } = makers[0]?.operation.input ?? {};
  const updating = views.find(({ operation }) => operation.operation === resource.update?.operation);
  const { properties: updated = {} } = updating?.operation.input ?? {};
  // What is just made has nothing before it, and what has to be sent has no default.
  const canBeStale = (member: string) =>
    !makers.includes(view) && member !== 'arn' && (member in updated || member === 'tags');
  const hasDefault = (member: string) =>
    member in made && !required.includes(member) && resource.parent?.member !== member;
  return [
    ...view.members.filter(canBeStale).map((member) => stale(viewed, view, member)),
    ...view.members.filter(hasDefault).map((member) => defaulted(viewed, view, member)),
  ];
}

function make(
  family: string,
  { views, remove }: Viewed,
  view: View,
  what: readonly string[],
  statement: string,
  begin: () => Fault,
): ExchangeMutant {
  const sees = [...namesOf(views), ...(remove === undefined ? [] : [remove.operation])];
  return exchangeMutant(family, view.operation, what, statement, begin, sees);
}

/** One view is always one change behind. */
function stale(viewed: Viewed, view: View, member: string): ExchangeMutant {
  const statement = `${view.operation.operation} shows the ${member} from before the last change.`;
  return make('view-stale', viewed, view, [`${view.member}.${member}`], statement, () => {
    const history = new Map<string, Json[]>();
    return onViews(viewed.views, (shown, at) => {
      const value = shown[member];
      if (value === undefined) return;
      const values = history.get(arnOf(shown)) ?? [];
      history.set(arnOf(shown), values);
      if (!same(values.at(-1), value)) values.push(value);
      const earlier = values.at(-2);
      if (at === view && earlier !== undefined) shown[member] = earlier;
    });
  });
}

/** What a resource is like that was made without the member is what one view shows of all: until there is one, the documented default or nothing. */
function defaulted(viewed: Viewed, view: View, member: string): ExchangeMutant {
  const statement = `${view.operation.operation} shows the default in place of the ${member} that was sent.`;
  const preset = viewed.makers[0]?.operation.input.properties?.[member]?.default;
  return make('view-default', viewed, view, [`${view.member}.${member}`], statement, () => {
    const sent = new Set<string>();
    let known = preset;
    return onViews(viewed.views, (shown, at, input) => {
      const isMaker = viewed.makers[0] === at;
      if (isMaker && input[member] === undefined) known = shown[member];
      if (input[member] !== undefined && (isMaker || 'arn' in input)) sent.add(arnOf(shown));
      if (at !== view || !sent.has(arnOf(shown))) return;
      if (known === undefined) delete shown[member];
      else shown[member] = known;
    });
  });
}

/** Changing one resource takes back what was changed of all others. */
function undone(viewed: Viewed, view: View): ExchangeMutant[] {
  const { update } = viewed.resource;
  if (update === undefined || viewed.makers.some((maker) => maker === view)) return [];
  if (view.operation.operation === update.operation) return [];
  const statement = `${view.operation.operation} shows what was first shown of a resource once another one is updated.`;
  return [
    make('view-undone', viewed, view, [], statement, () => {
      const first = new Map<string, JsonObject>();
      let updated = '';
      return onViews(viewed.views, (shown, at) => {
        const arn = arnOf(shown);
        if (at.operation.operation === update.operation) updated = arn;
        const before = first.get(arn);
        if (before === undefined) first.set(arn, structuredClone(shown));
        else if (at === view && updated !== arn && updated !== '') {
          for (const member of view.members)
            if (member in before && member in shown) shown[member] = before[member] ?? null;
        }
      });
    }),
  ];
}

/** Members by which no two resources may be the same. */
const IDENTIFYING: ReadonlySet<string> = new Set([
  'value',
  'fingerprint',
  'streamKey',
  'participantId',
  'playbackUrl',
]);

/** All views agree, and yet two resources have the same identifier. */
function shared(viewed: Viewed): ExchangeMutant[] {
  const [maker] = viewed.makers;
  if (maker === undefined) return [];
  const identifying = viewed.resource.always.filter((member) => IDENTIFYING.has(member));
  return identifying.map((member) => {
    const statement = `Every ${viewed.resource.name} has the ${member} of the first one.`;
    return make('identifier-shared', viewed, maker, [member], statement, () => {
      let first: Json | undefined;
      return onViews(viewed.views, (shown) => {
        first ??= shown[member];
        if (first !== undefined && shown[member] !== undefined) shown[member] = first;
      });
    });
  });
}

/** What is made a second time with the same input is the first one, whatever became of that. */
function madeOnce(viewed: Viewed): ExchangeMutant[] {
  const {
    makers: [maker],
    resource,
  } = viewed;
  // A second key of the same material, or of the same channel, is refused.
  if (maker === undefined || resource.unique !== undefined || resource.parent !== undefined) return [];
  const { operation } = maker;
  const statement =
    'A creation with the input of an earlier one makes nothing, and is answered as that one was.';
  return [
    exchangeMutant('made-once', operation, [], statement, () => {
      const made = new Map<string, JsonObject | undefined>();
      return (asked, forward) => {
        if (asked.operation !== operation) return forward();
        const input = JSON.stringify(asked.input);
        if (made.has(input)) return success(operation, made.get(input));
        const reply = forward();
        if (isSuccess(reply)) made.set(input, structuredClone(reply.body));
        return reply;
      };
    }),
  ];
}
