import { describe, expect, test } from 'vitest';
import { loadContract, readPackageJson } from '../load.js';
import type { JsonObject } from '../types.js';
import { applyErrata, type Erratum, errataOf, withoutErrata } from './errata.js';

const SHAPES = {
  $defs: {
    Arn: { type: 'string', pattern: '^[a-z-]/$' },
    Channel: {
      type: 'object',
      properties: { preset: { $ref: '#/$defs/Preset' }, 'a/b': { type: 'string' } },
    },
  },
};

function corrected(...errata: Partial<Erratum>[]): JsonObject {
  const document: JsonObject = structuredClone(SHAPES);
  const documents = new Map([['shapes.json', document]]);
  applyErrata(
    documents,
    errata.map((erratum) => ({
      id: 'wrong',
      file: 'shapes.json',
      path: '/$defs/Arn/pattern',
      modelled: '^[a-z-]/$',
      corrected: '^[a-z-]+/$',
      reason: 'The class lacks a quantifier.',
      source: { document: 'API reference' },
      ...erratum,
    })),
  );
  return document;
}

describe('an erratum', () => {
  test('replaces a keyword and leaves its identifier in the schema around it', () => {
    expect(corrected({})).toHaveProperty('$defs.Arn', {
      $comment: 'erratum wrong',
      type: 'string',
      pattern: '^[a-z-]+/$',
    });
  });

  test('replaces a whole schema and leaves its identifier in it', () => {
    const document = corrected({
      path: '/$defs/Channel/properties/preset',
      modelled: { $ref: '#/$defs/Preset' },
      corrected: { type: 'string', enum: ['A', ''] },
    });
    expect(document).toHaveProperty('$defs.Channel.properties.preset', {
      $comment: 'erratum wrong',
      type: 'string',
      enum: ['A', ''],
    });
    expect(document).not.toHaveProperty('$defs.Channel.$comment');
  });

  test('replaces what is no schema without a comment in it', () => {
    const operation: JsonObject = { http: { status: 200 } };
    applyErrata(new Map([['operations/GetRoom.json', operation]]), [
      {
        id: 'status',
        file: 'operations/GetRoom.json',
        path: '/http/status',
        modelled: 200,
        corrected: 204,
        reason: 'It has no content.',
        source: { document: 'API reference' },
      },
    ]);
    expect(operation).toEqual({ http: { status: 204 } });
  });

  test('finds members whose names need escaping', () => {
    const document = corrected({
      path: '/$defs/Channel/properties/a~1b/type',
      modelled: 'string',
      corrected: 'integer',
    });
    expect(document).toHaveProperty(['$defs', 'Channel', 'properties', 'a/b', 'type'], 'integer');
  });

  test('adds itself to an earlier one of the same schema', () => {
    const document = corrected(
      {},
      { id: 'other', path: '/$defs/Arn/type', modelled: 'string', corrected: 'number' },
    );
    expect(document).toHaveProperty('$defs.Arn.$comment', 'erratum wrong, erratum other');
  });
});

describe('an erratum that no longer fits is refused with what is there instead', () => {
  test.each([
    [
      'another value',
      { modelled: '^x$' },
      'no longer has "^x$" at shapes.json#/$defs/Arn/pattern, but "^[a-z-]/$"',
    ],
    ['no such keyword', { path: '/$defs/Arn/maxLength', modelled: 3 }, 'but nothing'],
    ['no such shape', { path: '/$defs/Gone/pattern' }, 'but nothing'],
    ['no such file', { file: 'operations/Gone.json' }, 'gives no file operations/Gone.json'],
  ])('%s', (_, erratum, message) => {
    expect(() => corrected(erratum)).toThrow(message);
  });
});

describe('an erratum is of', () => {
  const of = (dates: Partial<Erratum>, revision?: string) =>
    errataOf(
      [
        {
          id: 'wrong',
          file: 'shapes.json',
          path: '/$defs/Arn/type',
          modelled: 'number',
          corrected: 'string',
          reason: 'It is no number.',
          source: { document: 'API reference' },
          ...dates,
        },
      ],
      revision,
    ).length > 0;

  test.each([
    ['every revision, where it gives no date', {}, '2021-10-20', true],
    ['the first revision that it gives', { since: '2023-01-01' }, '2023-01-01', true],
    ['none before that', { since: '2023-01-01' }, '2022-12-31', false],
    ['the last revision that it gives', { until: '2023-01-01' }, '2023-01-01', true],
    ['none after that', { until: '2023-01-01' }, '2023-01-02', false],
  ])('%s', (_, dates, revision, isOf) => {
    expect(of(dates, revision)).toBe(isOf);
  });

  test('the latest revision, unless it ends before', () => {
    expect(of({ since: '2023-01-01' })).toBe(true);
    expect(of({ until: '2023-01-01' })).toBe(false);
  });
});

test('errata are taken back from a contract', () => {
  const errata = readPackageJson<Erratum[]>('specs', 'ivs', 'errata.json');
  const contract = loadContract('ivs', '2023-06-27');
  const modelled = withoutErrata(contract, errata);
  expect(contract.operations.get('PutMetadata')?.http.status).toBe(204);
  expect(modelled.operations.get('PutMetadata')?.http.status).toBe(200);
  expect(modelled.shapes.$defs.ResourceArn?.pattern).toContain('[a-z-]/');
  expect(modelled.shapes.$defs.Channel?.properties?.preset?.$ref).toMatch(/TranscodePreset$/);
  expect(contract.shapes.$defs.ResourceArn?.pattern).toContain('[a-z-]+/');
});
