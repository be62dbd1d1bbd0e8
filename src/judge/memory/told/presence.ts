/** What is there, and what is not. */

import type { BatchRule } from '../../../contract/rules/rules.js';
import { isObject, listAt, objectAt, show } from '../../../contract/schema/values.js';
import type { Json } from '../../../contract/types.js';
import { isArnOf, type Part } from '../facts.js';
import { type Known, lives } from '../known.js';
import type { Scene } from '../scene.js';
import { seeTags, seeView } from '../views/views.js';
import { namedBy } from '../writes.js';
import { seeDistinct } from './assigned.js';

/** Error of what names a resource that is not there. */
const NOT_FOUND = 'ResourceNotFoundException';

/** Operations that name nothing but the resource itself. */
const PLAIN: ReadonlySet<string> = new Set(['get', 'delete', 'tag', 'untag', 'tags']);

/** A success that concerns a resource which was deleted before. @returns whether it is one */
export function expectNotGone<E>(scene: Scene<E>, part: Part): boolean {
  const known = namedBy(scene.store, part, scene.call);
  if (known?.gone === undefined) return false;
  const { call, began, settle } = scene;
  const isDeclared = call.operation.errors.includes(NOT_FOUND);
  if (known.gone.ended > began - settle || !isDeclared) return true;
  scene.tell({
    code: 'gone',
    rule: part.role === 'get' ? 'delete-one-resource' : 'not-found',
    member: '',
    expected: `${NOT_FOUND}, because ${known.arn} was deleted`,
    observed: `status ${scene.reading.status}`,
    against: known.gone.exchange,
  });
  return true;
}

/** A refusal because a resource is not there, which was made and not deleted. */
export function expectFound<E>(scene: Scene<E>, part: Part): void {
  if (scene.reading.error?.code !== NOT_FOUND || !PLAIN.has(part.role)) return;
  const known = namedBy(scene.store, part, scene.call);
  if (known === undefined || !hasToBeThere(scene, known)) return;
  scene.tell({
    code: 'missing',
    rule: part.role === 'get' ? 'get-as-created' : 'sequences',
    member: '',
    expected: `success, because ${known.arn} was made and not deleted`,
    observed: `${scene.reading.status} ${NOT_FOUND}`,
    ...(known.made && { against: known.made.exchange }),
  });
  known.doubt = true;
}

/** Whether it lived all the time, for who asks. */
function hasToBeThere<E>({ call, began, settle }: Scene<E>, known: Known<E>): boolean {
  const { made, resource } = known;
  if (made === undefined || resource.leaving !== undefined || !lives(known)) return false;
  return made.client === call.client && made.ended <= began - settle && known.fuzzyUntil <= began - settle;
}

/** The answer to a get: the resource that was named, as it is known. */
export function seeGet<E>(scene: Scene<E>, part: Part): void {
  const { call, reading, store, began } = scene;
  const { resource, binding } = part;
  const path = binding?.output ?? '';
  const shown = objectAt(reading.output, path);
  const arn = call.input[binding?.input ?? 'arn'];
  if (resource === undefined || !isArnOf(resource, arn) || Object.keys(shown).length === 0) return;
  if (shown.arn !== undefined && shown.arn !== arn) {
    scene.tell({
      ...{ code: 'changed', rule: 'get-as-created', member: `${path}.arn` },
      ...{ expected: `the resource that was named: ${show(arn)}`, observed: show(shown.arn) },
    });
    return;
  }
  const known = store.know(call.origin, resource, arn, scene.ended);
  seeDistinct(scene, resource, { shown, path, owner: arn });
  seeView(scene, known, { shown, schema: call.facts.viewSchema(call.operation, path), path, since: began });
}

