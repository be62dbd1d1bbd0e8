import type { Contracts, JsonObject, OperationContract } from '../../../../contract/types.js';
import { list, pick, text, texts } from '../../../../reference/state/json.js';
import { exchangeMutant, success } from '../build.js';
import { type Asked, type ExchangeMutant, isSuccess, type Reply } from '../exchange.js';
import { arnOf, namesOf, shownIn, type View, type Viewed, viewedResources } from '../views.js';

/** Views that still show what was deleted, or no longer what was not. */
export function deletionMutants(contracts: Contracts): ExchangeMutant[] {
  return viewedResources(contracts).flatMap((viewed) => {
    const { remove, makers, resource } = viewed;
    if (remove === undefined) return [];
    const reading = viewed.views.filter(
      (view) => !makers.includes(view) && view.operation.operation !== resource.update?.operation,
    );
    return reading.flatMap((view) => [kept(viewed, view, remove), lost(viewed, view, remove)]);
  });
}

/** What is known of resources from what passed. */
class Memory {
  /** By ARN, in the order in which they were first seen. */
  readonly known = new Map<string, JsonObject>();
  readonly deleted = new Set<string>();
  readonly #viewed: Viewed;
  /** A refusal of each operation of what is not there. */
  readonly refusals = new Map<OperationContract, Reply>();

  constructor(viewed: Viewed) {
    this.#viewed = viewed;
  }

  note({ operation, input }: Asked, reply: Reply): void {
    if (reply.status === 404) this.refusals.set(operation, structuredClone(reply));
    if (!isSuccess(reply)) return;
    if (operation === this.#viewed.remove) this.deleted.add(text(input, 'arn'));
    for (const view of this.#viewed.views) {
      if (view.operation !== operation) continue;
      for (const shown of shownIn(view, reply.body))
        this.known.set(arnOf(shown), { ...this.known.get(arnOf(shown)), ...structuredClone(shown) });
    }
  }

  /** The one that was made next to another one, of those that are still there. */
  besides(arn: string): string | undefined {
    const made = [...this.known.keys()];
    const at = made.indexOf(arn);
    const isThere = (other: string) => !this.deleted.has(other);
    return made.slice(0, Math.max(0, at)).findLast(isThere) ?? made.slice(at + 1).find(isThere);
  }
}

function kept(viewed: Viewed, view: View, remove: OperationContract): ExchangeMutant {
  const { operation, member, members } = view;
  const statement = `${operation.operation} still shows what ${remove.operation} removed.`;
  const sees = [...namesOf(viewed.views), remove.operation];
  return exchangeMutant(
    'deleted-shown',
    operation,
    [],
    statement,
    () => {
      const memory = new Memory(viewed);
      return (asked, forward) => {
        const reply = forward();
        const { body } = reply;
        memory.note(asked, reply);
        if (asked.operation !== operation) return reply;
        const gone = wanted(viewed, asked, reply).flatMap((arn) => {
          const state = memory.deleted.has(arn) ? memory.known.get(arn) : undefined;
          return state === undefined ? [] : [pick(state, members)];
        });
        const [one] = gone;
        if (operation.operation === viewed.resource.get?.operation)
          return one === undefined ? reply : success(operation, { [member]: one });
        const added =
          operation.pagination === undefined ? gone : listable(viewed, memory, asked, reply, members);
        if (body === undefined || !isSuccess(reply)) return reply;
        body[member] = [...list(body, member), ...added];
        return reply;
      };
    },
    sees,
  );
}

/** The resources that a request names. */
function wanted({ resource }: Viewed, { input }: Asked, reply: Reply): string[] {
  const names = texts(input, resource.batchGet?.input ?? '');
  return isSuccess(reply) ? names : [text(input, resource.get?.input ?? ''), ...names];
}

/** The one that was deleted last, where it could stand at the end of a list. */
function listable(
  { resource }: Viewed,
  { known, deleted }: Memory,
  { operation, input }: Asked,
  { body = {} }: Reply,
  members: readonly string[],
): JsonObject[] {
  const { pagination: { items, limit, outputToken } = { items: '', limit: '', outputToken: '' } } = operation;
  const state = known.get([...deleted].at(-1) ?? '');
  const parent = resource.parent?.member ?? '';
  const isFull = typeof input[limit] === 'number' && list(body, items).length >= input[limit];
  const isFiltered = Object.keys(input).some((member) => member.startsWith('filterBy'));
  if (state === undefined || isFull || isFiltered || text(body, outputToken) !== '') return [];
  return state[parent] === input[parent] ? [pick(state, members)] : [];
}

/** A deletion takes another resource with it. */
function lost(viewed: Viewed, view: View, remove: OperationContract): ExchangeMutant {
  const { operation, member } = view;
  const statement = `${operation.operation} does not show what was made next to what ${remove.operation} removed.`;
  const sees = [...namesOf(viewed.views), remove.operation];
  return exchangeMutant(
    'deleted-beside',
    operation,
    [],
    statement,
    () => {
      const memory = new Memory(viewed);
      const victims = new Set<string>();
      return (asked, forward) => {
        const reply = forward();
        memory.note(asked, reply);
        if (asked.operation === remove && isSuccess(reply)) {
          const other = memory.besides(text(asked.input, 'arn'));
          if (other !== undefined) victims.add(other);
        }
        if (asked.operation !== operation || !isSuccess(reply) || reply.body === undefined) return reply;
        const shown = shownIn(view, reply.body);
        const left = shown.filter((one) => !victims.has(arnOf(one)));
        if (left.length === shown.length) return reply;
        if (Array.isArray(reply.body[member])) reply.body[member] = left;
        else return structuredClone(memory.refusals.get(operation)) ?? reply;
        return reply;
      };
    },
    sees,
  );
}
