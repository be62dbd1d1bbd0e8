/** What a resource shows of members that were not sent, and of those that others decide. */

import type { Resource } from '../../../contract/resources.js';
import type { ShownRule } from '../../../contract/rules/rules.js';
import { defaultsOf, headOf } from '../../../contract/schema/constraints.js';
import { at, equal, isEmpty, isObject, matches, sameEntries, show } from '../../../contract/schema/values.js';
import type { Json, JsonObject, OperationContract } from '../../../contract/types.js';
import type { Known } from '../known.js';
import type { Call, Scene } from '../scene.js';

/** Members that were not sent have their documented defaults, wherever the answer to the creation shows them. */
export function seeDefaults<E>(scene: Scene<E>, resource: Resource, output: JsonObject, path: string): void {
  const { call } = scene;
  const whole = path === '' ? undefined : at(output, path);
  for (const { member, head, within, value } of presetsIn(call, resource)) {
    if (within === undefined) {
      const seen = at(whole, member);
      if (seen !== undefined && at(call.input, member) === undefined)
        seeDefault(scene, `${path}.${member}`, seen, value);
      continue;
    }
    const echoed = resource.echo?.[head];
    const [sent, shown] = [call.input[head], output[echoed ?? '']];
    if (!Array.isArray(sent) || !Array.isArray(shown)) continue;
    // Which entry answers which is not promised.
    if (sent.some((entry) => at(entry, within) !== undefined)) continue;
    for (const [index, entry] of shown.entries()) {
      seeDefault(scene, `${echoed}[${index}].${within}`, at(entry, within), value);
    }
  }
}

/** A default, and where it is. */
interface Preset {
  readonly member: string;
  readonly head: string;
  /** Path in the entries of a list. */
  readonly within: string | undefined;
  readonly value: Json;
}

const presets = new WeakMap<OperationContract, readonly Preset[]>();

/** The defaults that the answer to a creation may show. */
function presetsIn({ facts, operation }: Call, resource: Resource): readonly Preset[] {
  const known = presets.get(operation);
  if (known !== undefined) return known;
  const used = (resource.uses ?? []).map(({ member }) => headOf(member));
  const found = defaultsOf(facts.contract, operation.input)
    .filter(({ member }) => !resource.silent?.includes(member) && !used.includes(headOf(member)))
    .map(({ member, default: value }) => {
      const [head = '', within] = member.split('[].');
      return { member, head, within, value };
    });
  presets.set(operation, found);
  return found;
}

function seeDefault<E>(scene: Scene<E>, path: string, seen: Json | undefined, value: Json): void {
  if (isEmpty(seen) || (isObject(value) ? matches(seen, value) : sameEntries(seen, value))) return;
  scene.tell({
    ...{ code: 'default', rule: 'documented-defaults', member: path },
    ...{ expected: `${show(value)}, its default, as it was not sent`, observed: show(seen) },
  });
}

/**
 * What rules say of a resource that was made, or updated, with certain members.
 * @param known what it was before; undefined where it was made
 */
export function seeDependent<E>(
  scene: Scene<E>,
  resource: Resource,
  shown: JsonObject,
  known: Known<E> | undefined,
): void {
  const { facts } = scene.call;
  const path = scene.part?.binding?.output ?? '';
  for (const rule of facts.about('conditional-default', resource.name)) {
    const seen = at(shown, rule.member);
    if (isEmpty(seen)) continue;
    for (const { when, update, value } of rule.cases) {
      if (equal(seen, value) || (update === undefined) !== (known === undefined)) continue;
      const heads = [...Object.keys({ ...when, ...update }), rule.member];
      if (!isCase(scene, known, { when, update, heads })) continue;
      tellDefault(scene, rule.id, `${path}.${rule.member}`, show(value), seen);
    }
  }
  for (const rule of facts.about('shown', resource.name)) seeShown(scene, rule, shown, known);
}

function seeShown<E>(scene: Scene<E>, rule: ShownRule, shown: JsonObject, known: Known<E> | undefined): void {
  const path = scene.part?.binding?.output ?? '';
  const uses = Object.keys(rule.uses ?? {});
  for (const { when, update, shows } of rule.cases) {
    if ((update === undefined) !== (known === undefined)) continue;
    const heads = [...Object.keys({ ...when, ...update }), ...shows.map(({ member }) => headOf(member))];
    if (!isCase(scene, known, { when, update, heads, uses })) continue;
    for (const { member, state, value } of shows) {
      const seen = at(shown, member);
      // That something is shown at all is for those to ask who know that nobody cut the answer short.
      if (isEmpty(seen) || state === 'there' || (state !== 'not there' && sameEntries(seen, value ?? null)))
        continue;
      tellDefault(scene, rule.id, `${path}.${member}`, state === 'not there' ? 'absent' : show(value), seen);
    }
  }
}

function tellDefault<E>(
  scene: Scene<E>,
  rule: string,
  member: string,
  expected: string,
  seen: Json | undefined,
): void {
  scene.tell({ code: 'default', rule, member, expected, observed: show(seen) });
}

/** A case of a rule. */
interface Case {
  readonly when: JsonObject;
  readonly update: JsonObject | undefined;
  /** Members that have to be as the case says, or not sent. */
  readonly heads: readonly string[];
  /** Paths of members that name another resource, whichever that is. */
  readonly uses?: readonly string[];
}

/** Whether a request is what a case is about, in all that matters for it. */
function isCase<E>(
  scene: Scene<E>,
  known: Known<E> | undefined,
  { when, update, heads, uses = [] }: Case,
): boolean {
  const { input, operation } = scene.call;
  if (uses.some((path) => at(input, path) === undefined && update === undefined)) return false;
  return heads.every((head) => {
    const preset = operation.input.properties?.[head]?.default;
    const sent = withoutUsed(input[head], head, update === undefined ? uses : []);
    if (known === undefined) return equal(sent ?? preset, when[head] ?? preset);
    const before = known.registers.get(head)?.current ?? [];
    const wasSo = when[head] === undefined || before.every(({ value }) => matches(value, when[head] ?? null));
    return (
      equal(sent, update?.[head]) && wasSo && before.length === (when[head] === undefined ? before.length : 1)
    );
  });
}

/** A member without what names other resources. */
function withoutUsed(value: Json | undefined, head: string, uses: readonly string[]): Json | undefined {
  if (!isObject(value)) return value;
  const inner = uses.flatMap((path) => (path.startsWith(`${head}.`) ? path.slice(head.length + 1) : []));
  const members = Object.entries(value).filter(([name]) => !inner.includes(name));
  return members.length === 0 && inner.length > 0 ? undefined : Object.fromEntries(members);
}