/** The answer to a batch get: what there is of what was named, and an error for the rest. */
export function seeBatch<E>(scene: Scene<E>, part: Part): void {
  const { call, reading, store, began, settle } = scene;
  const { resource, binding } = part;
  const path = binding?.output ?? '';
  const asked = call.input[binding?.input ?? 'arns'];
  if (resource === undefined || !Array.isArray(asked)) return;
  const shown = listAt(reading.output, path);
  const schema = call.facts.viewSchema(call.operation, path);
  const found = new Set<string>();
  for (const [index, view] of shown.entries()) {
    if (!isObject(view) || !isArnOf(resource, view.arn)) continue;
    const place = `${path}[${index}]`;
    if (found.has(view.arn) || !asked.includes(view.arn)) {
      const expected = found.has(view.arn) ? 'each resource once' : 'only resources that were named';
      const code = found.has(view.arn) ? 'twice' : 'changed';
      scene.tell({ code, rule: batchRule(scene, 'found'), member: place, expected, observed: view.arn });
      continue;
    }
    found.add(view.arn);
    const known = store.know(call.origin, resource, view.arn, scene.ended);
    if (known.gone === undefined) {
      seeDistinct(scene, resource, { shown: view, path: place, owner: view.arn });
      seeView(scene, known, { shown: view, schema, path: place, since: began });
    } else if (known.gone.ended <= began - settle) {
      scene.tell({
        ...{ code: 'gone', rule: batchRule(scene, 'errors'), member: place, against: known.gone.exchange },
        ...{ expected: `an error for ${view.arn}, which was deleted`, observed: 'it is found' },
      });
    }
  }
  seeBatchErrors(scene, asked, found);
  for (const arn of asked) {
    const known = store.find(call.origin, arn);
    if (known === undefined || found.has(known.arn) || !hasToBeThere(scene, known)) continue;
    scene.tell({
      ...{ code: 'missing', rule: batchRule(scene, 'found'), member: path },
      ...{ expected: `${known.arn}, which was made and not deleted`, observed: 'it is not among them' },
      ...(known.made && { against: known.made.exchange }),
    });
    known.doubt = true;
  }
}

/** Errors are of what was named, and there is one for what was deleted. */
function seeBatchErrors<E>(scene: Scene<E>, asked: readonly Json[], found: ReadonlySet<string>): void {
  const { call, reading, store, began, settle } = scene;
  const failed = listAt(reading.output, 'errors').map((error) => (isObject(error) ? error.arn : undefined));
  const rule = batchRule(scene, 'errors');
  const stranger = failed.find((arn) => arn !== undefined && !asked.includes(arn));
  if (stranger !== undefined) {
    scene.tell({
      code: 'changed',
      rule,
      member: 'errors',
      expected: 'errors of what was named',
      observed: show(stranger),
    });
  }
  for (const arn of asked) {
    const gone = store.find(call.origin, arn)?.gone;
    if (gone === undefined || gone.ended > began - settle || failed.includes(arn) || found.has(String(arn)))
      continue;
    const expected = `an error for ${arn}, which was deleted`;
    scene.tell({
      code: 'missing',
      rule,
      member: 'errors',
      expected,
      observed: 'none',
      against: gone.exchange,
    });
  }
}

function batchRule<E>({ call: { facts } }: Scene<E>, aspect: BatchRule['aspect']): string {
  return facts.ofKind('batch').find((rule) => rule.aspect === aspect)?.id ?? 'not-found';
}

/** The answer of ListTagsForResource. */
export function seeTagsOf<E>(scene: Scene<E>, part: Part): void {
  const { call, store, reading, began } = scene;
  const arn = call.input.resourceArn;
  const resource = typeof arn === 'string' ? call.facts.resourceOf(arn) : undefined;
  if (typeof arn !== 'string' || resource === undefined || !isArnOf(resource, arn)) return;
  const known = namedBy(store, part, call) ?? store.know(call.origin, resource, arn, scene.ended);
  seeTags(scene, known, objectAt(reading.output, 'tags'), { since: began, path: 'tags' });
}
