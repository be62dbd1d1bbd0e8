import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, test } from 'vitest';
import { readPackageJson, resolve } from '../../contract/load.js';
import { type JsonObject, type Schema, SERVICES, type Service } from '../../contract/types.js';
import { isObject } from '../state/json.js';
import { contracts } from '../testing/client.js';
import { type FactsFile, RESOURCES } from './facts.js';

const facts = (service: Service) => readPackageJson<FactsFile>('specs', service, 'reference.json');

test.each([
  ['reference', 'ivs/reference.json'],
  ['reference', 'ivs-realtime/reference.json'],
  ['front', 'front.json'],
])('the meta-schema %s describes specs/%s', (schema, file) => {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  const document = readPackageJson<object>('specs', file);
  ajv.validate(readPackageJson<object>('specs', 'schemas', `${schema}.schema.json`), document);
  expect(ajv.errors ?? []).toEqual([]);
});

/** Paths of the members of a shape, those of settings within settings too. */
function membersOf(service: Service, schema: Schema, at = ''): string[] {
  const contract = contracts.get(service);
  const { properties = {}, items } = contract ? resolve(contract, schema) : {};
  const inside = Object.entries(properties).flatMap(([name, one]) => {
    const path = at === '' ? name : `${at}.${name}`;
    return [path, ...membersOf(service, one, path)];
  });
  return items === undefined ? inside : [`${at}[]`, ...membersOf(service, items, `${at}[]`)];
}

function pathsOf(members: JsonObject, at = ''): string[] {
  return Object.entries(members).flatMap(([name, value]) =>
    isObject(value) && Object.keys(value).length > 0 ? pathsOf(value, `${at}${name}.`) : [`${at}${name}`],
  );
}

describe.each(RESOURCES)('what is known of a $name', ({ service, name, create, ...known }) => {
  const shown = membersOf(service, { $ref: `#/$defs/${name}` });
  const input = contracts.get(service)?.operations.get(create?.operation ?? '')?.input ?? {};

  it('is about members that there are', () => {
    const { defaults = {}, assigned = {}, within = {}, distinct } = known;
    const told = [...pathsOf(defaults), ...pathsOf(assigned), ...(distinct === undefined ? [] : [distinct])];
    expect(told.filter((path) => !shown.includes(path))).toEqual([]);
    const settings = Object.entries(within).flatMap(([path, own]) => [path, ...pathsOf(own, `${path}.`)]);
    expect(settings.filter((path) => !membersOf(service, input).includes(path))).toEqual([]);
  });

  it('is about resources that name it', () => {
    const { usedBy = {}, clearedFrom = {} } = known;
    for (const [user, paths] of [...Object.entries(usedBy), ...Object.entries(clearedFrom)]) {
      const there = membersOf(service, { $ref: `#/$defs/${user}` });
      expect([paths].flat().filter((path) => !there.includes(path))).toEqual([]);
    }
  });
});

describe.each(SERVICES)('of %s', (service) => {
  it('every fact is about a resource, or is a default of another shape', () => {
    const names = RESOURCES.map(({ name }) => name);
    const others = Object.entries(facts(service).resources).filter(([name]) => !names.includes(name));
    for (const [shape, { defaults = {}, ...further }] of others) {
      expect(membersOf(service, { $ref: `#/$defs/${shape}` })).toEqual(
        expect.arrayContaining(pathsOf(defaults)),
      );
      expect(further).toEqual({});
    }
  });

  it('every answer has the members that it makes up', () => {
    for (const [name, made] of Object.entries(facts(service).answers ?? {})) {
      const { output = {} } = contracts.get(service)?.operations.get(name) ?? {};
      expect(membersOf(service, output)).toEqual(expect.arrayContaining(pathsOf(made)));
    }
  });

  it('every list is one, with its filters', () => {
    for (const [name, { exclusive = [] }] of Object.entries(facts(service).lists)) {
      const { pagination, input } = contracts.get(service)?.operations.get(name) ?? {};
      expect(pagination?.limit).toBe('maxResults');
      expect(Object.keys(input?.properties ?? {})).toEqual(expect.arrayContaining([...exclusive]));
    }
  });
});
