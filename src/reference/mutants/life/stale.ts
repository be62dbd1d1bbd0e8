import type { Contracts, Json, JsonObject, Service } from '../../../contract/types.js';
import type { Answer, Call, World } from '../../state/call.js';
import { isObject, list, text } from '../../state/json.js';
import { mutantOf } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { RESOURCE_TYPES, type ResourceType } from '../build/resources.js';
import { schemaSites } from '../build/schema-sites.js';
import { RESETS } from './lifecycle.js';

/** An operation that shows resources, and where. */
interface View {
  readonly service: Service;
  readonly operation: string;
  /** Output member that holds the resource, or a list of resources. */
  readonly member: string;
}

/** After a change, some answers still show what was before. */
export function staleMutants(contracts: Contracts): Mutant[] {
  return RESOURCE_TYPES.flatMap((type) =>
    viewsOf(type).flatMap((view) => {
      const shown = membersOf(contracts, view);
      const updatable = Object.keys(RESETS[type.update ?? ''] ?? {}).filter((name) => name !== 'tags');
      return [
        ...updatable
          .filter((name) => shown.includes(name))
          .map((name) => stale(type, view, name, [type.update ?? ''], 'stale-after-update')),
        ...(shown.includes('tags') && view.operation !== type.update
          ? [stale(type, view, 'tags', ['TagResource', 'UntagResource'], 'stale-after-tagging')]
          : []),
      ];
    }),
  );
}

function viewsOf({ service, member, items, ...type }: ResourceType): View[] {
  return [
    ...(type.update === undefined ? [] : [{ service, operation: type.update, member }]),
    { service, operation: type.get, member },
    { service, operation: type.list, member: items },
    ...(type.batch === undefined ? [] : [{ service, operation: type.batch, member: items }]),
  ];
}

/** Members of the resource that the view shows. */
function membersOf(contracts: Contracts, { service, operation, member }: View): string[] {
  const contract = contracts.get(service);
  const output = contract?.operations.get(operation)?.output;
  if (contract === undefined || output === undefined) return [];
  return schemaSites(contract, output).flatMap(({ path }) => {
    const [, name] = new RegExp(`^${member}(?:\\[\\])?\\.(\\w+)$`).exec(path) ?? [];
    return name === undefined ? [] : [name];
  });
}

/** One value of a member for each resource that was changed: the one before the last change. */
type Earlier = Map<string, Json | undefined>;

function stale(
  type: ResourceType,
  view: View,
  member: string,
  changes: readonly string[],
  family: string,
): Mutant {
  const earlier = new WeakMap<World['store'], Earlier>();
  const statement = `${view.operation} shows the ${member} from before the last change.`;
  const isChange = ({ service, operation }: Call): boolean =>
    service === type.service && changes.includes(operation.operation);
  const isView = ({ service, operation }: Call): boolean =>
    service === view.service && operation.operation === view.operation;
  return {
    ...mutantOf(family, view, [member], statement, (_, next) => next()),
    intercept: (call, next, world) => {
      const known = earlier.get(world.store) ?? new Map();
      earlier.set(world.store, known);
      const entry = world.store.findAny(
        call.region,
        text(call.input, 'arn') || text(call.input, 'resourceArn'),
      );
      const before = entry?.state[member];
      const answer = next();
      const isChanged =
        entry?.kind === type.kind &&
        answer.error === undefined &&
        (member === 'tags' || member in call.input);
      if (isChange(call) && isChanged) known.set(entry.arn, before);
      return isView(call) ? withEarlier(answer, view, member, known) : answer;
    },
  };
}

function withEarlier(answer: Answer, view: View, member: string, known: Earlier): Answer {
  if (answer.error !== undefined || answer.body === undefined) return answer;
  const restored = (shown: JsonObject): JsonObject => {
    const before = known.get(text(shown, 'arn'));
    return before === undefined ? shown : { ...shown, [member]: before };
  };
  const shown = answer.body[view.member];
  const value = isObject(shown)
    ? restored(shown)
    : list(answer.body, view.member).map((each) => (isObject(each) ? restored(each) : each));
  return { ...answer, body: { ...answer.body, [view.member]: value } };
}
