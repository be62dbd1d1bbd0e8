/** What answers show of one thing that belongs to another: that it is of what was named, and as that is. */
import { resolve } from '../../../contract/load.js';
import type { Resource } from '../../../contract/resources.js';
import { at, isObject, matches, show } from '../../../contract/schema/values.js';
import type { Contract, Json, JsonObject, OperationContract, Schema } from '../../../contract/types.js';
import { pathsOfShape } from '../facts.js';
import type { Call, Scene } from '../scene.js';
import { isConcealed } from '../views/compare.js';
import { seeView } from '../views/views.js';

/** A structure that an answer shows by itself or in a list. */
interface Structure {
  readonly shown: JsonObject;
  readonly schema: Schema;
  readonly path: string;
}

/** Looks at what a read shows besides the resources that it is about. */
export function seeElsewhere<E>(scene: Scene<E>): void {
  if (!scene.call.operation.readonly) return;
  seeWhole(scene);
  for (const structure of structuresOf(scene)) {
    seeNamed(scene, structure);
    seeSame(scene, structure);
    seePerson(scene, structure);
  }
  for (const copy of copiesOf(scene.call)) seeCopies(scene, copy);
}

/** What an operation gets is there: an answer without it is none. */
function seeWhole<E>({ call: { operation }, reading, tell }: Scene<E>): void {
  const [member, ...others] = Object.keys(operation.output.properties ?? {});
  if (member === undefined || others.length > 0 || reading.output[member] !== undefined) return;
  // What the schema requires is told by that.
  if (!operation.operation.startsWith('Get') || operation.output.required?.includes(member)) return;
  tell({ code: 'missing', rule: 'output-shape', member, expected: `${member} is there`, observed: 'absent' });
}

function structuresOf<E>({ call: { facts, operation }, reading: { output } }: Scene<E>): Structure[] {
  return shapesOf(facts.contract, operation).flatMap(([name, schema, isList]): Structure[] => {
    const value = output[name];
    if (!isList) return isObject(value) ? [{ shown: value, schema, path: name }] : [];
    if (!Array.isArray(value)) return [];
    return value.flatMap((shown, index) =>
      isObject(shown) ? [{ shown, schema, path: `${name}[${index}]` }] : [],
    );
  });
}

type Shape = readonly [name: string, schema: Schema, isList: boolean];
const shapes = new WeakMap<OperationContract, readonly Shape[]>();

/** The structures that an operation's output holds, alone or in lists. */
function shapesOf(contract: Contract, operation: OperationContract): readonly Shape[] {
  const known = shapes.get(operation);
  if (known !== undefined) return known;
  const found = Object.entries(operation.output.properties ?? {}).flatMap(([name, property]): Shape[] => {
    const schema = resolve(contract, property);
    const entry = schema.items && resolve(contract, schema.items);
    if (schema.properties !== undefined) return [[name, schema, false]];
    return entry?.properties === undefined ? [] : [[name, entry, true]];
  });
  shapes.set(operation, found);
  return found;
}

/** What names the whole that something is of is shown as it was asked for. */
function seeNamed<E>(scene: Scene<E>, { shown, schema, path }: Structure): void {
  const { input, operation, facts } = scene.call;
  for (const member of Object.keys(input)) {
    const named = input[member];
    if (typeof named !== 'string' || !/[a-z](?:Id|Arn)$/.test(member) || member.startsWith('filter'))
      continue;
    const value = schema.properties?.[member] === undefined ? undefined : shown[member];
    if (typeof value !== 'string' || value === '' || value === named) continue;
    const isSame = ({
      operations,
      same,
    }: {
      readonly operations: readonly string[];
      readonly same?: string;
    }) => same === member && operations.includes(operation.operation);
    const listed = operation.pagination === undefined ? 'get-as-created' : 'list-as-created';
    scene.tell({
      ...{
        code: 'changed',
        rule: facts.ofKind('live-member').find(isSame)?.id ?? listed,
        member: `${path}.${member}`,
      },
      ...{ expected: `${show(named)}, as it was named`, observed: show(value) },
    });
  }
}

/** What a stream has of its channel is as the channel has it. */
function seeSame<E>(scene: Scene<E>, { shown, path }: Structure): void {
  const { facts, input, origin, operation } = scene.call;
  for (const { id, member, same } of facts.about('live-member', operation.operation)) {
    const value = at(shown, member);
    if (same === undefined || typeof value !== 'string') continue;
    const whole = scene.store.find(origin, shown.channelArn ?? input.channelArn);
    const [option] = whole?.registers.get(same)?.current ?? [];
    if (typeof option?.value !== 'string' || option.value === value) continue;
    if (whole !== undefined && facts.isChangeable(whole.resource, same)) continue;
    scene.tell({
      ...{ code: 'changed', rule: id, member: `${path}.${member}`, against: option.exchange },
      ...{ expected: `${show(option.value)}, as ${same} of ${whole?.arn}`, observed: show(value) },
    });
  }
}

