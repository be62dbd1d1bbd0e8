/** What views of resources show, against what is known of them. */

import { isUnordered, type Resource } from '../../../contract/resources.js';
import { isContestedBy } from '../../../contract/rules/contested.js';
import { isEmpty, isObject, matches, show } from '../../../contract/schema/values.js';
import type { Json, JsonObject, Schema } from '../../../contract/types.js';
import { seeState } from '../course.js';
import { adopt, type Effect, effectsOn, isQuiet, type Known, lives, type Option } from '../known.js';
import type { Scene } from '../scene.js';
import { differenceOf } from './compare.js';

/** A resource as an answer shows it. */
export interface View {
  readonly shown: JsonObject;
  readonly schema: Schema;
  /** Path in the answer: `channel`, `channels[3]`. */
  readonly path: string;
  /** When what it shows was collected at the earliest. */
  readonly since: number;
}

/** Notes that a resource is seen, and tells where it contradicts what is known of it. */
export function seeView<E>(
  scene: Scene<E>,
  known: Known<E>,
  view: View,
  skipped: ReadonlySet<string> = NONE,
): void {
  const { shown, schema, path } = view;
  for (const [member, property] of scene.call.facts.comparedIn(known.resource, schema)) {
    if (skipped.has(member)) continue;
    seeMember(scene, known, view, { member, property, value: shown[member], at: `${path}.${member}` });
  }
  if (schema.properties?.tags !== undefined && known.resource.taggable && !skipped.has('tags')) {
    seeTags(scene, known, isObject(shown.tags) ? shown.tags : {}, { ...view, path: `${path}.tags` });
  }
  seeState(scene, known, shown, path, view.since);
  if (known.doubt && view.since >= known.fuzzyUntil) known.doubt = known.loose;
}

const NONE: ReadonlySet<string> = new Set();

/** A member as it is seen. */
interface Seen {
  readonly member: string;
  readonly property: Schema;
  readonly value: Json | undefined;
  /** Path in the answer. */
  readonly at: string;
}

function seeMember<E>(scene: Scene<E>, known: Known<E>, { since }: View, seen: Seen): void {
  const { member, value } = seen;
  const register = known.registers.get(member);
  const option: Option<E> = { value, ended: scene.ended, exchange: scene.exchange, by: 'read' };
  if (register === undefined || known.loose) {
    if (isQuiet(known, member, since - scene.settle)) adopt(known, member, option);
    return;
  }
  const [only, ...others] = register.current;
  if (only !== undefined && only.value === value && others.length === 0) return;
  const like = register.current.find(
    (each) => difference(scene, known.resource, seen, each.value) === undefined,
  );
  if (like !== undefined) {
    if (register.current.length > 1 && isQuiet(known, member, since - scene.settle))
      adopt(known, member, like);
    return;
  }
  const explained =
    isPast(scene, known, since, seen) ||
    effectsOn(known, member).some((effect) => explains(known.resource, seen, effect)) ||
    register.current.some((each) => isReleased(scene, known, each) || mayBeLeftOut(scene, seen, each.value));
  if (explained) return;
  if (isForeign(scene, known, seen)) {
    if (isQuiet(known, member, since - scene.settle)) adopt(known, member, option);
    return;
  }
  const [before] = register.current;
  if (before !== undefined) tellChanged(scene, known, seen, before);
  if (since > Number.NEGATIVE_INFINITY) adopt(known, member, option);
}

function difference<E>(
  { call: { facts } }: Scene<E>,
  resource: Resource,
  { member, property, value }: Seen,
  before: Json | undefined,
): string | undefined {
  const comparison = {
    contract: facts.contract,
    secrets: facts.secrets,
    isUnordered: isUnordered(resource, member),
  };
  return differenceOf(comparison, property, before, value, member);
}

/** Whether it had that value when what is seen was collected, or within the time that a read may lag. */
function isPast<E>(scene: Scene<E>, known: Known<E>, since: number, seen: Seen): boolean {
  return (known.registers.get(seen.member)?.past ?? []).some(
    ({ value, until }) =>
      until > since - scene.settle && difference(scene, known.resource, seen, value) === undefined,
  );
}

function explains(
  resource: Resource,
  { member, value }: Pick<Seen, 'member' | 'value'>,
  effect: Effect,
): boolean {
  if (effect === 'any') return true;
  if (effect.value === undefined || effect.value === '') return value === undefined || value === '';
  return matches(value, effect.value, isUnordered(resource, member));
}

