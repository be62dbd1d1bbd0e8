import { resolve } from '../../../contract/load.js';
import { at, isEmpty, isObject, listAt, sameEntries, show } from '../../../contract/schema/values.js';
import type { Contract, Json, JsonObject, OperationContract, Schema } from '../../../contract/types.js';
import type { Call, Scene } from '../scene.js';

/**
 * Lists of which the answer shows each entry within a structure that tells more of it: `destinations[]` of what was sent are
 * `destinations[].configuration` of what is shown.
 */
export function seeWrapped<E>(scene: Scene<E>, shown: JsonObject, path: string): void {
  const { call } = scene;
  for (const [member, wrap] of wrapsOf(call, path)) {
    const [sent, seen] = [call.input[member], shown[member]];
    if (!Array.isArray(sent) || !Array.isArray(seen)) continue;
    const missing = sent.find((entry) => !seen.some((each) => carries(at(each, wrap), entry)));
    if (missing === undefined && seen.length === sent.length) continue;
    scene.tell({
      ...{ code: 'not-as-sent', rule: 'create-as-sent', member: `${path}.${member}` },
      expected:
        missing === undefined ? `${sent.length} entries, as were sent` : `${show(missing)}, as it was sent`,
      observed: show(seen),
    });
  }
}

const wraps = new WeakMap<OperationContract, readonly (readonly [member: string, wrap: string])[]>();

/** The lists of an input that are shown so, and the member around what was sent. */
function wrapsOf(
  { facts, operation }: Call,
  path: string,
): readonly (readonly [member: string, wrap: string])[] {
  const known = wraps.get(operation);
  if (known !== undefined) return known;
  const { properties: shown = {} } = facts.viewSchema(operation, path);
  const found = Object.entries(operation.input.properties ?? {}).flatMap(([member, property]) => {
    const input = entrySchema(facts.contract, property);
    const output = shown[member] && entrySchema(facts.contract, shown[member]);
    const names = Object.keys(input?.properties ?? {});
    const wrap = Object.entries(output?.properties ?? {}).find(([, inner]) => {
      const { properties = {} } = resolve(facts.contract, inner);
      return names.length > 1 && names.every((name) => properties[name] !== undefined);
    });
    return wrap === undefined ? [] : [[member, wrap[0]] as const];
  });
  wraps.set(operation, found);
  return found;
}

/** The structure of a list's entries. */
function entrySchema(contract: Contract, schema: Schema): Schema | undefined {
  const { items } = resolve(contract, schema);
  return items && resolve(contract, items);
}

/** Whether what is shown has all that was sent, in whatever order, and perhaps more. */
function carries(shown: Json | undefined, sent: Json): boolean {
  if (isEmpty(sent)) return true;
  if (Array.isArray(sent)) {
    return Array.isArray(shown) && sent.every((entry) => shown.some((each) => carries(each, entry)));
  }
  if (!isObject(sent)) return shown === sent;
  return isObject(shown) && Object.entries(sent).every(([member, value]) => carries(shown[member], value));
}

/** One output entry for each input entry, with what that asked for. */
export function seeCorrespondence<E>(scene: Scene<E>): void {
  const { call, reading } = scene;
  for (const rule of call.facts.about('correspondence', call.operation.operation)) {
    if (!call.isValid) continue;
    const [sent, shown] = [listAt(call.input, rule.input), listAt(reading.output, rule.output)];
    const tell = (expected: string, observed: string) =>
      scene.tell({ code: 'not-as-sent', rule: rule.id, member: rule.output, expected, observed });
    if (shown.length !== sent.length) {
      tell(`${sent.length} entries, one for each of ${rule.input}`, `${shown.length} entries`);
      continue;
    }
    const missing = sent.findIndex(
      (entry) =>
        isObject(entry) &&
        !shown.some(
          (each) =>
            isObject(each) &&
            Object.entries(entry).every(
              ([member, value]) =>
                isEmpty(value) || isEmpty(each[member]) || sameEntries(each[member], value),
            ),
        ),
    );
    if (missing >= 0) tell(`an entry with the members of ${rule.input}[${missing}]`, 'none has them');
  }
}
