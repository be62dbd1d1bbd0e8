import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, Schema } from '../../src/contract/types.js';
import { contractOf, OPERATIONS } from '../testing/contracts.js';
import { generatesOnly, obeysLaws } from '../testing/laws.js';
import { schemaErrors } from '../testing/schema-errors.js';
import { fromSchema } from './from-schema.js';

const ivs = contractOf('ivs');
const realtime = contractOf('ivs-realtime');

function inputOf(operation: string): Schema {
  const found = ivs.operations.get(operation) ?? realtime.operations.get(operation);
  if (found === undefined) throw new Error(`no operation ${operation}`);
  return found.input;
}

const simplest = (arbitrary: fc.Arbitrary<Json>) => obeysLaws(arbitrary, () => []);

describe('fromSchema', () => {
  it.each(OPERATIONS)('gives valid inputs of %s, however far they shrink', (_, contract, { input }) => {
    const judge = (value: Json) => schemaErrors(contract, input, value);
    obeysLaws(fromSchema(contract, input), judge);
    generatesOnly(fromSchema(contract, input), judge, 7, 25);
  });

  it.each(OPERATIONS)('gives valid outputs of %s', (_, contract, { output }) => {
    obeysLaws(fromSchema(contract, output), (value) => schemaErrors(contract, output, value));
  });

  it('shrinks to the simplest value', () => {
    expect(simplest(fromSchema(ivs, inputOf('CreateChannel')))).toEqual({});
    expect(simplest(fromSchema(ivs, inputOf('BatchGetChannel')))).toEqual({
      arns: ['arn:aws:ivs:us-west-2:000000000000:channel/a'],
    });
    expect(simplest(fromSchema(ivs, inputOf('PutMetadata')))).toEqual({
      channelArn: 'arn:aws:ivs:us-west-2:000000000000:channel/a',
      metadata: 'a',
    });
  });

  it('gives every member and every word of an enumeration sooner or later', () => {
    const values = fc.sample(fromSchema(ivs, inputOf('CreateChannel')), { seed: 3, numRuns: 200 });
    const seen = new Set(values.flatMap((value) => Object.keys(Object(value))));
    expect([...seen].sort()).toEqual(Object.keys(inputOf('CreateChannel').properties ?? {}).sort());
    const types = new Set(values.map((value) => JSON.stringify(Object(value).type)));
    expect([...types].sort()).toEqual(['"ADVANCED_HD"', '"ADVANCED_SD"', '"BASIC"', '"STANDARD"', undefined]);
  });

  it('keeps members in the order of the schema', () => {
    const order = Object.keys(inputOf('CreateChannel').properties ?? {});
    for (const value of fc.sample(fromSchema(ivs, inputOf('CreateChannel')), { seed: 1, numRuns: 50 })) {
      const members = Object.keys(Object(value));
      expect(members).toEqual(order.filter((member) => members.includes(member)));
    }
  });

  it('uses printable text without spaces at its ends', () => {
    const schema: Schema = { type: 'string', minLength: 1, maxLength: 40 };
    generatesOnly(
      fromSchema(ivs, schema),
      (value) =>
        typeof value === 'string' && /^[^\p{C}]+$/u.test(value) && value.trim() === value
          ? []
          : ['not clean'],
      1,
      500,
    );
  });

  it('gives tags that AWS accepts', () => {
    const judge = (value: Json) =>
      Object.entries(Object(value)).flatMap(([key, text]) => [
        ...(/^[\p{L}\p{N} _.:/=+\-@]{1,128}$/u.test(key) && key.trim() === key ? [] : [`key ${key}`]),
        ...(key.startsWith('aws:') ? ['reserved'] : []),
        ...(/^[\p{L}\p{N} _.:/=+\-@]{0,256}$/u.test(String(text)) ? [] : [`value ${text}`]),
      ]);
    for (const contract of [ivs, realtime]) {
      const schema = { $ref: `${contract.shapes.$id}#/$defs/Tags` };
      generatesOnly(fromSchema(contract, schema), judge, 1, 200);
    }
  });

  it('does not repeat strings of a list as long as there are others', () => {
    const schema: Schema = {
      type: 'array',
      minItems: 2,
      maxItems: 5,
      items: { type: 'string', enum: ['A', 'B'] },
    };
    const lists = fc.sample(fromSchema(ivs, schema), { seed: 1, numRuns: 50 });
    expect(new Set(lists.map((list) => [...Object(list)].sort().join()))).toEqual(new Set(['A,B']));
  });

  it('never uses __proto__ as a key', () => {
    const schema: Schema = {
      type: 'object',
      propertyNames: { type: 'string', pattern: '^(?:__proto__|a)$' },
      additionalProperties: { type: 'boolean' },
    };
    for (const map of fc.sample(fromSchema(ivs, schema), { seed: 1, numRuns: 50 })) {
      expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
      expect(Object.keys(Object(map))).not.toContain('__proto__');
    }
  });

  it('says which schema it cannot satisfy', () => {
    expect(() => fromSchema(ivs, { type: 'string', pattern: '^a{3}$', maxLength: 2 })).toThrow(
      /pattern and the lengths/,
    );
    expect(() => fromSchema(ivs, { type: 'string', pattern: '^(?=a)a$' })).toThrow(
      /cannot build strings for \(\?=a\)/,
    );
  });
});

describe('options of fromSchema', () => {
  const input = inputOf('CreateRecordingConfiguration');

  it('fix a member, wherever it is', () => {
    const overrides = {
      'destinationConfiguration.s3.bucketName': fc.constant('mine'),
      'thumbnailConfiguration.storage[]': fc.constant('LATEST'),
      tags: fc.constant({ team: 'video' }),
    };
    for (const value of fc.sample(fromSchema(ivs, input, { overrides }), { seed: 1, numRuns: 50 })) {
      const { destinationConfiguration, thumbnailConfiguration, tags } = Object(value);
      expect(destinationConfiguration.s3?.bucketName ?? 'mine').toBe('mine');
      expect(new Set(thumbnailConfiguration?.storage ?? ['LATEST'])).not.toContain('SEQUENTIAL');
      expect(tags ?? { team: 'video' }).toEqual({ team: 'video' });
    }
  });

  it('leave members out, and ask for them with all that holds them', () => {
    const options = {
      omit: ['name', 'thumbnailConfiguration.storage'],
      require: ['renditionConfiguration.renditions[]'],
    };
    for (const value of fc.sample(fromSchema(ivs, input, options), { seed: 1, numRuns: 50 })) {
      const { name, thumbnailConfiguration, renditionConfiguration } = Object(value);
      expect(name).toBeUndefined();
      expect(thumbnailConfiguration?.storage).toBeUndefined();
      expect(renditionConfiguration.renditions.length).toBeGreaterThan(0);
    }
    expect(simplest(fromSchema(ivs, input, options))).toEqual({
      destinationConfiguration: {},
      renditionConfiguration: { renditions: ['SD'] },
    });
  });

  it('must name members that exist', () => {
    expect(() => fromSchema(ivs, input, { omit: ['nmae'] })).toThrow(
      /no member is "nmae"; there are: .*name/,
    );
    expect(() => fromSchema(ivs, input, { overrides: { 'tags.team': fc.constant('a') } })).toThrow(
      /no member/,
    );
  });
});
