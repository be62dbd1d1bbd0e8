/** What goes on by itself: tokens expire, and what is ready stays so. */

import { at, isObject, listAt, show } from '../../contract/schema/values.js';
import type { Json, JsonObject, OperationContract } from '../../contract/types.js';
import type { Known } from './known.js';
import type { Scene } from './scene.js';

/** How far delays and rounding may be apart from what is stated. */
const TOLERANCE_MINUTES = 5;

/** What expires does so the stated time after the answer, by the endpoint's own clock. */
export function seeExpiry<E>(scene: Scene<E>): void {
  const { facts, operation, input } = scene.call;
  for (const rule of facts.about('expiry', operation.operation)) {
    const now = Date.parse(scene.headers.date ?? '');
    if (Number.isNaN(now)) continue;
    const [sent, shown] =
      rule.input === undefined
        ? [[input], [at(scene.reading.output, rule.output)]]
        : [listAt(input, rule.input), listAt(scene.reading.output, rule.output)];
    const preset = presetOf(scene, rule.minutes);
    const minutes = new Set(sent.map((each) => at(each, rule.minutes) ?? preset));
    const [wanted] = minutes;
    // Which entry answers which is not promised.
    if (minutes.size !== 1 || typeof wanted !== 'number') continue;
    for (const [index, each] of shown.entries()) {
      const instant = Date.parse(String(at(each, rule.timestamp)));
      if (Number.isNaN(instant) || Math.abs((instant - now) / 60_000 - wanted) <= TOLERANCE_MINUTES) continue;
      const path = rule.input === undefined ? rule.output : `${rule.output}[${index}]`;
      scene.tell({
        ...{ code: 'time', rule: rule.id, member: `${path}.${rule.timestamp}` },
        ...{
          expected: `${wanted} minutes after ${scene.headers.date}`,
          observed: show(at(each, rule.timestamp)),
        },
      });
    }
  }
}

const presets = new WeakMap<OperationContract, Map<string, Json | null>>();

/** The default of a member, wherever it has one; null where it has none. */
function presetOf<E>({ call: { operation, facts } }: Scene<E>, member: string): Json | null {
  const byMember = presets.get(operation) ?? new Map<string, Json | null>();
  presets.set(operation, byMember);
  const known = byMember.get(member);
  if (known !== undefined) return known;
  const shapes = [operation.input, ...Object.values(facts.contract.shapes.$defs)];
  const having = shapes.find(({ properties }) => properties?.[member]?.default !== undefined);
  const found = having?.properties?.[member]?.default ?? null;
  byMember.set(member, found);
  return found;
}

/** What is ready does not go back to the states that come before. */
export function seeState<E>(
  scene: Scene<E>,
  known: Known<E>,
  shown: JsonObject,
  path: string,
  since: number,
): void {
  const { ready, name } = known.resource;
  const state = ready && shown[ready.member];
  if (ready === undefined || typeof state !== 'string' || !isObject(shown)) return;
  const { ended, exchange } = scene;
  for (const { id, first } of scene.call.facts.about('settles', name)) {
    if (known.ready === undefined || !first.includes(state)) continue;
    if (known.ready.ended > since - scene.settle) continue;
    scene.tell({
      ...{ code: 'changed', rule: id, member: `${path}.${ready.member}`, against: known.ready.exchange },
      ...{ expected: `${ready.value}, as it was shown`, observed: state },
    });
    delete known.ready;
  }
  if (state === ready.value) known.ready ??= { ended, exchange };
}
