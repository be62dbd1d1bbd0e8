import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SERVICES } from '../types.js';
import { deriveCommand } from './command.js';
import { ROOM_MODEL, ROOM_PAGINATORS, roomModelOf } from './testing/room-service.js';

let folder: string;
let output: { out: string; err: string };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'derive-'));
  output = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output.out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    output.err += text;
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function put(path: string, content: unknown): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  if (Buffer.isBuffer(content)) writeFileSync(file, content);
  else writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}

/** Both services, in the layout with a file for each revision. */
function putDated(): void {
  for (const service of SERVICES) {
    put(`models/${service}/2024-02-01.json`, roomModelOf(service));
    put(`models/${service}/2023-01-01.json`, {
      ...roomModelOf(service),
      operations: { CreateRoom: ROOM_MODEL.operations.CreateRoom },
    });
    put(`models/${service}/paginators-1.json`, ROOM_PAGINATORS);
  }
}

/** Both services, as inside of an installed botocore. */
function putBotocore(): void {
  for (const service of SERVICES) {
    put(`models/${service}/2020-07-14/service-2.json.gz`, gzipSync(JSON.stringify(roomModelOf(service))));
    put(`models/${service}/2020-07-14/paginators-1.json`, ROOM_PAGINATORS);
  }
}

function run(...options: string[]): number {
  const folders = ['--models', join(folder, 'models'), '--specs', join(folder, 'specs')];
  return deriveCommand(['node', 'derive', ...folders, ...options]);
}

const spec = (path: string): string => readFileSync(join(folder, 'specs', path), 'utf8');

describe('writing', () => {
  test('takes the latest revision and writes a file for each operation', () => {
    putDated();
    expect(run()).toBe(0);
    expect(readdirSync(join(folder, 'specs/ivs/operations'))).toEqual([
      'CreateRoom.json',
      'DeleteRoom.json',
      'ListRooms.json',
      'UpdateRoom.json',
    ]);
    expect(JSON.parse(spec('ivs-realtime/shapes.json'))).toMatchObject({ revision: '2024-02-01' });
    expect(output.err).toContain('Defaults found');
  });

  test('tells of all revisions, and since when there is what', () => {
    putDated();
    run();
    const { revisions, operations } = JSON.parse(spec('ivs/revisions.json'));
    expect(revisions).toEqual(['2023-01-01', '2024-02-01']);
    expect(operations).toMatchObject({ CreateRoom: '2023-01-01', DeleteRoom: '2024-02-01' });
  });

  test('writes how each revision differs from the next, so that it can be got back', () => {
    putDated();
    run();
    expect(readdirSync(join(folder, 'specs/ivs/history'))).toEqual(['2023-01-01.json']);
    const history = JSON.parse(spec('ivs/history/2023-01-01.json'));
    expect(Object.keys(history)[0]).toBe('$comment');
    expect(history).toMatchObject({ service: 'ivs', revision: '2023-01-01', next: '2024-02-01' });
    expect(history.patch).toContainEqual({ op: 'remove', path: '/operations/DeleteRoom' });
    expect(history.patch).not.toContainEqual(
      expect.objectContaining({ path: expect.stringContaining('revision') }),
    );
  });

  test('corrects of each revision what errata of that revision say', () => {
    putDated();
    const erratum = {
      id: 'seats',
      file: 'shapes.json',
      path: '/$defs/Seats/maximum',
      modelled: 9,
      corrected: 12,
      until: '2023-12-31',
    };
    put('specs/ivs/errata.json', [erratum]);
    expect(run()).toBe(0);
    expect(JSON.parse(spec('ivs/shapes.json')).$defs.Seats.maximum).toBe(9);
    expect(JSON.parse(spec('ivs/history/2023-01-01.json')).patch).toContainEqual({
      op: 'replace',
      path: '/shapes/$defs/Seats',
      value: { $comment: 'erratum seats', type: 'integer', minimum: 1, maximum: 12 },
    });
  });

  test('takes another revision when asked, and removes what is stale', () => {
    putDated();
    run();
    expect(run('--revision', 'ivs=2023-01-01')).toBe(0);
    expect(readdirSync(join(folder, 'specs/ivs/operations'))).toEqual(['CreateRoom.json']);
    expect(readdirSync(join(folder, 'specs/ivs-realtime/operations'))).toHaveLength(4);
    expect(JSON.parse(spec('ivs/revisions.json')).revisions).toEqual(['2023-01-01']);
    expect(readdirSync(join(folder, 'specs/ivs/history'))).toEqual([]);
    expect(output.out).toContain('removed: ');
  });
});

test('a folder that cannot be written is named', () => {
  putDated();
  put('specs/ivs/operations', 'a file where a folder should be');
  expect(run()).toBe(2);
  expect(output.err).toMatch(/^Cannot read or write: .*specs.ivs.operations/m);
});