/** What another resource named may be let go of when that is deleted, or acted on. */
function isReleased<E>(
  { store, call: { origin } }: Scene<E>,
  { resource }: Known<E>,
  { value, ended }: Option<E>,
): boolean {
  if ((resource.references ?? []).length === 0) return false;
  const arns = JSON.stringify(value ?? null).match(/arn:[^"]+/g) ?? [];
  return arns.some(
    (arn) => store.find(origin, arn)?.gone !== undefined || store.actedUntil(origin, arn) > ended,
  );
}

/** Where sources contradict one another, one view may show what another one leaves out. */
function mayBeLeftOut<E>({ call }: Scene<E>, { member, value }: Seen, before: Json | undefined): boolean {
  if (!isEmpty(value) && !isEmpty(before)) return false;
  return isContestedBy(call.facts.rules, call.operation.operation, member, before ?? value);
}

/**
 * Of what somebody else made, anybody may change what can be changed: only what goes back to a value from before a
 * request that was seen to change it is certain to be wrong.
 */
function isForeign<E>(scene: Scene<E>, known: Known<E>, seen: Seen): boolean {
  if (known.made !== undefined) return false;
  if (!scene.call.facts.isChangeable(known.resource, seen.member)) return seen.value === undefined;
  const register = known.registers.get(seen.member);
  const wasWritten = register?.current.some(({ by }) => by === 'update') === true;
  const last = register?.past.at(-1);
  return (
    !wasWritten || last === undefined || difference(scene, known.resource, seen, last.value) !== undefined
  );
}

function tellChanged<E>(scene: Scene<E>, known: Known<E>, seen: Seen, before: Option<E>): void {
  const { member, value, at } = seen;
  const within = difference(scene, known.resource, seen, before.value) ?? '';
  scene.tell({
    code: 'changed',
    rule: ruleOfChange(scene, known, member, before),
    member: `${at}${within}`,
    expected: `${member}${within} as it was ${WAS[before.by]}: ${show(inner(before.value, within))}`,
    observed: show(inner(value, within)),
    against: before.exchange,
  });
}

const WAS: { readonly [by in Option<unknown>['by']]: string } = {
  ...{ create: 'made', update: 'updated', read: 'shown' },
  ...{ tag: 'tagged', untag: 'untagged' },
};

function inner(value: Json | undefined, path: string): Json | undefined {
  return path
    .split('.')
    .slice(1)
    .reduce<Json | undefined>((at, step) => (isObject(at) ? at[step] : undefined), value);
}

function ruleOfChange<E>(
  { part, call: { facts, operation } }: Scene<E>,
  { resource }: Known<E>,
  member: string,
  { by }: Option<E>,
): string {
  if (part?.role === 'update') {
    return resource.references?.some((each) => each.member === member)
      ? 'update-keeps-references'
      : 'update-one-member';
  }
  if (by === 'update') return 'shown-after-changes';
  if (part?.role === 'batchGet') {
    const found = facts
      .ofKind('batch')
      .find(({ aspect, operations }) => aspect === 'found' && operations.includes(operation.operation));
    if (found !== undefined) return found.id;
  }
  return part?.role === 'list' ? 'list-as-created' : 'get-as-created';
}

/** Tags that AWS itself attaches. */
const RESERVED = /^aws:/i;

/** The tags of a resource, each of which is a member of its own. */
export function seeTags<E>(
  scene: Scene<E>,
  known: Known<E>,
  shown: JsonObject,
  { since, path }: Pick<View, 'since' | 'path'>,
): void {
  const keys = new Set(Object.keys(shown).filter((key) => !RESERVED.test(key)));
  for (const member of known.registers.all().keys())
    if (member.startsWith(TAG)) keys.add(member.slice(TAG.length));
  for (const key of keys) seeTag(scene, known, { key, value: shown[key], path, since });
  if (!known.hasAllTags && known.underway.size === 0 && since - scene.settle >= known.fuzzyUntil) {
    known.hasAllTags = lives(known) && known.made !== undefined;
  }
}

/** Begins the names of members that are tags. */
export const TAG = 'tags.';

interface SeenTag {
  readonly key: string;
  readonly value: Json | undefined;
  readonly path: string;
  readonly since: number;
}

function seeTag<E>(scene: Scene<E>, known: Known<E>, { key, value, path, since }: SeenTag): void {
  const member = `${TAG}${key}`;
  const register = known.registers.get(member);
  const option: Option<E> = { value, ended: scene.ended, exchange: scene.exchange, by: 'read' };
  const current = register?.current ?? (known.hasAllTags && known.made ? [madeWithout(known.made)] : []);
  const like = current.find((each) => each.value === value);
  const isFirm = isQuiet(known, member, since - scene.settle);
  if (like !== undefined && current.length === 1) return;
  const isExplained =
    (like === undefined &&
      register?.past.some((each) => each.value === value && each.until > since - scene.settle)) ||
    effectsOn(known, member).some((effect) => effect === 'any' || effect.value === value);
  if (isExplained) return;
  const [before] = current;
  const last = register?.past.at(-1);
  // Others may tag and untag what they made; only a change that was seen and is undone is certain to be wrong.
  const isOthers =
    known.made === undefined && (before?.by === 'read' || last === undefined || last.value !== value);
  if (like === undefined && before !== undefined && !known.loose && !isOthers) {
    scene.tell({
      code: 'changed',
      rule: ruleOfTag(scene, before, register === undefined),
      member: `${path}["${key}"]`,
      expected: `${show(before.value)}, as it was ${WAS[before.by]}`,
      observed: show(value),
      against: before.exchange,
    });
  } else if (!isFirm) return;
  adopt(known, member, like ?? option);
}

function madeWithout<E>({ ended, exchange }: { readonly ended: number; readonly exchange: E }): Option<E> {
  return { value: undefined, ended, exchange, by: 'create' };
}

function ruleOfTag<E>({ call: { facts } }: Scene<E>, { by }: Option<E>, isUnknown: boolean): string {
  const aspect = isUnknown ? 'isolated' : by === 'tag' ? 'merge' : by === 'untag' ? 'remove' : 'create';
  return facts.ofKind('tags').find((rule) => rule.aspect === aspect)?.id ?? 'shown-after-changes';
}
