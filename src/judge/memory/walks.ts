/** Lists, page by page. */
import type { Json, JsonObject, OperationContract, Pagination } from '../../contract/types.js';
import { canonical, isObject, listAt, show } from '../../contract/values.js';
import { seeDistinct } from './assigned.js';
import { isArnOf, type Part } from './facts.js';
import { identityOf } from './identity.js';
import { effectsOn, type Known, lives } from './known.js';
import type { Walk } from './records.js';
import type { Scene } from './scene.js';
import { expectSessions } from './sessions.js';
import { seeView } from './views.js';

/** Looks at a page of a list. */
export function seePage<E>(scene: Scene<E>, part: Part | undefined): void {
  const { call, reading, walks } = scene;
  const { pagination } = call.operation;
  if (pagination === undefined || !Array.isArray(reading.output[pagination.items])) return;
  const items = listAt(reading.output, pagination.items);
  expectSize(scene, pagination, items.length);
  const token = textAt(call.input, pagination.inputToken);
  const before = token === undefined ? undefined : walks.find(walkKey(scene, pagination, token));
  const began = before?.began ?? call.began;
  const keys = expectOnce(scene, pagination, items, before);
  for (const [index, item] of items.entries()) {
    if (isObject(item)) seeEntry(scene, part, { item, path: `${pagination.items}[${index}]`, began });
  }
  const walk: Walk<E> = { began, before, keys, exchange: scene.exchange };
  const next = textAt(reading.output, pagination.outputToken);
  if (next !== undefined && next === token) {
    scene.tell({
      ...{ code: 'twice', rule: 'all-pages', member: pagination.outputToken },
      ...{
        expected: 'the token of another page',
        observed: 'that of this page again, so that the pages never end',
      },
    });
  } else if (next !== undefined) walks.keep(walkKey(scene, pagination, next), walk);
  else if (token === undefined || before !== undefined) expectAll(scene, part, walk);
}

