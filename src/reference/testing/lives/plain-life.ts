/** What is asked of any resource that is made alone; how, `resources.json` and the contract say. */
import type { Json, JsonObject } from '../../../contract/types.js';
import { type KnownResource, RESOURCES } from '../../resources/facts.js';
import { operationNamed, unknownArn } from '../client.js';
import type { Scribe } from '../recorder.js';
import { leastInput, sampleInput } from '../sample.js';

/** Resources that need no other one, and of which there may be any number. */
export const PLAIN: readonly KnownResource[] = RESOURCES.filter(
  ({ parent, distinct, references }) =>
    parent === undefined && distinct === undefined && !references.some(({ member }) => member.includes('[]')),
);

/** The resource of that name. @throws Error when there is none */
export function resourceNamed(wanted: string): KnownResource {
  const found = RESOURCES.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`there is no resource ${wanted}`);
  return found;
}

/** Makes one with the least input, or more. @returns its ARN */
export function make(scribe: Scribe, { create }: KnownResource, input: JsonObject = {}): string {
  const { operation = '', output = '' } = create ?? {};
  return scribe.arn(operation, output, { ...leastInput(operation), ...input });
}

/** One with every member, changed in every one, used by whatever may use it, and removed. */
export function plainLife(scribe: Scribe, known: KnownResource): void {
  const { create, get, list } = known;
  const arn = make(scribe, known, sampleInput(create?.operation ?? ''));
  make(scribe, known);
  read(scribe, known, arn);
  change(scribe, known, arn);
  scribe.send(list?.operation ?? '');
  for (const member of ['name', 'name', 'Name']) make(scribe, known, { [member]: 'first' });
  scribe.send(get?.operation ?? '', { Arn: arn });
  for (const { user, path } of usersOf(known)) use(scribe, known, arn, user, path);
  unknownReferences(scribe, known);
  remove(scribe, known, arn);
}

function change(scribe: Scribe, known: KnownResource, arn: string): void {
  if (known.update === undefined) return;
  const { operation } = known.update;
  const changed = Object.entries(sampleInput(operation, 1, changeable(known)));
  scribe.send(operation, { arn });
  for (const [member, value] of changed) {
    scribe.send(operation, { arn, [member]: value });
    read(scribe, known, arn);
  }
  // Refused for its last member, it leaves the others as they were.
  const back = sampleInput(operation, 0, changeable(known));
  scribe.send(operation, { ...back, arn, [Object.keys(back).at(-1) ?? '']: [true] });
  read(scribe, known, arn);
}

/** Members that an update takes, besides the name of the resource itself and those of others. */
export function changeable({ update, references }: KnownResource): string[] {
  const apart = [update?.input, ...references.map(({ member }) => member.split('.')[0])];
  const { properties = {} } = operationNamed(update?.operation ?? '').input;
  return Object.keys(properties).filter((name) => !apart.includes(name));
}

/** Resources that can be made to name this one, and let go of it; and where they do. */
export function usersOf({ name }: KnownResource): { readonly user: KnownResource; readonly path: string }[] {
  return PLAIN.filter(({ update }) => update !== undefined).flatMap((user) =>
    user.references.filter(({ resource }) => resource === name).map(({ member }) => ({ user, path: member })),
  );
}

/** The user names the resource, so this cannot be deleted, or the user is told; then it does not. */
function use(scribe: Scribe, known: KnownResource, arn: string, user: KnownResource, path: string): void {
  const [first, other] = [make(scribe, user), make(scribe, user)];
  const update = (named: string, members: JsonObject) =>
    scribe.send(user.update?.operation ?? '', { arn: named, ...members });
  update(first, at(path, arn));
  const [kept = ''] = changeable(user);
  update(first, sampleInput(user.update?.operation ?? '', 0, [kept]));
  const made = make(scribe, user, at(path, arn));
  read(scribe, user, made);
  const filter = `filterBy${path.charAt(0).toUpperCase()}${path.slice(1)}`;
  const lists = user.list?.operation ?? '';
  if (operationNamed(lists).input.properties?.[filter] !== undefined) scribe.send(lists, { [filter]: arn });
  remove(scribe, user, made);
  read(scribe, user, first);
  update(other, at(path, arn));
  scribe.send(known.delete?.operation ?? '', { arn });
  for (const one of [first, other]) {
    read(scribe, user, one);
    update(one, at(path, ''));
    read(scribe, user, one);
  }
}

/** What may be named has to be there. */
function unknownReferences(scribe: Scribe, known: KnownResource): void {
  for (const { member, resource } of known.references) {
    const members = at(member, unknownArn(resourceNamed(resource).kind));
    make(scribe, known, members);
    scribe.send(known.update?.operation ?? '', { arn: make(scribe, known), ...members });
  }
}

/** An input with a value at a dotted path. */
export function at(path: string, value: Json): JsonObject {
  const [head = '', ...rest] = path.split('.');
  return { [head]: rest.length === 0 ? value : at(rest.join('.'), value) };
}

function read(scribe: Scribe, { get }: KnownResource, arn: string): void {
  scribe.send(get?.operation ?? '', { arn });
}

function remove(scribe: Scribe, known: KnownResource, arn: string): void {
  for (const role of [known.delete, known.get, known.delete]) scribe.send(role?.operation ?? '', { arn });
}
