import { describe, expect, test } from 'vitest';
import { applyErrata, type Erratum } from './errata.js';
import type { JsonObject } from './types.js';

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
