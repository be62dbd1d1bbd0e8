import type { Json } from '../../../contract/types.js';
import { isObject } from '../../state/json.js';
import type { Step } from './schema-sites.js';

/**
 * Replaces a member wherever the steps lead, in place; `undefined` takes it out.
 * @param only the one entry of the outermost list that is changed; default: every entry
 */
export function replaceAt(
  value: Json | undefined,
  [step, ...rest]: readonly Step[],
  change: (value: Json) => Json | undefined,
  only?: number,
): void {
  if (step?.to === 'items' && Array.isArray(value)) {
    for (const [at, item] of value.entries()) {
      if (only !== undefined && at !== only) continue;
      if (rest.length > 0) replaceAt(item, rest, change);
      else value[at] = change(item) ?? null;
    }
  }
  if (step?.to === 'values' && isObject(value)) {
    for (const member of Object.keys(value)) replaceAt(value, [{ to: 'member', member }, ...rest], change);
  }
  if (step?.to === 'keys' && isObject(value)) {
    for (const [key, held] of Object.entries(value)) {
      delete value[key];
      value[String(change(key) ?? key)] = held;
    }
  }
  if (step?.to !== 'member' || !isObject(value)) return;
  const member = value[step.member];
  if (member === undefined) return;
  if (rest.length > 0) {
    replaceAt(member, rest, change, only);
    return;
  }
  const changed = change(member);
  if (changed === undefined) delete value[step.member];
  else value[step.member] = changed;
}
