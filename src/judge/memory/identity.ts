import type { Contract, JsonObject, Schema } from '../../contract/types.js';
import type { Call } from './scene.js';

/**
 * What identifies an entry of a list within it: its ARN, or the member by which the single get of what is listed names
 * it. Undefined where there is none.
 */
export function identityOf({ facts: { contract }, operation }: Call, item: JsonObject): string | undefined {
  const list = operation.output.properties?.[operation.pagination?.items ?? ''];
  const member = identityMember(contract, list);
  const value = member === undefined ? undefined : item[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const members = new WeakMap<Schema, string | undefined>();

/**
 * The member that identifies what a schema shows, alone or as the entries of a list, among others of the same place: the
 * ARN, or an ID by which a get names it. Undefined where there is none.
 */
export function identityMember(contract: Contract, schema: Schema | undefined): string | undefined {
  if (schema === undefined) return undefined;
  if (!members.has(schema)) {
    const name = entryName(contract, schema);
    members.set(schema, name === undefined ? undefined : memberOf(contract, name));
  }
  return members.get(schema);
}

/** `StreamSessionSummary` is listed, `GetStreamSession` shows a `StreamSession` and takes its `streamId`. */
function memberOf(contract: Contract, entry: string): string | undefined {
  const { properties = {} } = contract.shapes.$defs[entry] ?? {};
  if (properties.arn !== undefined) return 'arn';
  const whole = entry.replace(/Summary$/, '');
  const get = [...contract.operations.values()].find(
    ({ operation, output }) =>
      operation.startsWith('Get') &&
      Object.values(output.properties ?? {}).some((each) => nameOf(each.$ref) === whole),
  );
  const ids = Object.keys(get?.input.properties ?? {}).filter((member) => properties[member] !== undefined);
  // An own ID comes before that of the place: participants have one, and a session.
  const own = ids
    .filter((member) => member.endsWith('Id'))
    .sort((one, other) => rank(one, whole) - rank(other, whole));
  return own[0] ?? Object.keys(properties).find((member) => /^(?:stream|session)Id$/.test(member)) ?? ids[0];
}

function rank(member: string, whole: string): number {
  return whole.toLowerCase().startsWith(member.replace(/Id$/, '').toLowerCase()) ? 0 : 1;
}

/** Name of the shape of a structure, or of a list's entries. */
function entryName(contract: Contract, schema: Schema | undefined): string | undefined {
  const name = nameOf(schema?.$ref);
  const shape = schema?.$ref === undefined ? schema : contract.shapes.$defs[name];
  if (shape?.items?.$ref !== undefined) return nameOf(shape.items.$ref);
  return shape?.properties === undefined || name === '' ? undefined : name;
}

function nameOf(ref: string | undefined): string {
  return ref?.split('/').at(-1) ?? '';
}
