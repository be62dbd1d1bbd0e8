import type { Json, JsonObject, Schema } from '../../contract/types.js';
import type { Place } from '../mutants/build/build.js';
import type { SchemaSite, Step } from '../mutants/build/schema-sites.js';
import { schemaSites } from '../mutants/build/schema-sites.js';
import { isObject } from '../state/json.js';
import { contractOf, operationNamed, unknownArn } from './client.js';
import { nearlyValid } from './near-probe.js';
import { PLAYBACK, sampleOf } from './sample.js';

/**
 * An input that an endpoint with this constraint changed treats differently: valid but for the one member, or just
 * valid at the bound.
 */
export function decidingInput(
  { service, operation }: Place,
  path: string,
  keyword: string,
  family: string,
): JsonObject {
  const contract = contractOf(service);
  const { input } = operationNamed(operation, service);
  const site = schemaSites(contract, input).find((one) => one.path === path);
  if (site === undefined) throw new Error(`${operation} has no ${path}`);
  const [head] = path.split(/[.[{]/);
  // Filters exclude one another.
  const members = Object.keys(input.properties ?? {}).filter(
    (name) => name === head || !name.startsWith('filterBy'),
  );
  const full = sampleOf(contract, input, 0, members);
  if (keyword === 'required') return without(full, site.steps);
  return put(full, site, site.steps, deciding(site, keyword, family, valueAt(full, site.steps)));
}

/** @param valid what is valid there */
function deciding({ schema, path }: SchemaSite, keyword: string, family: string, valid: Json): Json {
  if (path.endsWith('allowedCountries[]') && keyword.endsWith('Length')) return 'DE';
  const near = nearlyValid(family, schema, path);
  if (near !== undefined) return near;
  const isEven = /^video\.(width|height)$/.test(path);
  const more = family === 'constraint-tighter' ? 0 : isEven ? 2 : 1;
  switch (keyword) {
    case 'type':
      if (isEven) return '640';
      return schema.type === 'string' ? 1 : 'text';
    case 'enum':
      return 'OTHER';
    case 'pattern':
      if (path === 'streamId') return `st-${'!'.repeat(23)}`;
      return family === 'constraint-tighter'
        ? schema.pattern?.includes('_')
          ? 'aa_'
          : 'aa.'
        : '!!!'.padEnd(schema.minLength ?? 0, '!');
    case 'minLength':
      return 'a'.repeat((schema.minLength ?? 0) - more);
    case 'maxLength':
      return longText(schema, path, (schema.maxLength ?? 0) + more);
    case 'minimum':
      return (schema.minimum ?? 0) - more;
    case 'maximum':
      return (schema.maximum ?? 0) + more;
    case 'minItems':
      return entries(valid, (schema.minItems ?? 0) - more);
    case 'maxItems':
      return entries(valid, (schema.maxItems ?? 0) + more);
    case 'maxProperties':
      return Object.fromEntries(
        Array.from({ length: (schema.maxProperties ?? 0) + more }, (_, at) => [`k${at}`, 'a']),
      );
    default:
      return keyword;
  }
}

function longText({ pattern = '' }: Schema, path: string, length: number): string {
  if (path === 'streamId' || path === 'sessionId') return 'st-'.padEnd(length, '0');
  if (pattern.includes('mediatailor')) return `${PLAYBACK}/`.padEnd(length, '0');
  const type = /:([a-z-]+)\//.exec(pattern)?.[1] ?? (pattern.includes('arn:') ? 'channel' : undefined);
  if (type !== undefined) return unknownArn(type).padEnd(length, '0');
  return path.startsWith('allowedOrigins') ? 'https://'.padEnd(length, 'a') : 'a'.repeat(length);
}

/** A list of the first entry of another one, so many times. */
function entries(list: Json, length: number): Json {
  const [first = null] = Array.isArray(list) ? list : [];
  return Array.from({ length }, () => first);
}

function valueAt(value: Json, [step, ...rest]: readonly Step[]): Json {
  if (step === undefined) return value;
  const inner = step.to === 'member' && isObject(value) ? value[step.member] : [value].flat()[0];
  return valueAt(inner ?? null, rest);
}

function put(
  value: Json | undefined,
  site: SchemaSite,
  [step, ...rest]: readonly Step[],
  end: Json,
): JsonObject {
  const changed = putAt(
    value,
    [step, ...rest].filter((one) => one !== undefined),
    end,
  );
  if (!isObject(changed)) throw new Error(`${site.path} leads nowhere`);
  return changed;
}

function putAt(value: Json | undefined, [step, ...rest]: readonly Step[], end: Json): Json {
  switch (step?.to) {
    case undefined:
      return end;
    case 'member':
      return {
        ...(isObject(value) ? value : {}),
        [step.member]: putAt(isObject(value) ? value[step.member] : undefined, rest, end),
      };
    case 'items':
      return [putAt(Array.isArray(value) ? value[0] : undefined, rest, end)];
    case 'values':
      return { key: putAt(undefined, rest, end) };
    case 'keys':
      return { [String(end)]: 'a' };
  }
}

function without(full: JsonObject, steps: readonly Step[]): JsonObject {
  const [step, ...rest] = steps;
  if (step?.to !== 'member') return full;
  const { [step.member]: inner, ...others } = full;
  if (rest.length === 0) return others;
  const [next, ...deeper] = rest;
  if (next?.to === 'items' && Array.isArray(inner)) {
    return { ...others, [step.member]: inner.map((one) => (isObject(one) ? without(one, deeper) : one)) };
  }
  return { ...others, [step.member]: isObject(inner) ? without(inner, rest) : {} };
}
