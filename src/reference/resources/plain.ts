import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, Service } from '../../contract/types.js';
import {
  type Call,
  checkQuota,
  constrain,
  type Handler,
  type Handlers,
  named,
  type World,
} from '../state/call.js';
import { conflict, invalid, notFound } from '../state/fault.js';
import { fill, fillAt, pick, text, texts, valuesAt } from '../state/json.js';
import { listed } from '../state/list.js';
import type { Entry } from '../state/store.js';
import { requestedTags } from '../state/tags.js';
import { type KnownResource, kindOf, RESOURCES } from './facts.js';

/** What is not plain of a resource. */
export interface Particulars {
  /**
   * Refuses what only the documentation's prose forbids, and completes what a request asks for.
   * @param after the resource as it is going to be
   * @param before as it was; absent for a new one
   * @returns members on top of `after`
   */
  readonly complete?: (call: Call, world: World, after: JsonObject, before?: JsonObject) => JsonObject;
  /** Refuses a change or deletion for the state that the resource is in. */
  readonly guard?: (call: Call, world: World, entry: Entry) => void;
  /** Does what else belongs to a creation or change, and says what else the answer shows. */
  readonly finish?: (call: Call, world: World, entry: Entry) => JsonObject;
  /** Does what else belongs to a deletion. */
  readonly removed?: (world: World, entry: Entry) => void;
}

/** A resource with whatever is not plain of it. */
type Served = KnownResource & Particulars;

/** Carries out one operation of a resource, which the answer shows as this member. */
type Act = (call: Call, world: World, served: Served, output: string) => JsonObject;

const ACTS = {
  create,
  get: (call, world, { kind }, output) => ({ [output]: named(call, world, kind).state }),
  list: (call, world, served) => listed(call, world, siblings(call, world, served), served.kind),
  update,
  delete: remove,
  batchGet,
} satisfies { readonly [role: string]: Act };

const ROLES = ['create', 'get', 'list', 'update', 'delete', 'batchGet'] as const;

/** Handlers of the operations that make, read, change and remove the resources of a service. */
export function plainHandlers(
  service: Service,
  particulars: { readonly [resource: string]: Particulars },
): Handlers {
  const handlers: { [operation: string]: Handler } = {};
  for (const known of RESOURCES.filter((one) => one.service === service)) {
    const served: Served = { ...known, ...particulars[known.name] };
    for (const role of ROLES) {
      const { operation, output = '' } = known[role] ?? {};
      if (operation === undefined) continue;
      handlers[operation] = (call, world) => ACTS[role](call, world, served, output);
    }
  }
  return handlers;
}

function create(call: Call, world: World, served: Served, output: string): JsonObject {
  const { kind, states, distinct, defaults = {}, within = {} } = served;
  const { store, quotas } = world;
  const known = earlier(call, world, kind);
  if (known !== undefined) return { [output]: known.state };
  const asked = Object.entries(within).reduce(
    (filled, [path, own]) => fillAt(filled, path, own),
    fill(defaults, call.input),
  );
  const members = { ...asked, ...served.complete?.(call, world, asked) };
  checkReferences(call, world, served);
  const others = siblings(call, world, served);
  const tags = requestedTags(call);
  const [same] = distinct === undefined ? [] : store.all(kind, call.region, pick(members, [distinct]));
  constrain(call, 'key/unique', same === undefined, conflict(`${same?.arn} has the same ${distinct}`));
  checkQuota(call, served.quotaOfParent ?? quotas[kind], others.length, kind);
  const entry = add(call, world, served, { ...members, ...(states && { state: states.settled }), tags });
  const further = { ...served.finish?.(call, world, entry), ...addImplicit(call, world, served, entry.arn) };
  const shown = states ? { ...entry.state, state: states.create } : entry.state;
  return { [output]: shown, ...further };
}

/** Resources that exist, and one error for each ARN that names none. */
function batchGet(call: Call, { store }: World, { kind }: Served, output: string): JsonObject {
  const arns = [...new Set(texts(call.input, 'arns'))];
  const found = arns.flatMap((arn) => store.find(kind, call.region, arn) ?? []);
  const missing = arns.filter((arn) => found.every((entry) => entry.arn !== arn));
  const errors = missing.map((arn) => ({ arn, code: notFound(arn).code, message: notFound(arn).message }));
  return { [output]: found.map(({ state }) => state), ...(errors.length > 0 && { errors }) };
}