/** Who joined with a token is who the token says. */
function seePerson<E>(scene: Scene<E>, { shown, path }: Structure): void {
  const { participantId } = shown;
  const key = `${scene.call.origin} ${participantId}`;
  const token = scene.registry.tokens.get(key);
  if (typeof participantId === 'string' && token === undefined && typeof shown.userId === 'string') {
    scene.registry.tokens.set(key, { shown: { userId: shown.userId }, exchange: scene.exchange });
  }
  // What a replica is told besides, only its replication knows.
  if (token === undefined || shown.replicationType === 'REPLICA') return;
  for (const member of TOLD_BY_TOKENS) {
    const [given, value] = [token.shown[member], shown[member]];
    if (given === undefined || value === undefined || isConcealed(value) || matches(value, given)) continue;
    scene.tell({
      ...{ code: 'changed', rule: 'participant-is-who-the-token-says', member: `${path}.${member}` },
      ...{ expected: `${show(given)}, as it was before`, observed: show(value), against: token.exchange },
    });
  }
}

const TOLD_BY_TOKENS = ['userId', 'attributes'];

/** A copy of a resource that an operation of something else shows. */
interface Copy {
  readonly resource: Resource;
  readonly path: string;
  readonly schema: Schema;
}

const copies = new WeakMap<OperationContract, readonly Copy[]>();

function copiesOf({ facts, operation }: Call): readonly Copy[] {
  const known = copies.get(operation);
  if (known !== undefined) return known;
  const { contract, resources } = facts;
  const found = resources.flatMap((resource): Copy[] => {
    const get = contract.operations.get(resource.get?.operation ?? '');
    const ref = get?.output.properties?.[resource.get?.output ?? '']?.$ref;
    if (ref === undefined || facts.partOf(operation)?.resource === resource) return [];
    const schema = contract.shapes.$defs[ref.split('/').at(-1) ?? ''] ?? {};
    const paths = pathsOfShape(contract, operation, ref).filter((path) => !path.includes('[]'));
    return paths.map((path) => ({ resource, path, schema }));
  });
  copies.set(operation, found);
  return found;
}

/** Copies of whole resources, as they were at some time. */
function seeCopies<E>(scene: Scene<E>, { resource, path, schema }: Copy): void {
  const shown = at(scene.reading.output, path);
  if (!isObject(shown)) return;
  seeOwner(scene, resource, shown, path);
  const known = scene.store.find(scene.call.origin, shown.arn);
  if (known?.made === undefined) return;
  const absent = Object.keys(schema.properties ?? {}).filter((member) => shown[member] === undefined);
  const whole = Object.entries(shown).map(([member, value]) => {
    const [now] = known.registers.get(member)?.current ?? [];
    return [member, filled(value, now?.value)];
  });
  // Any value that it had is right: a copy is not said to be new.
  seeView(
    scene,
    known,
    { shown: Object.fromEntries(whole), schema, path, since: Number.NEGATIVE_INFINITY },
    new Set([...absent, 'tags']),
  );
}

/** What a copy shows of a member, with what it leaves out of that: no document says how much of a resource a copy shows. */
function filled(shown: Json, known: Json | undefined): Json {
  if (!isObject(shown) || !isObject(known)) return shown;
  const members = Object.entries(shown).map(([name, value]) => [name, filled(value, known[name])]);
  return { ...known, ...Object.fromEntries(members) };
}

/** A copy of what was named is of that, and a copy of what another copy beside it names is of that. */
function seeOwner<E>(
  { call, reading, tell }: Scene<E>,
  { name }: Resource,
  { arn }: JsonObject,
  path: string,
): void {
  const named =
    call.input[`${name.charAt(0).toLowerCase()}${name.slice(1)}Arn`] ??
    besides(call, reading.output, name, path);
  if (typeof arn !== 'string' || typeof named !== 'string' || named === '' || arn === named) return;
  tell({
    code: 'changed',
    rule: 'get-as-created',
    member: `${path}.arn`,
    expected: show(named),
    observed: show(arn),
  });
}

/** What the structure around a copy has beside it, and what that names of the copy's kind. */
function besides({ facts }: Call, output: JsonObject, name: string, path: string): Json | undefined {
  const around = at(output, path.split('.').slice(0, -1).join('.'));
  for (const { name: other, references = [] } of facts.resources) {
    const member = references.find(({ resource }) => resource === name)?.member;
    const copy = isObject(around) ? around[`${other.charAt(0).toLowerCase()}${other.slice(1)}`] : undefined;
    if (member !== undefined && isObject(copy)) return at(copy, member);
  }
  return undefined;
}
