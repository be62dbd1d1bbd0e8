/** Requests that succeeded although a rule has them refused. */

import type { Resource } from '../../../contract/resources.js';
import type { RequiredWhenRule } from '../../../contract/rules/rules.js';
import { headOf } from '../../../contract/schema/constraints.js';
import { at, equal, isEmpty, isObject, show } from '../../../contract/schema/values.js';
import type { Json, JsonObject } from '../../../contract/types.js';
import { type Known, lives } from '../known.js';
import type { Scene } from '../scene.js';
import { TAG } from '../views/views.js';

/** What a rule has refused: why, and what of the request it is about. */
interface Refusal<E> {
  readonly rule: string;
  readonly member: string;
  readonly because: string;
  readonly against?: E;
}

/** Looks at a success that by itself should have been a refusal. */
export function expectRefusals<E>(scene: Scene<E>): void {
  const { facts, operation, input } = scene.call;
  for (const rule of facts.about('exclusive', operation.operation)) {
    const sent = rule.members.map(({ member }) => member).filter((member) => !isEmpty(input[member]));
    const [first = ''] = sent;
    if (sent.length > 1)
      tell(scene, { rule: rule.id, member: first, because: `only one of ${sent.join(', ')} may be sent` });
  }
  for (const rule of facts.about('tag-prefix', operation.operation)) {
    const key = Object.keys(isObject(input.tags) ? input.tags : {}).find((each) =>
      each.startsWith(rule.prefix),
    );
    if (key !== undefined)
      tell(scene, { rule: rule.id, member: 'tags', because: `${key} begins with ${rule.prefix}` });
  }
  for (const rule of facts.about('size-limit', operation.operation)) {
    const holders = rule.list === undefined ? [input] : listOf(input[rule.list]);
    const size = Math.max(0, ...holders.map((each) => sizeOf(at(each, rule.member))));
    if (size > rule.bytes)
      tell(scene, {
        rule: rule.id,
        member: rule.member,
        because: `it has ${size} bytes, not at most ${rule.bytes}`,
      });
  }
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function sizeOf(value: Json | undefined): number {
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, text]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(text)),
    0,
  );
}

/** Looks at a creation that succeeded, before it is remembered. */
export function expectCreatable<E>(scene: Scene<E>, resource: Resource): void {
  const { facts, input } = scene.call;
  for (const rule of facts.about('required-when', resource.name)) {
    const heads = headsOf(rule);
    const broken = rule.violations.find((each) =>
      heads.every((head) => equal(input[head], each.input[head])),
    );
    if (broken !== undefined) tell(scene, { rule: rule.id, member: heads[0] ?? '', because: broken.why });
  }
  for (const rule of facts.about('allowed-values', resource.name)) {
    const value = input[rule.member];
    if (value === undefined) continue;
    const isRefused = rule.refused.some(({ values }) => values.some((each) => equal(each, value)));
    if (isRefused)
      tell(scene, { rule: rule.id, member: rule.member, because: `${show(value)} is not allowed` });
  }
  expectReferences(scene, resource);
  expectUnique(scene, resource);
  expectRoom(scene, resource);
}

const heads = new WeakMap<RequiredWhenRule, readonly string[]>();

/** The members that a requirement is about. */
function headsOf(rule: RequiredWhenRule): readonly string[] {
  const found = heads.get(rule) ?? [
    ...new Set(
      [rule.accepted, ...rule.violations.map(({ input }) => input)].flatMap((each) => Object.keys(each)),
    ),
  ];
  heads.set(rule, found);
  return found;
}

/** What a request names is there: as far as is known, it was not deleted. */
export function expectReferences<E>(scene: Scene<E>, { name }: Resource): void {
  const { facts, operation, input, origin } = scene.call;
  for (const rule of facts.about('unknown-reference', name)) {
    if (!rule.operations.includes(operation.operation) || rule.member.includes('[]')) continue;
    const named = scene.store.find(origin, at(input, rule.member));
    if (named?.gone === undefined || named.gone.ended > scene.began - scene.settle) continue;
    const because = `${named.arn} was deleted`;
    tell(scene, { rule: rule.id, member: rule.member, because, against: named.gone.exchange });
  }
}