describe('checking', () => {
  test('finds nothing right after writing', () => {
    putDated();
    run();
    output.out = '';
    expect(run('--check')).toBe(0);
    expect(output.out).toBe('');
  });

  test('names each file that differs, and changes none', () => {
    putDated();
    run();
    put('specs/ivs/operations/CreateRoom.json', '{}');
    put('specs/ivs/operations/PaintRoom.json', '{}');
    put('specs/ivs-realtime/history/2023-01-01.json', '{}');
    put('specs/ivs-realtime/history/2022-01-01.json', '{}');
    rmSync(join(folder, 'specs/ivs/shapes.json'));
    output.out = '';
    expect(run('--check')).toBe(1);
    expect(
      output.out
        .trim()
        .split('\n')
        .map((line) => line.replace(folder, '')),
    ).toEqual([
      'different: /specs/ivs/operations/CreateRoom.json',
      'missing: /specs/ivs/shapes.json',
      'stale: /specs/ivs/operations/PaintRoom.json',
      'different: /specs/ivs-realtime/history/2023-01-01.json',
      'stale: /specs/ivs-realtime/history/2022-01-01.json',
    ]);
    expect(spec('ivs/operations/CreateRoom.json')).toBe('{}');
  });
});

describe("botocore's layout", () => {
  test('keeps the committed revision when the model is the same', () => {
    putDated();
    run();
    rmSync(join(folder, 'models'), { recursive: true });
    putBotocore();
    expect(run('--check')).toBe(0);
    expect(readdirSync(join(folder, 'specs/ivs/history'))).toEqual(['2023-01-01.json']);
  });

  test('needs to be told the revision of a model that differs', () => {
    putBotocore();
    expect(run()).toBe(2);
    expect(output.err).toContain('--revision ivs=YYYY-MM-DD');
    expect(run('--revision', 'ivs=2024-02-01', '--revision', 'ivs-realtime=2024-02-02')).toBe(0);
    expect(JSON.parse(spec('ivs-realtime/shapes.json'))).toMatchObject({ revision: '2024-02-02' });
  });
});

describe('what cannot be derived is said in one paragraph, and nothing is written', () => {
  const broken: [string, () => void, string[], string][] = [
    ['no such folder', () => undefined, [], 'models is no folder'],
    [
      'no folder for a service',
      () => rmSync(join(folder, 'models/ivs-realtime'), { recursive: true }),
      [],
      'has no folder "ivs-realtime"',
    ],
    ['an empty folder', () => put('models/ivs/readme.txt', ''), [], 'has neither <revision>.json files nor'],
    ['no JSON', () => put('models/ivs-realtime/2024-02-01.json', '{'), [], 'cannot be read as JSON'],
    ['no gzip', () => putBadGzip(), [], 'cannot be read as JSON'],
    ['no model', () => put('models/ivs-realtime/2024-02-01.json', []), [], 'is no botocore service model'],
    [
      'a model of another protocol',
      () =>
        put('models/ivs/2024-02-01.json', {
          ...ROOM_MODEL,
          metadata: { ...ROOM_MODEL.metadata, protocol: 'query' },
        }),
      [],
      '/metadata/protocol must be equal to constant',
    ],
    [
      'the model of the other service',
      () => put('models/ivs-realtime/2024-02-01.json', ROOM_MODEL),
      [],
      'is the model of "ivs", not of ivs-realtime',
    ],
    [
      'a model that is written by half',
      () => put('models/ivs/2024-02-01.json', { ...ROOM_MODEL, shapes: { Text: { type: 'string' } } }),
      [],
      'the model refers to shape',
    ],
    [
      'an earlier model that is cut off',
      () => put('models/ivs/2023-01-01.json', '{"meta'),
      [],
      'cannot be read as JSON',
    ],
    ['no paginators', () => put('models/ivs/paginators-1.json', {}), [], 'is no botocore paginators file'],
    ['an unknown revision', () => undefined, ['--revision', 'ivs=2020-01-01'], 'has no revision 2020-01-01'],
    ['no revision', () => undefined, ['--revision', 'ivs=soon'], 'Expected SERVICE=YYYY-MM-DD'],
    ['no service', () => undefined, ['--revision', 'chat=2020-01-01'], 'Expected SERVICE=YYYY-MM-DD'],
    [
      'rules that are no JSON',
      () => put('specs/ivs/rules.json', '{'),
      ['--propose'],
      'rules.json cannot be read as JSON',
    ],
    [
      'rules that are no list',
      () => put('specs/ivs-realtime/rules.json', { rules: {} }),
      ['--propose'],
      'rules.json has no list "rules"',
    ],
    [
      'a check that proposes',
      () => undefined,
      ['--check', '--propose'],
      "cannot be used with option '--propose'",
    ],
    ['errata that are no JSON', () => put('specs/ivs/errata.json', '['), [], 'cannot be read as JSON'],
    [
      'an erratum that no longer fits',
      () => put('specs/ivs-realtime/errata.json', [{ ...ERRATUM, modelled: 1 }]),
      [],
      'erratum seats: the model no longer has 1',
    ],
  ];
  const ERRATUM = {
    id: 'seats',
    file: 'shapes.json',
    path: '/$defs/Seats/maximum',
    modelled: 9,
    corrected: 12,
  };

  test.each(broken)('%s', (name, prepare, options, message) => {
    if (name !== 'no such folder' && name !== 'an empty folder') putDated();
    prepare();
    expect(run(...options)).toBe(2);
    expect(output.err).toContain(message);
    expect(output.err.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(() => spec('ivs/shapes.json')).toThrow('ENOENT');
  });

  function putBadGzip(): void {
    rmSync(join(folder, 'models'), { recursive: true });
    putBotocore();
    put('models/ivs/2020-07-14/service-2.json.gz', 'plain');
  }
});