function update(call: Call, world: World, served: Served, output: string): JsonObject {
  const { kind, states, defaults = {} } = served;
  const entry = named(call, world, kind);
  served.guard?.(call, world, entry);
  const asked = { ...entry.state, ...fill(pick(defaults, Object.keys(call.input)), call.input) };
  const members = { ...asked, ...served.complete?.(call, world, asked, entry.state) };
  checkReferences(call, world, served);
  entry.state = members;
  const further = served.finish?.(call, world, entry);
  const shown = states?.update ? { ...entry.state, state: states.update } : entry.state;
  return { [output]: shown, ...further };
}

function remove(call: Call, world: World, served: Served): JsonObject {
  const entry = named(call, world, served.kind);
  served.guard?.(call, world, entry);
  const { usedBy = {}, clearedFrom = {} } = served;
  for (const [user, paths] of Object.entries(usedBy)) {
    const names = ({ state }: Entry): boolean =>
      paths.some((path) => valuesAt(state, path).includes(entry.arn));
    const first = world.store.all(kindOf(user), call.region).find(names);
    if (first !== undefined) throw conflict(`${entry.arn} is used by ${first.arn}`);
  }
  served.removed?.(world, entry);
  for (const { kind, parent } of RESOURCES.filter((one) => one.parent?.resource === served.name)) {
    const children = world.store.all(kind, call.region, { [parent?.member ?? '']: entry.arn });
    for (const child of children) world.store.remove(child);
  }
  for (const [holder, member] of Object.entries(clearedFrom)) {
    const holders = world.store.all(kindOf(holder), call.region, { [member]: entry.arn });
    for (const one of holders) one.state = { ...one.state, [member]: '' };
  }
  world.store.remove(entry);
  return {};
}

/**
 * The resource that the same request has made before.
 * @throws Fault ConflictException when another request has used its idempotency token
 */
function earlier(call: Call, world: World, kind: string): Entry | undefined {
  const { idempotencyToken: member = '' } = call.operation;
  const token = text(call.input, member);
  const [known] = token === '' ? [] : world.store.all(kind, call.region, { [member]: token });
  if (known === undefined || isDeepStrictEqual(known.request, call.input)) return known;
  throw conflict(`another request has used this ${member}`);
}

/** All resources of the type, or those that belong to what the request names. */
function siblings(call: Call, world: World, { kind, parent }: KnownResource): Entry[] {
  const owner = parent && named(call, world, kindOf(parent.resource), parent.member);
  const members = parent && owner ? { [parent.member]: owner.arn } : {};
  return world.store.all(kind, call.region, members);
}

/** Not every operation declares ResourceNotFoundException: the others can only call an unknown ARN invalid. */
function checkReferences(call: Call, { store }: World, { references }: KnownResource): void {
  for (const { member, resource } of references) {
    const arns = valuesAt(call.input, member).filter((arn) => typeof arn === 'string' && arn !== '');
    const unknown = arns.map(String).find((arn) => !store.find(kindOf(resource), call.region, arn));
    if (unknown === undefined) continue;
    const fault = notFound(unknown);
    throw call.operation.errors.includes(fault.code) ? fault : invalid(fault.message);
  }
}

function add(call: Call, { store, identities }: World, known: KnownResource, members: JsonObject): Entry {
  const { kind, assigned = {} } = known;
  const [{ region, input }, id] = [call, identities.id()];
  const made = { ...members, ...identities.expand(assigned, { region, id }) };
  return store.add(kind, region, identities.arn(region, kind, id), made, input);
}

/** What is made along with a resource. */
function addImplicit(call: Call, world: World, { create: made }: KnownResource, arn: string): JsonObject {
  const along = RESOURCES.filter(({ implicit }) => implicit?.operation === made?.operation);
  const shown = along.map((child) => {
    const members = { [child.parent?.member ?? '']: arn, tags: {} };
    return [child.implicit?.output ?? '', add(call, world, child, members).state] as const;
  });
  return Object.fromEntries(shown);
}
