import type { Contract, JsonObject, OperationContract } from '../../contract/types.js';
import type { Call } from './scene.js';

const members = new WeakMap<OperationContract, string | undefined>();

/**
 * What identifies an entry of a list within it: its ARN, or the member by which the single get of what is listed names
 * it. Undefined where there is none.
 */
export function identityOf({ facts: { contract }, operation }: Call, item: JsonObject): string | undefined {
  if (!members.has(operation)) members.set(operation, memberOf(contract, operation));
  const member = members.get(operation);
  const value = member === undefined ? undefined : item[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `StreamSessionSummary` is listed, `GetStreamSession` shows a `StreamSession` and takes its `streamId`. */
function memberOf(contract: Contract, list: OperationContract): string | undefined {
  const entry = entryOf(contract, list);
  if (entry === undefined) return undefined;
  const { properties = {} } = contract.shapes.$defs[entry] ?? {};
  if (properties.arn !== undefined) return 'arn';
  const name = entry.replace(/Summary$/, '');
  const get = [...contract.operations.values()].find(
    ({ operation, output }) =>
      operation.startsWith('Get') &&
      Object.values(output.properties ?? {}).some((each) => nameOf(each.$ref) === name),
  );
  const scope = Object.keys(list.input.properties ?? {});
  const own = Object.keys(get?.input.properties ?? {}).filter((member) => !scope.includes(member));
  return own.find((member) => properties[member] !== undefined);
}

/** Name of the shape of a list's entries. */
function entryOf(contract: Contract, { output, pagination }: OperationContract): string | undefined {
  const items = output.properties?.[pagination?.items ?? ''];
  const list = items?.$ref === undefined ? items : contract.shapes.$defs[nameOf(items.$ref)];
  return list?.items?.$ref === undefined ? undefined : nameOf(list.items.$ref);
}

function nameOf(ref: string | undefined): string {
  return ref?.split('/').at(-1) ?? '';
}