/** An empty token is none. */
function textAt(value: JsonObject, member: string): string | undefined {
  const text = value[member];
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** A walk goes on with the same filters, by the same client. */
function walkKey<E>({ call }: Scene<E>, { inputToken, limit }: Pagination, token: string): string {
  const filters = Object.entries(call.input).filter(([name]) => name !== inputToken && name !== limit);
  const asked = canonical(Object.fromEntries(filters));
  return [call.operation.operation, call.origin, call.client, asked, token].join('\n');
}

function expectSize<E>(scene: Scene<E>, { limit, items }: Pagination, size: number): void {
  const { input, operation } = scene.call;
  const asked = input[limit];
  const preset = operation.input.properties?.[limit]?.default;
  const most = asked ?? preset;
  if (typeof most !== 'number' || most < 1 || size <= most) return;
  scene.tell({
    ...{ code: 'page-size', rule: asked === undefined ? 'default-page-size' : 'page-size', member: items },
    expected: `at most ${most} items, as ${limit} is ${asked === undefined ? 'by default' : 'asked for'}`,
    observed: `${size} items`,
  });
}

/** Every entry is listed once. */
function expectOnce<E>(
  scene: Scene<E>,
  { items: member }: Pagination,
  items: readonly Json[],
  before: Walk<E> | undefined,
): Set<string> {
  const keys = new Set<string>();
  let isTold = false;
  for (const [index, item] of items.entries()) {
    const key = isObject(item) ? identityOf(scene.call, item) : undefined;
    if (key === undefined) continue;
    let earlier: Walk<E> | undefined = before;
    while (earlier !== undefined && !earlier.keys.has(key)) earlier = earlier.before;
    if (!isTold && (keys.has(key) || earlier !== undefined)) {
      scene.tell({
        ...{ code: 'twice', rule: 'all-pages', member: `${member}[${index}]` },
        ...{ expected: 'every entry listed once', observed: `${key} again` },
        ...(earlier && { against: earlier.exchange }),
      });
      isTold = true;
    }
    keys.add(key);
  }
  return keys;
}

interface Entry {
  readonly item: JsonObject;
  readonly path: string;
  /** When the list was begun. */
  readonly began: number;
}

function seeEntry<E>(scene: Scene<E>, part: Part | undefined, { item, path, began }: Entry): void {
  const { call, store, ended, settle } = scene;
  const resource = part?.role === 'list' ? part.resource : undefined;
  if (resource === undefined) {
    seeFilters(scene, undefined, item, path);
    return;
  }
  if (!isArnOf(resource, item.arn)) return;
  const known = store.know(call.origin, resource, item.arn, ended);
  if (known.gone !== undefined) {
    if (known.gone.ended > began - settle) return;
    scene.tell({
      ...{ code: 'gone', rule: 'list-as-created', member: path, against: known.gone.exchange },
      ...{ expected: `no entry for ${item.arn}, which was deleted`, observed: 'it is listed' },
    });
    return;
  }
  seeDistinct(scene, resource, { shown: item, path, owner: item.arn });
  seeOmitted(scene, resource.name, item, path);
  seeFilters(scene, known, item, path);
  seeView(scene, known, {
    shown: item,
    schema: call.facts.viewSchema(call.operation, call.operation.pagination?.items ?? ''),
    path,
    since: Math.min(began, ended),
  });
}

/** What lists leave out, as it is secret. */
function seeOmitted<E>(scene: Scene<E>, name: string, item: JsonObject, path: string): void {
  for (const rule of scene.call.facts.ofKind('omitted')) {
    const member = rule.members.find((each) => item[each] !== undefined && item[each] !== null);
    if (rule.resource !== name || member === undefined) continue;
    scene.tell({
      ...{ code: 'contract', rule: rule.id, member: `${path}.${member}` },
      ...{ expected: 'absent', observed: 'present' },
    });
  }
}

/** A filter of a list: what it compares, and with what. */
interface Filter {
  readonly member: string;
  readonly compares: string;
  readonly wanted: Json;
}

/** The filters of a request: `filterByName` compares `name`, `filterBy` what it holds. */
function filtersOf(operation: OperationContract, input: JsonObject): Filter[] {
  return Object.entries(input).flatMap(([member, wanted]): Filter[] => {
    if (!member.startsWith('filterBy') || operation.input.properties?.[member] === undefined) return [];
    const name = member.slice('filterBy'.length);
    if (name !== '') return [{ member, compares: name.charAt(0).toLowerCase() + name.slice(1), wanted }];
    return isObject(wanted)
      ? Object.entries(wanted).map(([compares, value]) => ({ member, compares, wanted: value }))
      : [];
  });
}

function seeFilters<E>(scene: Scene<E>, known: Known<E> | undefined, item: JsonObject, path: string): void {
  const { operation, input } = scene.call;
  for (const { member, compares, wanted } of filtersOf(operation, input)) {
    const shown = item[compares] ?? certainly(known, compares);
    if (shown === undefined || typeof shown === 'object' || shown === wanted) continue;
    scene.tell({
      ...{ code: 'filter', rule: 'exact-filters', member: `${path}.${compares}` },
      ...{ expected: `${show(wanted)}, as ${member} asks for`, observed: show(shown) },
    });
  }
}

/** The only value that a member can have. */
function certainly<E>(known: Known<E> | undefined, member: string): Json | undefined {
  if (known?.made === undefined || known.loose || effectsOn(known, member).length > 0) return undefined;
  const { current = [] } = known.registers.get(member) ?? {};
  return current.length === 1 ? current[0]?.value : undefined;
}

/** A list that was walked to its end holds all that lived during the whole walk. */
function expectAll<E>(scene: Scene<E>, part: Part | undefined, walk: Walk<E>): void {
  const { call, store } = scene;
  const resource = part?.role === 'list' ? part.resource : undefined;
  if (!call.isValid) return;
  const listed = new Set<string>();
  for (let page: Walk<E> | undefined = walk; page !== undefined; page = page.before) {
    for (const key of page.keys) listed.add(key);
  }
  if (resource === undefined) expectSessions(scene, listed, walk.began);
  if (resource === undefined || resource.leaving !== undefined) return;
  for (const known of store.ofKind(call.origin, resource)) {
    if (listed.has(known.arn) || !hasToBeListed(scene, known, walk)) continue;
    const home = homeOf(known.arn);
    if (listed.size > 0 && ![...listed].some((arn) => homeOf(arn) === home)) continue;
    scene.tell({
      ...{ code: 'missing', rule: 'list-as-created', member: call.operation.pagination?.items ?? '' },
      ...{ expected: `an entry for ${known.arn}, which was made before`, observed: 'none on any page' },
      ...(known.made && { against: known.made.exchange }),
    });
    // Told once: what it is now remains open.
    known.doubt = true;
  }
}

/** Partition, service, region and account of an ARN. */
function homeOf(arn: string): string {
  return arn.split(':').slice(0, 5).join(':');
}

function hasToBeListed<E>({ call, settle }: Scene<E>, known: Known<E>, { began }: Walk<E>): boolean {
  const { made, resource } = known;
  if (made === undefined || made.client !== call.client || made.ended > began - settle || !lives(known))
    return false;
  if (known.fuzzyUntil > began - settle) return false;
  const isSteady = (member: string, wanted: Json) =>
    certainly(known, member) === wanted &&
    (known.registers.get(member)?.current ?? []).every(
      ({ ended, by }) => by === 'read' || ended <= began - settle,
    );
  const parent = resource.parent?.member;
  if (parent !== undefined && !isSteady(parent, call.input[parent] ?? null)) return false;
  return filtersOf(call.operation, call.input).every(({ compares, wanted }) => isSteady(compares, wanted));
}
