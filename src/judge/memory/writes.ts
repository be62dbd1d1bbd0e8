/** What requests that change something do to what is known. */
import type { Resource } from '../../contract/resources.js';
import { isEmpty, isObject, objectAt, show } from '../../contract/schema/values.js';
import type { Json, JsonObject } from '../../contract/types.js';
import { isArnOf, type Part } from './facts.js';
import { adopt, allow, type Effect, forget, type Known, type Option, write } from './known.js';
import type { Call, Scene, Store } from './scene.js';
import { seeAssigned } from './told/assigned.js';
import { seeDefaults, seeDependent } from './told/defaults.js';
import { uniqueMembers } from './told/refusals.js';
import { seeWrapped } from './views/correspondence.js';
import { expectSent, isAsSent } from './views/sent.js';
import { seeView, TAG } from './views/views.js';

/** The resource that a request names, where it is known. */
export function namedBy<E>(store: Store<E>, part: Part, { origin, input }: Call): Known<E> | undefined {
  return store.find(origin, input[part.binding?.input ?? 'resourceArn']);
}

/** What a request does that changes no member. */
export const NO_EFFECTS: ReadonlyMap<string, Effect> = new Map();

const CHANGING: ReadonlySet<string> = new Set(['update', 'tag', 'untag']);

/** What a request may do to the members of the resource that it names. */
export function effectsOf({ role, resource }: Part, { facts, input }: Call): ReadonlyMap<string, Effect> {
  if (!CHANGING.has(role)) return NO_EFFECTS;
  const effects = new Map<string, Effect>();
  if (role === 'update' && resource !== undefined) {
    for (const member of facts.changedAlong(resource, Object.keys(input))) effects.set(member, 'any');
    for (const [member, value] of Object.entries(input)) effects.set(member, { value });
  }
  if (role === 'tag') {
    for (const [key, value] of Object.entries(objectAt(input, 'tags'))) effects.set(TAG + key, { value });
  }
  if (role === 'untag' && Array.isArray(input.tagKeys)) {
    for (const key of input.tagKeys) effects.set(`${TAG}${key}`, { value: undefined });
  }
  return effects;
}

/** A request of which it is not known what it did. */
export function doubt<E>(scene: Scene<E>, known: Known<E>, effects: ReadonlyMap<string, Effect>): void {
  const { part, ended, reading } = scene;
  known.fuzzyUntil = Math.max(known.fuzzyUntil, ended);
  if (part?.role === 'delete') known.doubt = true;
  if (part?.role === 'tag' || part?.role === 'untag') known.hasAllTags = false;
  for (const member of effects.keys()) forget(known, member);
  // It may still be on its way.
  if (reading.status === 0) known.loose = true;
}

/** A resource was made, and perhaps others along with it. */
export function seeCreation<E>(scene: Scene<E>, resource: Resource): void {
  const { call, reading, store } = scene;
  const { facts, operation } = call;
  const { output = '', operation: create } = resource.create ?? {};
  const shown = objectAt(reading.output, output);
  if (call.isValid) {
    expectSent(scene, resource, shown, output);
    seeDefaults(scene, resource, reading.output, output);
    seeDependent(scene, resource, shown, undefined);
    seeWrapped(scene, shown, output);
  }
  if (resource.arnType === undefined) {
    seeAssigned(scene, resource, shown, output);
    return;
  }
  if (!isArnOf(resource, shown.arn)) {
    scene.tell({
      ...{ code: 'missing', rule: 'create-as-sent', member: `${output}.arn` },
      ...{ expected: `the ARN of the ${resource.name} that was made`, observed: show(shown.arn) },
    });
    return;
  }
  const known = store.know(call.origin, resource, shown.arn, scene.began);
  if (known.made !== undefined && isRepeated(scene)) return;
  seeAssigned(scene, resource, shown, output);
  makeKnown(scene, known, shown, operation.operation === create ? call.input : {});
  for (const child of facts.resources) {
    if (child.implicit?.operation !== operation.operation) continue;
    const path = child.implicit.output;
    const brought = objectAt(reading.output, path);
    if (!isArnOf(child, brought.arn)) {
      const rule =
        facts.ofKind('made-along').find((each) => each.makes === child.name)?.id ?? 'create-as-sent';
      const expected = `the ARN of the ${child.name} that is made along`;
      scene.tell({ code: 'missing', rule, member: `${path}.arn`, expected, observed: show(brought.arn) });
      continue;
    }
    const parent = brought[child.parent?.member ?? ''];
    if (parent !== undefined && parent !== shown.arn) {
      const member = `${path}.${child.parent?.member}`;
      scene.tell({
        code: 'changed',
        rule: 'create-as-sent',
        member,
        expected: show(shown.arn),
        observed: show(parent),
      });
    }
    seeAssigned(scene, child, brought, path);
    makeKnown(scene, store.know(call.origin, child, brought.arn, scene.began), brought, {});
  }
}

/** A token says that the request is to be carried out once, however often it comes. */
function isRepeated<E>({ call: { operation, input } }: Scene<E>): boolean {
  return operation.idempotencyToken !== undefined && input[operation.idempotencyToken] !== undefined;
}

