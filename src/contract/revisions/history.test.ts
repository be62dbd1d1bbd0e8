import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { listRevisions, loadContract, readPackageJson } from '../load.js';
import { membersOf } from '../schema/constraints.js';
import { type Contract, SERVICES } from '../types.js';
import { contractFrom, type HistoryDocument, stepBack } from './history.js';
import { loadRevisions } from './revisions.js';

const META = ['shapes', 'operation', 'history'] as const;

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
for (const name of META) ajv.addSchema(readPackageJson<object>('specs', 'schemas', `${name}.schema.json`));

function problemsOf(meta: (typeof META)[number], document: unknown): unknown {
  ajv.validate(`urn:ivs-conformance:schemas:${meta}`, document);
  return ajv.errors ?? [];
}

const REVISIONS = SERVICES.flatMap((service) =>
  listRevisions(service).map((revision) => ({
    service,
    revision,
    contract: loadContract(service, revision),
  })),
);
const EARLIER = REVISIONS.filter(({ service, revision }) => revision !== loadContract(service).revision);

test('there are 54 revisions', () => {
  expect(REVISIONS).toHaveLength(54);
});

test.each(SERVICES)('the revisions of %s are those that its elements are dated by', (service) => {
  expect(listRevisions(service)).toEqual(loadRevisions(service).revisions);
});

describe.each(EARLIER)('the history of $service at $revision', ({ service, revision }) => {
  const document = readPackageJson<HistoryDocument>('specs', service, 'history', `${revision}.json`);

  test('has the form of its meta-schema', () => {
    expect(problemsOf('history', document)).toEqual([]);
  });

  test('leads on to the revision after it', () => {
    const revisions = listRevisions(service);
    expect(document).toMatchObject({ service, revision, next: revisions[revisions.indexOf(revision) + 1] });
  });
});

describe.each(REVISIONS)('the contract of $service at $revision', ({ service, revision, contract }) => {
  const operations = [...contract.operations.values()];

  test('has the form of the meta-schemas, and one date', () => {
    expect(problemsOf('shapes', contract.shapes)).toEqual([]);
    for (const operation of operations) expect(problemsOf('operation', operation)).toEqual([]);
    expect(new Set([contract, contract.shapes, ...operations].map((each) => each.revision))).toEqual(
      new Set([revision]),
    );
    expect(contract.service).toBe(service);
  });

  test('is in the order of names', () => {
    for (const names of [
      [...contract.operations.keys()],
      Object.keys(contract.shapes.$defs),
      Object.keys(contract.shapes.errors),
    ]) {
      expect(names).toEqual([...names].sort());
    }
  });

  test('compiles in strict mode, with defaults that satisfy their schemas', () => {
    const { $schema, $id, $defs } = contract.shapes;
    const strict = new Ajv2020({ strict: true }).addSchema({ $schema, $id, $defs });
    for (const { operation, input, output } of operations) {
      for (const schema of [input, output]) {
        expect(strict.compile(schema)).toBeTypeOf('function');
        const wrong = membersOf(contract, schema).filter(
          (each) => each.schema.default !== undefined && !strict.validate(each.schema, each.schema.default),
        );
        expect(
          wrong.map(({ member }) => member),
          operation,
        ).toEqual([]);
      }
    }
  });

  test('knows its errors and where its members travel', () => {
    for (const { errors, http } of operations) {
      expect(Object.keys(contract.shapes.errors)).toEqual(expect.arrayContaining([...errors]));
      const labels = [...http.uri.matchAll(/\{(\w+)\}/g)].map(([, label]) => label);
      const bound = Object.values(http.input).filter(({ location }) => location === 'uri');
      expect(bound.map(({ name }) => name)).toEqual(labels);
    }
  });
});

describe('going back', () => {
  const latest = loadContract('ivs');

  function back(patch: HistoryDocument['patch']): Contract {
    return stepBack(latest, { revision: '2020-01-01', patch });
  }

  test('dates everything, and leaves the later contract as it is', () => {
    const before = JSON.stringify(latest.shapes);
    const contract = back([{ op: 'remove', path: '/shapes/$defs/ChannelName/pattern' }]);
    expect(contract.revision).toBe('2020-01-01');
    expect(contract.operations.get('GetChannel')?.revision).toBe('2020-01-01');
    expect(contract.shapes.$defs.ChannelName).not.toHaveProperty('pattern');
    expect(JSON.stringify(latest.shapes)).toBe(before);
  });

  test('puts what it adds where its name belongs', () => {
    const contract = back([{ op: 'add', path: '/shapes/$defs/Birthday', value: { type: 'string' } }]);
    const names = Object.keys(contract.shapes.$defs);
    expect(names.indexOf('Birthday')).toBeLessThan(names.indexOf('Channel'));
  });

  test('fails where the patch does not fit', () => {
    expect(() => back([{ op: 'remove', path: '/shapes/$defs/Nothing' }])).toThrow('does not lead back');
  });

  test('a contract is made of its documents', () => {
    expect(contractFrom(latest.shapes, [...latest.operations.values()])).toEqual(latest);
  });
});