/** No two that live have the same value of a member. */
function expectUnique<E>(scene: Scene<E>, resource: Resource): void {
  for (const { id, member } of scene.call.facts.about('uniqueness', resource.name)) {
    const value = scene.call.input[member];
    if (typeof value !== 'string') continue;
    const [other] = living(scene, resource, ({ sent }) => sent?.[member] === value);
    if (other?.made === undefined) continue;
    tell(scene, { rule: id, member, because: `${other.arn} has it`, against: other.made.exchange });
  }
}

/** A parent has room for so many. */
function expectRoom<E>(scene: Scene<E>, resource: Resource): void {
  const member = resource.parent?.member ?? '';
  const parent = scene.call.input[member];
  for (const { id, limit } of scene.call.facts.about('limit-per-parent', resource.name)) {
    if (typeof parent !== 'string') continue;
    const there = living(scene, resource, ({ registers }) =>
      isCertainly(registers.get(member)?.current, parent),
    );
    const [first] = there;
    if (there.length < limit || first?.made === undefined) continue;
    tell(scene, {
      rule: id,
      member,
      because: `it has ${there.length} already`,
      against: first.made.exchange,
    });
  }
}

/** What was made before a request began, lives, and is as wanted. */
function living<E>(
  { store, call, began, settle }: Scene<E>,
  resource: Resource,
  isWanted: (known: Known<E>) => boolean,
): Known<E>[] {
  const found: Known<E>[] = [];
  for (const each of store.ofKind(call.origin, resource)) {
    const { made } = each;
    if (made === undefined || made.ended > began - settle || made.client !== call.client) continue;
    if (lives(each) && isWanted(each)) found.push(each);
  }
  return found;
}

function isCertainly(
  current: readonly { readonly value: Json | undefined }[] | undefined,
  value: Json,
): boolean {
  return current?.length === 1 && current[0]?.value === value;
}

/** What is in use cannot be deleted. */
export function expectUnused<E>(scene: Scene<E>, { resource, arn }: Known<E>): void {
  const { facts } = scene.call;
  for (const rule of facts.about('in-use', resource.name)) {
    const user = facts.resources.find(({ name }) => name === rule.user);
    // What ends by itself may have let go of it.
    if (user === undefined || user.leaving !== undefined) continue;
    const head = headOf(rule.member);
    const [using] = living(scene, user, (each) => {
      const { current = [] } = each.registers.get(head) ?? {};
      const [option] = current;
      if (
        current.length !== 1 ||
        option === undefined ||
        each.underway.size > 0 ||
        each.fuzzyUntil > scene.began
      )
        return false;
      return (
        option.ended <= scene.began - scene.settle &&
        at({ [head]: option.value ?? null }, rule.member) === arn
      );
    });
    if (using?.made === undefined) continue;
    const [option] = using.registers.get(head)?.current ?? [];
    tell(scene, {
      rule: rule.id,
      member: 'arn',
      because: `${using.arn} uses it`,
      against: option?.exchange ?? using.made.exchange,
    });
  }
}

/** A resource has at most so many tags. */
export function expectFewTags<E>(scene: Scene<E>, known: Known<E>): void {
  for (const { id, limit } of scene.call.facts.ofKind('tag-limit')) {
    // Most have few members, whatever these are.
    const registers = known.registers.all();
    if (registers.size <= limit) continue;
    const tags = [...registers].filter(
      ([member, { current }]) =>
        member.startsWith(TAG) && current.length > 0 && current.every(({ value }) => value !== undefined),
    );
    if (tags.length <= limit) continue;
    tell(scene, {
      rule: id,
      member: 'tags',
      because: `the resource has ${tags.length} then, not at most ${limit}`,
    });
  }
}

function tell<E>(scene: Scene<E>, { rule, member, because, against }: Refusal<E>): void {
  scene.tell({
    ...{ code: 'accepted', rule, member: '', expected: `a refusal, because of ${member}: ${because}` },
    observed: `status ${scene.reading.status}`,
    ...(against === undefined ? {} : { against }),
  });
}

/** Members of an input in which no two resources may be the same. */
export function uniqueMembers<E>({ call }: Scene<E>, { name }: Resource): JsonObject {
  const members = call.facts.about('uniqueness', name);
  return Object.fromEntries(members.map(({ member }) => [member, call.input[member] ?? null]));
}
