import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { type Erratum, errataOf } from '../errata/errata.js';
import { listRevisions, loadContract, loadContracts, packageRoot } from '../load.js';
import { membersOf } from '../schema/constraints.js';
import { type Contract, type OperationContract, type Schema, SERVICES, type Service } from '../types.js';

const SPECS = join(packageRoot(), 'specs');
const META = {
  'shapes.json': 'shapes',
  'errata.json': 'errata',
  'sentences.json': 'sentences',
} as const;

const contracts = [...loadContracts().values()];
const operations = contracts.flatMap((contract) =>
  [...contract.operations.values()].map((operation) => ({ contract, operation })),
);

function parse<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(SPECS, ...path), 'utf8'));
}

function metaSchemas(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  for (const name of ['shapes', 'operation', 'errata', 'sentences'])
    ajv.addSchema(parse<object>('schemas', `${name}.schema.json`));
  return ajv;
}

describe('every derived or corrected file has the form of its meta-schema', () => {
  const ajv = metaSchemas();
  const files = SERVICES.flatMap((service) => [
    ...Object.entries(META).map(([file, meta]) => [`${service}/${file}`, meta] as const),
    ...readdirSync(join(SPECS, service, 'operations')).map(
      (file) => [`${service}/operations/${file}`, 'operation'] as const,
    ),
  ]);

  test.each(files)('%s', (file, meta) => {
    const id = `urn:ivs-conformance:schemas:${meta}`;
    ajv.validate(id, parse(file));
    expect(ajv.errors ?? []).toEqual([]);
  });

  test.each([
    ['operation', 'ivs/operations/CreateChannel.json', { input: { type: 'object', properties: {} } }],
    ['operation', 'ivs/operations/CreateChannel.json', { prose: 'Creates a channel.' }],
    ['shapes', 'ivs/shapes.json', { $defs: { Arn: { type: 'string', description: 'ARN of a channel.' } } }],
    ['shapes', 'ivs/shapes.json', { $defs: { Arn: { type: 'string', pattern: 'unanchored' } } }],
    ['sentences', 'ivs/sentences.json', { sentences: [{ id: 'A sentence of its prose.' }] }],
    ['sentences', 'ivs/sentences.json', { texts: ['A sentence of its prose.'] }],
  ])('%s: %s is refused with %j', (meta, file, change) => {
    const changed = { ...parse<object>(file), ...change };
    expect(ajv.validate(`urn:ivs-conformance:schemas:${meta}`, changed)).toBe(false);
  });
});

describe('the contracts are whole', () => {
  test.each<[Service, number]>([
    ['ivs', 46],
    ['ivs-realtime', 40],
  ])('%s has %i operations', (service, count) => {
    const contract = contracts.find((one) => one.service === service);
    expect(contract?.operations.size).toBe(count);
  });

  test.each(operations)(
    '$contract.service $operation.operation fits its service',
    ({ contract, operation }) => {
      const file = parse<OperationContract>(contract.service, 'operations', `${operation.operation}.json`);
      expect(file.operation).toBe(operation.operation);
      expect(operation.service).toBe(contract.service);
      expect(operation.revision).toBe(contract.revision);
      expect(Object.keys(contract.shapes.errors)).toEqual(expect.arrayContaining([...operation.errors]));
      const labels = [...operation.http.uri.matchAll(/\{(\w+)\}/g)].map(([, label]) => label);
      const bound = Object.values(operation.http.input).filter(({ location }) => location === 'uri');
      expect(bound.map(({ name }) => name)).toEqual(labels);
    },
  );
});

describe('schemas', () => {
  test.each(operations)('$contract.service $operation.operation compiles in strict mode', (one) => {
    const ajv = new Ajv2020({ strict: true });
    const { $schema, $id, $defs } = one.contract.shapes;
    ajv.addSchema({ $schema, $id, $defs });
    for (const schema of [one.operation.input, one.operation.output]) {
      expect(ajv.compile(schema)).toBeTypeOf('function');
    }
  });

  test('all patterns are whole-string, Unicode-aware regular expressions', () => {
    const patterns = everySchema().flatMap(({ schema }) => schema.pattern ?? []);
    expect(patterns.length).toBeGreaterThan(100);
    for (const pattern of patterns) expect(new RegExp(pattern, 'u').source).toMatch(/^\^.*\$$/);
  });

  test('inputs are closed at every depth, outputs are open', () => {
    const structures = everySchema().filter(({ schema }) => schema.properties !== undefined);
    for (const { where, side, schema } of structures) {
      expect(schema.additionalProperties, where).toBe(side === 'input' ? false : undefined);
    }
  });

  test('inputs of updates have no defaults, nor have required members of any input', () => {
    const inputs = everySchema().filter(({ side }) => side === 'input');
    const wrong = inputs.filter(
      ({ operation, isRequired, schema }) =>
        schema.default !== undefined && (isRequired || operation.startsWith('Update')),
    );
    expect(wrong.map(({ where }) => where)).toEqual([]);
  });

  test('every default satisfies its own schema', () => {
    const stated = everySchema().filter(({ schema }) => schema.default !== undefined);
    expect(stated.length).toBeGreaterThan(100);
    for (const { where, contract, schema } of stated) {
      const { $schema, $id, $defs } = contract.shapes;
      const ajv = new Ajv2020({ strict: true }).addSchema({ $schema, $id, $defs });
      expect(ajv.validate(schema, schema.default), where).toBe(true);
    }
  });

  test('every shape is used', () => {
    for (const { shapes, operations: ofService } of contracts) {
      const text = JSON.stringify([...ofService.values(), shapes.$defs]);
      const unused = Object.keys(shapes.$defs).filter((name) => !text.includes(`#/$defs/${name}"`));
      expect(unused.filter((name) => !correctedAway(shapes.service).includes(name))).toEqual([]);
    }
  });
});

