/** What was sent, and how an answer gives it back. */

import { isUnordered, type Resource } from '../../../contract/resources.js';
import { isContestedBy } from '../../../contract/rules/contested.js';
import { headOf } from '../../../contract/schema/constraints.js';
import { at, isEmpty, isObject, matches, sameEntries, show } from '../../../contract/schema/values.js';
import type { Json, JsonObject, OperationContract } from '../../../contract/types.js';
import type { Facts, Part } from '../facts.js';
import type { Scene } from '../scene.js';
import { isConcealed } from './compare.js';

/** What of an input an answer does not give back. */
interface Apart {
  readonly members: ReadonlySet<string>;
  /** Members that name other resources: not given back where they are structures. */
  readonly used: readonly string[];
}

const apart = new WeakMap<OperationContract, Apart>();

function apartIn<E>({ call: { operation } }: Scene<E>, { binding }: Part, resource: Resource): Apart {
  const known = apart.get(operation);
  if (known !== undefined) return known;
  const members = new Set([
    ...[binding?.input ?? '', ...(resource.silent ?? []), ...Object.keys(resource.echo ?? {})],
    ...[...(resource.volatile ?? []), ...Object.keys(operation.http.input)],
  ]);
  const used = (resource.uses ?? [])
    .map(({ member }) => headOf(member))
    .filter((member) => member !== resource.parent?.member);
  apart.set(operation, { members, used });
  return { members, used };
}

/** Members of an input that an answer gives back, if it shows the resource at all. */
function givenBack<E>(scene: Scene<E>, part: Part, resource: Resource): string[] {
  const { input } = scene.call;
  const { members, used } = apartIn(scene, part, resource);
  return Object.keys(input).filter(
    (member) => !members.has(member) && !(used.includes(member) && isObject(input[member])),
  );
}

/** An answer shows members as they were sent. Whether it shows what names other resources is not looked at. */
export function expectSent<E>(scene: Scene<E>, resource: Resource, shown: JsonObject, path: string): void {
  const { part, call } = scene;
  if (part === undefined || Object.keys(shown).length === 0) return;
  const { properties = {} } = call.facts.viewSchema(call.operation, path);
  for (const member of givenBack(scene, part, resource)) {
    const sent = call.input[member];
    if (sent === undefined || sent === null || properties[member] === undefined) continue;
    if (isAsSent(scene, resource, { member, sent, seen: shown[member] })) continue;
    scene.tell({
      code: 'not-as-sent',
      rule:
        member === 'tags'
          ? tagRule(scene, 'create')
          : part.role === 'create'
            ? 'create-as-sent'
            : 'update-one-member',
      member: `${path}.${member}`,
      expected: `${show(sent)}, as it was sent`,
      observed: show(shown[member]),
    });
  }
}

interface Sent {
  readonly member: string;
  readonly sent: Json;
  readonly seen: Json | undefined;
}

/** Whether an answer shows a member as it was sent, as far as sources say how. */
export function isAsSent<E>(
  { call: { facts, operation } }: Scene<E>,
  resource: Resource,
  { member, sent, seen }: Sent,
): boolean {
  if (seen === sent || (isEmpty(seen) && isEmpty(sent))) return true;
  const preset = operation.input.properties?.[member]?.default;
  if (isEmpty(sent) && preset !== undefined && sameEntries(seen, preset)) return true;
  if (isContestedBy(facts.rules, operation.operation, member, sent)) return true;
  if (isDecidedOtherwise(facts, resource, member)) return true;
  if (facts.secrets.has(member) && isConcealed(seen)) return true;
  // Published answers of what cannot be got again leave out what was sent.
  if (isEmpty(seen) && (isReference(resource, member) || resource.get === undefined)) return true;
  if (isSwitchedOff(resource, member, seen)) return true;
  return matches(withoutEmpty(seen), withoutEmpty(sent) ?? null, isUnordered(resource, member));
}

/** An empty value within an object may be left out of the answer. */
function withoutEmpty(value: Json | undefined): Json | undefined {
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => !isEmpty(member));
  return Object.fromEntries(members.map(([name, member]) => [name, withoutEmpty(member) ?? null]));
}

/** Members whose value another member decides, whatever was sent: {@link seeDependent} looks at them. */
function isDecidedOtherwise(facts: Facts, { name }: Resource, member: string): boolean {
  return facts.about('conditional-default', name).some((rule) => rule.member === member);
}

/** Settings of what is switched off by naming no resource are shown as they please. */
function isSwitchedOff({ references = [] }: Resource, head: string, seen: Json | undefined): boolean {
  return references.some(
    ({ member, unset }) =>
      unset !== undefined &&
      member.startsWith(`${head}.`) &&
      isEmpty(at(seen, member.slice(head.length + 1))),
  );
}

function isReference({ references = [], uses = [], parent }: Resource, member: string): boolean {
  const heads = [...references, ...uses].map((each) => headOf(each.member));
  return heads.includes(member) || parent?.member === member;
}

function tagRule<E>({ call: { facts } }: Scene<E>, aspect: 'create'): string {
  return facts.ofKind('tags').find((rule) => rule.aspect === aspect)?.id ?? 'create-as-sent';
}
