import { resolve } from '../../contract/load.js';
import { isUnordered, type Resource } from '../../contract/resources.js';
import { isEmpty, MAPS } from '../../contract/schema/values.js';
import type { Json, JsonObject } from '../../contract/types.js';
import { isObject } from '../../transport/http/answer.js';
import type { Exchange } from '../../transport/types.js';
import type { Part } from '../plan/scope.js';
import type { Owned, Scope } from '../types.js';
import { canonical, differenceWithin, equal, show } from './expect.js';
import { madeAs } from './member-ref.js';
import { DeviationFound } from './verdicts.js';

export { isUnordered };

/**
 * The first member in which two views of a resource differ, volatile ones and those in `except` apart. A member
 * that is absent, null or empty counts as the same: whether it has to be shown is asked where a source says so.
 */
export function differs(
  resource: Resource,
  before: JsonObject,
  after: JsonObject,
  except: readonly string[] = [],
): string | undefined {
  const apart = new Set([...(resource.volatile ?? []), ...except]);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !apart.has(name),
  );
  return names.find(
    (name) => !alike(shown(resource, name, before[name]), shown(resource, name, after[name]), name),
  );
}

/**
 * Equality in which a member that is absent, null or empty is the same, at any depth: no source says that what has no
 * value is shown, or that it is not.
 */
export function alike(left: Json | undefined, right: Json | undefined, name = ''): boolean {
  if (isEmpty(left) || isEmpty(right)) return isEmpty(left) && isEmpty(right);
  if (MAPS.includes(name)) return equal(left, right);
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((value, index) => alike(value, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return left === right;
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((each) => alike(left[each], right[each], each));
}

/** The first member of a list's summary in which an entry differs from a view of the whole resource. */
export function summaryDiffers(
  scope: Scope,
  part: Part,
  whole: JsonObject,
  entry: JsonObject,
  except: readonly string[] = [],
): string | undefined {
  const summary = summaryMembers(scope, part);
  const summed = (view: JsonObject) =>
    Object.fromEntries(Object.entries(view).filter(([name]) => summary.includes(name)));
  return differs(part.resource, summed(whole), summed(entry), except);
}

function summaryMembers({ contract }: Scope, { operation }: Part): string[] {
  const items = operation.output.properties?.[operation.pagination?.items ?? ''];
  const entry = items && resolve(contract, items).items;
  return Object.keys((entry && resolve(contract, entry).properties) ?? {});
}

function shown(resource: Resource, name: string, value: Json | undefined): Json | undefined {
  if (Array.isArray(value) && isUnordered(resource, name)) {
    return value.map(canonical).sort();
  }
  return value;
}

/** A later view of a resource differs from the first one. */
export function unlikeCreation(
  owned: Owned,
  difference: string,
  seen: JsonObject,
  path: string,
  exchange: Exchange | undefined,
): DeviationFound {
  const [before, after] = [owned.output[difference], seen[difference]];
  const within = `${difference}${differenceWithin(after, before, true)}`;
  return new DeviationFound({
    expected: `${difference} is ${show(before)}, as on creation`,
    observed: `${difference} is ${show(after)}`,
    member: `${path}.${within}`,
    against: [madeAs(owned, within)],
    exchange,
  });
}
