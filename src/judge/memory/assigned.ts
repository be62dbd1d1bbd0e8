/** What the service assigns: that it is never the same twice, names region and account, and has a stated form. */
import type { Resource } from '../../contract/resources.js';
import type { FormatRule } from '../../contract/rules.js';
import type { Json, JsonObject, OperationContract } from '../../contract/types.js';
import { at, isObject, show } from '../../contract/values.js';
import { isConcealed } from './compare.js';
import { pathsOfShape } from './facts.js';
import type { Call, Scene } from './scene.js';

/** Looks at what was assigned to a resource that was just made. */
export function seeAssigned<E>(scene: Scene<E>, resource: Resource, shown: JsonObject, path: string): void {
  const { store, call, registry, began } = scene;
  const known = store.find(call.origin, shown.arn);
  const earlier = known?.gone !== undefined && known.gone.ended <= began ? known.gone : known?.made;
  if (known !== undefined && (earlier !== undefined || known.seen < began)) {
    scene.tell({
      ...{ code: 'not-distinct', rule: distinctRule(scene, resource, 'arn'), member: `${path}.arn` },
      ...{ expected: `another ARN than that of the ${resource.name} before`, observed: show(shown.arn) },
      ...(earlier && { against: earlier.exchange }),
    });
  }
  seeDistinct(scene, resource, { shown, path, owner: known?.arn ?? textOf(shown.arn) ?? registry.birth() });
  seeHome(scene, shown, path);
  seeForm(scene, resource, shown, path);
  if (scene.part?.resource !== resource) return;
  for (const each of entriesIn(call, path)) seeEntries(scene, each);
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Lists of what has no ARN and is made along, such as the tokens of a stage. */
interface Entries {
  readonly resource: Resource;
  /** Path of the list. */
  readonly list: string;
}

const entries = new WeakMap<OperationContract, readonly Entries[]>();

/** Where an operation shows them: they are known by their shape. */
function entriesIn({ facts, operation }: Call, own: string): readonly Entries[] {
  const known = entries.get(operation);
  if (known !== undefined) return known;
  const found = facts.resources.flatMap((resource): Entries[] => {
    const create = facts.contract.operations.get(resource.create?.operation ?? '');
    const ref = create?.output.properties?.[resource.create?.output ?? '']?.$ref;
    if (ref === undefined || resource.arnType !== undefined) return [];
    const paths = pathsOfShape(facts.contract, operation, ref);
    return paths
      .filter((path) => path !== own && path.endsWith('[]'))
      .map((path) => ({ resource, list: path.slice(0, -2) }));
  });
  entries.set(operation, found);
  return found;
}

function seeEntries<E>(scene: Scene<E>, { resource, list: path }: Entries): void {
  const list = at(scene.reading.output, path);
  for (const [index, shown] of (Array.isArray(list) ? list : []).entries()) {
    const place = `${path}[${index}]`;
    if (isObject(shown)) {
      seeDistinct(scene, resource, { shown, path: place, owner: scene.registry.birth() });
      seeForm(scene, resource, shown, place);
    }
  }
}

/** A resource, and who it is. */
export interface Owner {
  readonly shown: JsonObject;
  readonly path: string;
  readonly owner: string;
}

/** No two have the same value of what identifies them. */
export function seeDistinct<E>(scene: Scene<E>, resource: Resource, { shown, path, owner }: Owner): void {
  const { registry, call, exchange } = scene;
  if (resource.arnType === undefined && typeof shown.participantId === 'string') {
    registry.tokens.set(`${call.origin} ${shown.participantId}`, { shown, exchange });
  }
  for (const [member, rule] of call.facts.distinctOf(resource)) {
    const value = at(shown, member);
    if (typeof value !== 'string' || value === '') continue;
    const key = `${call.origin} ${resource.name} ${member} ${value}`;
    const before = registry.values.get(key);
    if (before?.owner === owner || isConcealed(value)) continue;
    if (before === undefined) {
      registry.values.set(key, { owner, exchange });
      continue;
    }
    scene.tell({
      ...{ code: 'not-distinct', rule, member: `${path}.${member}` },
      ...{ expected: `another ${member} than that of the ${resource.name} before`, observed: show(value) },
      against: before.exchange,
    });
  }
}

function distinctRule<E>({ call: { facts } }: Scene<E>, { name }: Resource, member: string): string {
  const rules = facts.ofKind('distinct');
  return rules.find(({ members }) => members[name]?.includes(member))?.id ?? 'create-as-sent';
}

/** All ARNs that one client gets name one partition, region and account. */
function seeHome<E>(scene: Scene<E>, { arn }: JsonObject, path: string): void {
  const { registry, call, exchange } = scene;
  const [rule] = call.facts.ofKind('arn');
  if (typeof arn !== 'string' || call.client === '' || rule === undefined) return;
  const key = `${call.origin} ${call.client}`;
  const home = registry.homes.get(key);
  if (home !== undefined && arn.startsWith(`${home.start}:`)) return;
  const start = arn.split(':').slice(0, 5).join(':');
  if (home === undefined) registry.homes.set(key, { start, exchange });
  if (home === undefined || home.start === start) return;
  scene.tell({
    ...{ code: 'changed', rule: rule.id, member: `${path}.arn`, against: home.exchange },
    ...{ expected: `an ARN that begins with ${home.start}, as others of this endpoint do`, observed: arn },
  });
}

/** What is assigned has a stated form. */
export function seeForm<E>(scene: Scene<E>, { name }: Resource, shown: JsonObject, path: string): void {
  const region = textOf(shown.arn)?.split(':')[3] ?? '';
  for (const rule of scene.call.facts.about('format', name)) {
    const value = at(shown, rule.member);
    if (typeof value !== 'string' || value === '' || formIn(rule, region).test(value) || isConcealed(value))
      continue;
    scene.tell({
      ...{ code: 'contract', rule: rule.id, member: `${path}.${rule.member}` },
      ...{ expected: rule.form, observed: show(value) },
    });
  }
}

const forms = new WeakMap<FormatRule, { readonly region: string; readonly pattern: RegExp }>();

/** The form in a region: most of what is seen is in the same one. */
function formIn(rule: FormatRule, region: string): RegExp {
  const known = forms.get(rule);
  if (known?.region === region) return known.pattern;
  const pattern = new RegExp(rule.pattern.replaceAll('{region}', region), 'u');
  forms.set(rule, { region, pattern });
  return pattern;
}
