import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readPackageJson } from '../../load.js';
import { proposalsIn } from '../../statements/decisions.js';
import type { JsonObject } from '../../types.js';
import { deriveCommand } from '../command.js';
import { proseOf } from '../prose/sentences.js';
import type { ServiceModel } from '../smithy/model.js';
import { BEFORE_LAMPS, WITH_LAMPS } from '../testing/lamp-service.js';
import { roomModelOf } from '../testing/room-service.js';
import { ONE_FILTER, ROOM, SAME_NAME } from '../testing/written-rooms.js';
import { printed } from './insert.js';

let folder: string;
let output: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'propose-'));
  output = '';
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      output += text;
      return true;
    });
  }
  put('models/ivs/2023-01-01.json', BEFORE_LAMPS);
  put('models/ivs-realtime/2023-01-01.json', roomModelOf('ivs-realtime'));
  put('specs/general.json', { rules: [{ id: 'documented-defaults' }, { id: 'delete-one-resource' }] });
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function put(path: string, content: object): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${printed(JSON.parse(JSON.stringify(content)))}\n`);
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

function run(...options: string[]): number {
  output = '';
  const folders = ['--models', join(folder, 'models'), '--specs', join(folder, 'specs')];
  return deriveCommand(['node', 'derive', ...folders, ...options]);
}

function sentence(text: string): string {
  return proseOf(WITH_LAMPS).find((each) => each.text === text)?.id ?? `no sentence "${text}"`;
}

/** All of it is written and decided of; then a revision brings lamps. */
function putRevision(model: ServiceModel = WITH_LAMPS): void {
  put('specs/ivs/resources.json', { $comment: 'By hand.', resources: [ROOM] });
  put('specs/ivs/rules.json', { $comment: 'By hand.', rules: [ONE_FILTER, SAME_NAME] });
  put('specs/ivs/decisions.json', {
    $comment: 'By hand.',
    decisions: [
      { asked: ['room-names-not-unique'], sentences: [sentence('The value does not need to be unique.')] },
      { asked: ['rooms-by-one-filter'], sentences: [sentence('Filters are mutually exclusive.')] },
      { asked: ['delete-one-resource'], sentences: [sentence('Deletes a room.')] },
      {
        nothing: 'describes',
        sentences: [
          'Filters by name.',
          'Updating it can cause an inconsistent state.',
          'It does not exist.',
        ].map(sentence),
      },
    ],
  });
  put('models/ivs/2024-02-01.json', model);
}

function entries(file: string, key: string): JsonObject[] {
  return JSON.parse(read(`specs/ivs/${file}.json`))[key];
}

function problems(schema: 'resources' | 'rules' | 'decisions', document: unknown): unknown {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  ajv.validate(readPackageJson<object>('specs', 'schemas', `${schema}.schema.json`), document);
  return ajv.errors ?? [];
}

/** Identifiers of the sentences that are told, in order. */
function sentencesIn(told: string): string[] {
  return (told.match(/^[0-9a-f]{12}/gm) ?? []).sort();
}

describe('a revision that brings a plain resource', () => {
  test('is told in what needs a person, before anything is proposed', () => {
    putRevision();
    expect(run()).toBe(0);
    expect(output).toContain('ivs needs a person');
    expect(output).toContain('resource Lamp: made by CreateLamp; an entry is proposed');
    expect(output).toContain('reference: Room.lampArn names a Lamp');
    expect(output).toContain('operation DimLamp: an action on a Lamp');
    expect(output).toContain('rule rooms-by-one-filter: lacks filterByLampArn');
    expect(entries('resources', 'resources')).toEqual([ROOM]);
  });

  test('gets a complete entry, which the meta-schema takes', () => {
    putRevision();
    expect(run('--propose')).toBe(0);
    expect(problems('resources', JSON.parse(read('specs/ivs/resources.json')))).toEqual([]);
    expect(entries('resources', 'resources')[1]).toEqual({
      name: 'Lamp',
      proposal: true,
      arnType: 'lamp',
      checked: true,
      create: { operation: 'CreateLamp', output: 'lamp' },
      get: { operation: 'GetLamp', input: 'arn', output: 'lamp' },
      list: { operation: 'ListLamps', output: 'lamps' },
      update: { operation: 'UpdateLamp', input: 'arn', output: 'lamp' },
      delete: { operation: 'DeleteLamp', input: 'arn' },
      taggable: true,
      volatile: ['state'],
      ready: { member: 'state', value: 'CREATED', before: ['CREATING', 'UPDATING'], failed: 'CREATE_FAILED' },
      always: ['arn', 'state'],
      actions: [{ operation: 'DimLamp', member: 'lampArn', input: { percent: 1 } }],
    });
  });

  test('extends the entries that there are, and leaves their text as it was', () => {
    putRevision();
    const before = read('specs/ivs/rules.json').split('\n');
    run('--propose');
    expect(entries('resources', 'resources')[0]).toEqual({
      ...ROOM,
      references: [{ member: 'lampArn', proposal: true, resource: 'Lamp', unset: '' }],
    });
    expect(entries('rules', 'rules')[0]).toMatchObject({
      members: [...ONE_FILTER.members, { member: 'filterByLampArn', proposal: true, resource: 'Lamp' }],
    });
    const after = read('specs/ivs/rules.json').split('\n');
    expect(before.filter((line) => !after.includes(line))).toEqual([]);
  });

  test('gets rules for what such resources and references do, complete but for a look', () => {
    putRevision();
    run('--propose');
    const rules = entries('rules', 'rules').slice(2);
    expect(problems('rules', { $comment: 'x', rules })).toEqual([]);
    const whole = rules.filter(({ statement }) => statement !== undefined);
    const named = Object.fromEntries(whole.map(({ id, kind, operations }) => [id, [kind, operations]]));
    expect(named).toEqual({
      'lamp-becomes-created': ['settles', ['GetLamp', 'CreateLamp']],
      'room-unknown-lamp': ['unknown-reference', ['CreateRoom', 'UpdateRoom']],
      'lamp-in-use': ['in-use', ['DeleteLamp']],
      'unset-room-lamp': ['unset', ['UpdateRoom']],
      'lamp-names-not-unique': ['same-name', ['CreateLamp']],
    });
    const taken = whole.map(({ proposal: _, sentence: __, ...rule }) => rule);
    expect(problems('rules', { $comment: 'x', rules: taken })).toEqual([]);
    expect(taken.map(({ since }) => since)).toEqual(Array(5).fill('2024-02-01'));
    expect(whole.find(({ id }) => id === 'lamp-names-not-unique')).toMatchObject({
      statement: 'Lamps may have the same name: each is one of its own.',
      resource: 'Lamp',
      source: { document: 'Amazon IVS low-latency API reference, CreateLamp' },
    });
  });

  test('gets decisions: by the contract, as was decided of another resource, or with a stub of a rule', () => {
    putRevision();
    run('--propose');
    const document = JSON.parse(read('specs/ivs/decisions.json'));
    expect(problems('decisions', document)).toEqual([]);
    const of = (text: string) =>
      entries('decisions', 'decisions').filter(
        ({ sentences, proposal }) =>
          proposal === true && Array.isArray(sentences) && sentences.includes(sentence(text)),
      );
    expect(of('Default: 40.')).toMatchObject([{ asked: ['documented-defaults'] }]);
    expect(of('Default: "" (empty string, it is dark).')).toMatchObject([{ asked: ['documented-defaults'] }]);
    expect(of('The value does not need to be unique.')).toMatchObject([{ asked: ['lamp-names-not-unique'] }]);
    expect(of('Current state of the lamp.')).toMatchObject([{ asked: ['lamp-becomes-created'] }]);
    expect(of('Deletes a lamp that is not in use.')).toMatchObject([{ asked: ['lamp-in-use'] }]);
    const [{ asked }] = of('At most half of its power.') as [{ asked: string[] }];
    expect(entries('rules', 'rules').find(({ id }) => id === asked[0])).toMatchObject({
      kind: 'size-limit',
      proposal: true,
      operations: ['DimLamp'],
      sentence: sentence('At most half of its power.'),
    });
  });

  test('is proposed once', () => {
    putRevision();
    run('--propose');
    const files = ['resources', 'rules', 'decisions'].map((name) => read(`specs/ivs/${name}.json`));
    expect(proposalsIn(files.map((text): unknown => JSON.parse(text)))).not.toEqual([]);
    expect(run('--propose')).toBe(0);
    expect(output).toContain('proposals that are written and that nobody has looked at');
    expect(['resources', 'rules', 'decisions'].map((name) => read(`specs/ivs/${name}.json`))).toEqual(files);
  });

  test('is told sentence by sentence, with text and place, and nothing is written', () => {
    putRevision();
    const files = readdirSync(join(folder, 'specs/ivs'));
    expect(run('--undecided')).toBe(0);
    expect(output).toContain('"At most half of its power."\n  at /shapes/DimLampRequest/members/percent\n');
    expect(output).toContain('proposed: asked by documented-defaults');
    expect(readdirSync(join(folder, 'specs/ivs'))).toEqual(files);
    const before = output;
    run('--propose');
    run('--undecided');
    expect(sentencesIn(output)).toEqual(sentencesIn(before));
  });
});

test('sentences that a revision takes back are told, as long as something is decided of them', () => {
  const { ListRooms, ...operations } = WITH_LAMPS.operations;
  putRevision({ ...WITH_LAMPS, operations });
  run();
  const gone = [sentence('Filters are mutually exclusive.')];
  expect(ListRooms?.documentation).toContain('Filters are mutually exclusive.');
  expect(output).toContain(`sentences that are gone, to be taken out of decisions.json: ${gone.join()}`);
});

test('no sentence of the documentation comes into any file', () => {
  putRevision();
  run('--propose');
  const texts = proseOf(WITH_LAMPS).map(({ text }) => text);
  expect(texts.length).toBeGreaterThan(10);
  for (const name of readdirSync(join(folder, 'specs/ivs')).filter((file) => file.endsWith('.json'))) {
    const written = read(`specs/ivs/${name}`);
    expect(
      texts.filter((text) => written.includes(text)),
      name,
    ).toEqual([]);
  }
});

test('where nothing is written by hand yet, the files are begun', () => {
  expect(run('--propose')).toBe(0);
  expect(entries('resources', 'resources').map(({ name }) => name)).toEqual(['Room']);
  for (const name of ['resources', 'decisions'] as const) {
    expect(problems(name, JSON.parse(read(`specs/ivs/${name}.json`)))).toEqual([]);
  }
});

test('the same models give the same bytes, in whatever order they name their parts', () => {
  const reversed = <T>(map: { readonly [name: string]: T }) =>
    Object.fromEntries(Object.entries(map).reverse());
  const filesOf = (model: ServiceModel) => {
    putRevision(model);
    run('--propose');
    const names = readdirSync(join(folder, 'specs/ivs'), { recursive: true, withFileTypes: true });
    return names
      .filter((each) => each.isFile())
      .map((each) => [each.name, readFileSync(join(each.parentPath, each.name), 'utf8')]);
  };
  const { operations, shapes } = WITH_LAMPS;
  const first = filesOf(WITH_LAMPS);
  expect(filesOf({ ...WITH_LAMPS, operations: reversed(operations), shapes: reversed(shapes) })).toEqual(
    first,
  );
});
