/** Times that answers show: when something began does not change, and it does not end before. */
import { membersOf } from '../../contract/constraints.js';
import { TIMESTAMP_PATTERN } from '../../contract/timestamp.js';
import type { Contract, Json, JsonObject, OperationContract, Schema } from '../../contract/types.js';
import { isObject, show } from '../../contract/values.js';
import type { Scene } from './scene.js';

/** Views of one thing may be rounded differently. */
const ROUNDING_MS = 1000;

/** Looks at the times of whatever an answer shows that can be told from others. */
export function seeTimes<E>(scene: Scene<E>): void {
  const { call, reading } = scene;
  const places = placesOf(call.facts.contract, call.operation);
  for (const place of places) {
    for (const [path, value] of valuesAt(reading.output, place.path)) seeThing(scene, place, path, value);
  }
}

/** A structure with times in an output. */
interface Place {
  /** Steps to it; `[]` for the entries of a list. */
  readonly path: readonly string[];
  /** Name of the shape, without what says that it is shortened. */
  readonly name: string;
  /** Members that tell when something began. */
  readonly beginnings: readonly string[];
  /** Members that identify it. */
  readonly identity: readonly string[];
  readonly hasEnd: boolean;
}

const places = new WeakMap<OperationContract, readonly Place[]>();

function placesOf(contract: Contract, operation: OperationContract): readonly Place[] {
  const known = places.get(operation);
  if (known !== undefined) return known;
  const found = membersOf(contract, operation.output).flatMap(({ member, schema }) => {
    const { properties = {} } = schema;
    const isTime = (name: string) => timePattern(contract, properties[name]) === TIMESTAMP_PATTERN;
    const beginnings = Object.keys(properties).filter(
      (name) => /^(?:start|firstJoin|creat\w*)(?:Time|At)$/.test(name) && isTime(name),
    );
    if (beginnings.length === 0) return [];
    const path = member.split(/\.|(?=\[\])/).filter((step) => step !== '');
    const identity = Object.keys(properties).filter(
      (name) => name === 'arn' || identifiers(contract).has(name),
    );
    const name = shapeName(contract, schema);
    return [{ path, name, beginnings, identity, hasEnd: isTime('endTime') }];
  });
  places.set(operation, found);
  return found;
}

function timePattern(contract: Contract, schema: Schema | undefined): string | undefined {
  const name = schema?.$ref?.split('/').at(-1);
  return name === undefined ? schema?.pattern : contract.shapes.$defs[name]?.pattern;
}

function shapeName(contract: Contract, { properties }: Schema): string {
  const found = Object.entries(contract.shapes.$defs).find(([, schema]) => schema.properties === properties);
  return (found?.[0] ?? '').replace(/Summary$/, '');
}

const names = new WeakMap<Contract, ReadonlySet<string>>();

/** Names of members by which requests tell one thing from another: `streamId`, `sessionId`. */
function identifiers(contract: Contract): ReadonlySet<string> {
  const known = names.get(contract);
  if (known !== undefined) return known;
  const gets = [...contract.operations.values()].filter(({ operation }) => operation.startsWith('Get'));
  const found = new Set(
    gets.flatMap(({ input }) => Object.keys(input.properties ?? {}).filter((name) => name.endsWith('Id'))),
  );
  names.set(contract, found);
  return found;
}

function valuesAt(
  value: Json | undefined,
  steps: readonly string[],
  path = '',
): [path: string, value: JsonObject][] {
  const [step, ...rest] = steps;
  if (step === undefined) return isObject(value) ? [[path, value]] : [];
  if (step === '[]') {
    return Array.isArray(value) ? value.flatMap((item, at) => valuesAt(item, rest, `${path}[${at}]`)) : [];
  }
  return isObject(value) ? valuesAt(value[step], rest, path === '' ? step : `${path}.${step}`) : [];
}

function seeThing<E>(scene: Scene<E>, place: Place, path: string, thing: JsonObject): void {
  for (const member of place.beginnings) {
    const began = instantOf(thing[member]);
    if (began === undefined) continue;
    const end = place.hasEnd ? instantOf(thing.endTime) : undefined;
    if (end !== undefined && end < began) {
      scene.tell({
        ...{ code: 'time', rule: 'times-have-been', member: `${path}.endTime` },
        ...{
          expected: `not before ${member}, which is ${show(thing[member])}`,
          observed: show(thing.endTime),
        },
      });
    }
    seeBeginning(scene, place, { thing, member, began, path });
  }
}

interface Beginning {
  readonly thing: JsonObject;
  readonly member: string;
  readonly began: number;
  readonly path: string;
}

function seeBeginning<E>(scene: Scene<E>, place: Place, { thing, member, began, path }: Beginning): void {
  const { call, times, exchange } = scene;
  const own = place.identity.flatMap((name) =>
    typeof thing[name] === 'string' ? [[name, thing[name]]] : [],
  );
  // Where a shape has identifiers, one that does not show any is not told from others.
  if (own.length === 0 && place.identity.length > 0 && place.path.length > 0) return;
  const around = Object.entries(call.input).filter(
    ([name]) => name !== 'arn' && /(?:Id|Arn)$/.test(name) && !name.startsWith('filter'),
  );
  const identity = { ...Object.fromEntries(around), ...Object.fromEntries(own) };
  if (Object.keys(identity).length === 0) return;
  const key = JSON.stringify([call.origin, place.name, member, Object.entries(identity).sort()]);
  const text = String(thing[member]);
  const before = times.begun.get(key);
  if (before === undefined) times.begun.set(key, { instant: began, text, exchange });
  if (before === undefined || Math.abs(before.instant - began) <= ROUNDING_MS) return;
  scene.tell({
    ...{ code: 'time', rule: 'get-as-created', member: `${path}.${member}`, against: before.exchange },
    ...{ expected: `${before.text}, as it was shown before`, observed: text },
  });
  times.begun.set(key, { instant: began, text, exchange });
}

function instantOf(value: Json | undefined): number | undefined {
  const instant = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(instant) ? undefined : instant;
}
