/** When what deviations and answers are about first appeared in the API. */
import { loadContract, resolve } from '../../contract/load.js';
import type { Revisions } from '../../contract/revisions/revisions.js';
import type { Contract, Json, Schema } from '../../contract/types.js';
import { isObject } from '../../transport/http/answer.js';

/** Something of the API that came with a revision. */
export interface Appeared {
  /** The same wherever it is sent or shown: what an endpoint shows in one place, it knows. */
  readonly name: string;
  readonly since: string;
}

/** By name, for a map. */
export function entries(appeared: readonly Appeared[]): [string, string][] {
  return appeared.map(({ name, since }) => [name, since]);
}

/** What is at a path of an input or output, or holds it, if that is younger than the operation. */
export function memberAt(
  revisions: Revisions,
  operation: string,
  side: 'input' | 'output',
  path: string,
): Appeared | undefined {
  const later = revisions.members[operation]?.[side];
  if (later === undefined) return undefined;
  const found = [...around(path)].find((each) => later[each] !== undefined);
  return found === undefined ? undefined : appeared(found, later[found] ?? '');
}

function appeared(path: string, since: string): Appeared {
  return { name: `${path.split('.').at(-1)?.replace(/\W.*$/, '')} ${since}`, since };
}

/** A path, then those of what holds it, as contracts write them: places in lists have no number. */
function* around(path: string): Generator<string> {
  let left = path.replace(/\[\d+\]/g, '[]').replace(/\["[^\]]*\]/g, '{}');
  while (left !== '') {
    yield left;
    left = left.slice(0, Math.max(0, left.search(/(?:\.[^.[{]*|\[\]|\{\w*\})$/)));
  }
}

/**
 * What of an input came last: members, or values of enumerations. Nothing where all of it is as old as the operation.
 * What the contract itself lacks is passed over.
 */
export function youngestIn(
  contract: Contract,
  revisions: Revisions,
  operation: string,
  input: Json,
): Appeared[] {
  const latest = contract.operations.get(operation)?.input;
  const wrong = latest === undefined ? [] : unknownIn(contract, latest, input);
  let later = contract.revision;
  for (const date of revisions.revisions.filter((each) => each < contract.revision).toReversed()) {
    const earlier = loadContract(contract.service, date);
    const schema = earlier.operations.get(operation)?.input;
    if (schema === undefined) return [];
    const unknown = unknownIn(earlier, schema, input).filter((path) => !wrong.includes(path));
    if (unknown.length > 0) return unknown.map((path) => ({ name: nameOf(path, later), since: later }));
    later = date;
  }
  return [];
}

function nameOf(path: string, since: string): string {
  return path.includes('=') ? `${path} ${since}` : appeared(path, since).name;
}

/** Paths of members of an input that a contract lacks, and `path=value` of enum values. */
export function unknownIn(contract: Contract, unresolved: Schema, value: Json, path = ''): string[] {
  const { properties, items, enum: values } = resolve(contract, unresolved);
  if (Array.isArray(value)) {
    return items === undefined ? [] : value.flatMap((each) => unknownIn(contract, items, each, `${path}[]`));
  }
  if (isObject(value)) {
    if (properties === undefined) return [];
    return Object.entries(value).flatMap(([name, inner]) => {
      const at = path === '' ? name : `${path}.${name}`;
      const member = properties[name];
      return member === undefined ? [at] : unknownIn(contract, member, inner, at);
    });
  }
  const isValue = values === undefined || typeof value !== 'string' || values.includes(value);
  return isValue ? [] : [`${path}=${value}`];
}