describe('known facts of the service', () => {
  const find = (name: string) => {
    const found = operations.find(({ operation }) => operation.operation === name);
    if (found === undefined) throw new Error(`no operation ${name}`);
    return found.operation;
  };

  test('deletes of ivs answer 204', () => {
    expect(find('DeleteChannel').http).toMatchObject({ status: 204, hasOutput: false });
  });

  test('a real ARN can be tagged', () => {
    for (const { shapes } of contracts) {
      const pattern = shapes.$defs.ResourceArn?.pattern ?? '';
      expect('arn:aws:ivs:us-west-2:123456789012:playback-key/abcdABCDefgh').toMatch(
        new RegExp(pattern, 'u'),
      );
    }
  });

  test('all 19 list operations page', () => {
    const lists = operations.filter(({ operation }) => /^List(?!Tags)/.test(operation.operation));
    expect(lists).toHaveLength(19);
    for (const { operation } of lists) expect(operation.pagination, operation.operation).toBeDefined();
  });

  test('secrets are marked', () => {
    expect(find('CreateChannel').sensitive.output).toEqual(['/channel/srt/passphrase', '/streamKey/value']);
    expect(find('CreateStage').sensitive.output).toEqual(['/participantTokens/*/token']);
    expect(find('PutMetadata').sensitive.input).toEqual(['/metadata']);
  });
});

describe('no prose of the documentation is here', () => {
  test('strings are short, apart from patterns and what we wrote of errata', () => {
    const long = contracts.flatMap((contract) =>
      longStrings([contract.shapes, ...contract.operations.values()]).filter((text) => !text.startsWith('^')),
    );
    expect(long).toEqual([]);
  });
});

describe('errata', () => {
  test.each(SERVICES)(
    'of %s have identifiers of their own and show in the schemas that they change, at the revisions that they are of',
    (service) => {
      const errata = parse<Erratum[]>(service, 'errata.json');
      expect(new Set(errata.map(({ id }) => id)).size).toBe(errata.length);
      const revisions = listRevisions(service);
      for (const erratum of errata) {
        const { id, file, path, corrected } = erratum;
        const inForce = revisions.filter((revision) => errataOf([erratum], revision).length > 0);
        expect(inForce, id).not.toEqual([]);
        for (const revision of inForce) {
          const document = documentOf(loadContract(service, revision), file);
          if (isScalarOfOperation(path)) expect(document, id).toHaveProperty(keysOf(path), corrected);
          else expect(JSON.stringify(document)).toContain(`"$comment":"erratum ${id}"`);
        }
      }
    },
  );

  test('say which revisions they are of by dates of revisions', () => {
    for (const service of SERVICES) {
      const dates = parse<Erratum[]>(service, 'errata.json').flatMap(({ since, until }) => [since, until]);
      expect(listRevisions(service)).toEqual(expect.arrayContaining(dates.filter((date) => date)));
    }
  });
});

/** What is no schema has no comment that could name an erratum. */
function isScalarOfOperation(path: string): boolean {
  return path === '/readonly' || path.startsWith('/http/');
}

function keysOf(path: string): string[] {
  return path.slice(1).split('/');
}

function documentOf(contract: Contract, file: string): unknown {
  const operation = /^operations\/(\w+)\.json$/.exec(file)?.[1];
  return operation === undefined ? contract.shapes : contract.operations.get(operation);
}

/** Every schema of every input and output, references resolved. */
function everySchema() {
  return operations.flatMap(({ contract, operation }) =>
    (['input', 'output'] as const).flatMap((side) =>
      membersOf(contract, operation[side]).map(({ member, schema, isRequired }) => ({
        contract,
        operation: operation.operation,
        side,
        where: `${operation.operation} ${side} ${member}`,
        schema,
        isRequired,
      })),
    ),
  );
}

/** Shapes that only the modelled form of a corrected place refers to. */
function correctedAway(service: Service): string[] {
  return parse<{ modelled: Schema | string }[]>(service, 'errata.json').flatMap(({ modelled }) =>
    typeof modelled === 'object' && modelled.$ref !== undefined ? [modelled.$ref.replace(/.*\//, '')] : [],
  );
}

/** All strings of more than 120 characters, at any depth. */
function longStrings(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 120 ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(longStrings);
}