function makeKnown<E>(scene: Scene<E>, known: Known<E>, shown: JsonObject, sent: JsonObject): void {
  const { call, store, began, ended, exchange } = scene;
  const { resource } = known;
  const path = scene.part?.resource === resource ? resource.create?.output : resource.implicit?.output;
  const schema = call.facts.viewSchema(call.operation, path ?? '');
  store.make(known, { began, ended, exchange, client: call.client });
  // What a list showed meanwhile was this one, as it is now.
  known.registers.reset(() => {
    const option = (value: Json | undefined): Option<E> => ({ value, ended, exchange, by: 'create' });
    for (const [member] of call.facts.comparedIn(resource, schema)) {
      const value = shown[member] ?? (resource.silent?.includes(member) ? undefined : sent[member]);
      const isTold = value !== undefined || call.facts.isSettable(resource, member);
      if (isTold && !resource.silent?.includes(member)) adopt(known, member, option(value));
    }
    const tags = Object.entries(objectAt(sent, 'tags'));
    for (const [key, value] of tags) adopt(known, TAG + key, option(value));
  });
  known.hasAllTags = true;
  known.sent = uniqueMembers(scene, resource);
}

/** A resource was updated: the answer shows what was sent, and everything else as it was. */
export function seeUpdate<E>(scene: Scene<E>, part: Part, resource: Resource): void {
  const { call, reading, store, began, ended, exchange } = scene;
  const path = part.binding?.output ?? '';
  const shown = objectAt(reading.output, path);
  const arn = call.input[part.binding?.input ?? 'arn'];
  if (!isArnOf(resource, arn)) return;
  if (shown.arn !== undefined && shown.arn !== arn) {
    scene.tell({
      ...{ code: 'changed', rule: 'update-together', member: `${path}.arn` },
      ...{ expected: `the resource that was named: ${show(arn)}`, observed: show(shown.arn) },
    });
    return;
  }
  const known = store.know(call.origin, resource, arn, scene.ended);
  const along = call.facts.changedAlong(resource, Object.keys(call.input));
  const touched = new Set([...along, ...Object.keys(call.input)]);
  delete known.ready;
  if (call.isValid) {
    expectSent(scene, resource, shown, path);
    seeDependent(scene, resource, shown, known);
  }
  const schema = call.facts.viewSchema(call.operation, path);
  const hasView = Object.keys(shown).length > 0;
  if (hasView) seeView(scene, known, { shown, schema, path, since: began }, touched);
  for (const member of touched) {
    const property = schema.properties?.[member];
    if (member === part.binding?.input || property === undefined) continue;
    const sent = call.input[member];
    const value = shown[member] ?? (hasView && isEmpty(sent) ? undefined : sent);
    const isPartial = shown[member] === undefined && (isObject(sent) || (sent === undefined && !hasView));
    if (isPartial || resource.silent?.includes(member)) forget(known, member);
    else write(known, member, { value, ended, exchange, by: 'update' }, began);
    // It was told that it is not as it was sent: what it is now remains open.
    const isTold =
      sent !== undefined && !isPartial && !isAsSent(scene, resource, { member, sent, seen: value });
    if (isTold) allow(known, member, { value: sent, ended, exchange, by: 'update' });
  }
}

/** Tags were set, or taken away. */
export function seeTagging<E>(scene: Scene<E>, known: Known<E>, effects: ReadonlyMap<string, Effect>): void {
  const { began, ended, exchange, part } = scene;
  const by = part?.role === 'tag' ? 'tag' : 'untag';
  for (const [member, effect] of effects) {
    if (effect === 'any') continue;
    if (known.registers.get(member) === undefined && known.hasAllTags && known.made !== undefined) {
      const without: Option<E> = {
        value: undefined,
        ended: known.made.ended,
        exchange: known.made.exchange,
        by: 'create',
      };
      adopt(known, member, without);
    }
    write(known, member, { value: effect.value, ended, exchange, by }, began);
  }
}

/** A resource was deleted, and what goes with it. */
export function seeDeletion<E>({ store, call, began, ended, exchange }: Scene<E>, known: Known<E>): void {
  // What is on its way out is seen for a while, and nobody says for how long.
  if (known.resource.leaving !== undefined) {
    known.doubt = true;
    known.loose = true;
    return;
  }
  const along = deletedAlong(store, call, known);
  for (const each of [known, ...along]) store.remove(each, { began, ended, exchange });
}

/** What the deletion of a resource deletes as well. */
export function deletedAlong<E>(
  store: Store<E>,
  { facts, origin }: Call,
  { resource, arn }: Known<E>,
): Known<E>[] {
  const along: Known<E>[] = [];
  for (const rule of facts.about('cascade', resource.name)) {
    const child = facts.resources.find(({ name }) => name === rule.removes);
    const member = child?.parent?.member;
    if (child === undefined || member === undefined) continue;
    for (const each of store.ofKind(origin, child))
      if (each.registers.get(member)?.current.some(({ value }) => value === arn)) along.push(each);
  }
  return along;
}
