import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contract, Json } from '../../src/contract/types.js';
import { boundaryCases, type LeftOut } from '../_internals/cases.js';
import { contractOf, OPERATIONS } from '../testing/contracts.js';
import { obeysLaws, shrinksTo } from '../testing/laws.js';
import { memberValues } from '../testing/member-values.js';
import { schemaErrors } from '../testing/schema-errors.js';
import type { Boundary } from '../types.js';
import { boundaries } from './boundaries.js';
import { boundariesFor } from './boundaries-for.js';

const ivs = contractOf('ivs');

/** The size that a limit limits. */
function sizeOf(value: Json, keyword: Boundary['keyword']): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value.length;
  return keyword.endsWith('Properties') ? Object.keys(Object(value)).length : Object(value).length;
}

function sizesIn(whole: Json, { member, keyword }: Boundary): number[] {
  return memberValues(whole, member).map((value) => sizeOf(value, keyword));
}

function beyond({ keyword, limit }: Boundary): number {
  return keyword.startsWith('min') ? limit - 1 : limit + 1;
}

describe('boundaries', () => {
  it.each(OPERATIONS)('sit on both sides of every limit of %s', (_, contract, { input }) => {
    for (const boundary of boundaries(contract, input)) {
      obeysLaws(boundary.inside, (value) => [
        ...schemaErrors(contract, input, value),
        ...(sizesIn(value, boundary).includes(boundary.limit) ? [] : ['not on the limit']),
      ]);
      obeysLaws(boundary.outside, (value) => [
        ...unlessOnly(`${boundary.member} ${boundary.keyword}`, schemaErrors(contract, input, value)),
        ...(sizesIn(value, boundary).includes(beyond(boundary)) ? [] : ['not one beyond']),
      ]);
    }
  });

  it('hold each mark that the pattern of a name takes, where one is as long as it may be', () => {
    const found = boundaries(ivs, inputOf(ivs, 'CreateChannel')).find(
      ({ member, keyword }) => member === 'name' && keyword === 'maxLength',
    );
    for (const input of fc.sample(found?.inside ?? fc.constant(null), { seed: 1, numRuns: 20 })) {
      expect(Object(input).name).toMatch(/^(?=.*-)(?=.*_)[a-zA-Z0-9-_]{128}$/);
    }
  });

  it('cover ARNs of exactly 128 characters and of 129', () => {
    const found = boundaries(ivs, inputOf(ivs, 'GetChannel')).find(({ keyword }) => keyword === 'maxLength');
    const [inside] = fc.sample(found?.inside ?? fc.constant(null), { seed: 1, numRuns: 1 });
    const [outside] = fc.sample(found?.outside ?? fc.constant(null), { seed: 1, numRuns: 1 });
    expect(Object(inside).arn).toHaveLength(128);
    expect(Object(outside).arn).toMatch(/^arn:aws:ivs:[a-z0-9-]+:[0-9]{12}:channel\/[a-zA-Z0-9-]+$/);
    expect(Object(outside).arn).toHaveLength(129);
  });

  it('shrink to the simplest value on the limit, whatever they begin with', () => {
    const found = boundaries(ivs, inputOf(ivs, 'GetChannel')).find(({ keyword }) => keyword === 'maxLength');
    const simplest = `arn:aws:ivs:us-west-2:000000000000:channel/${'a'.repeat(128 - 43)}`;
    for (const seed of [1, 2, 3, 4, 5]) {
      expect(shrinksTo(found?.inside ?? fc.constant(null), () => [], seed)).toEqual({ arn: simplest });
    }
  });

  it('keep what the options fix', () => {
    const overrides = { arn: fc.constant('arn:aws:ivs:us-west-2:123456789012:channel/mine') };
    const found = boundaries(ivs, inputOf(ivs, 'UpdateChannel'), { overrides });
    for (const { member, inside, outside } of found.filter((boundary) => boundary.member !== 'arn')) {
      for (const value of [
        ...fc.sample(inside, { seed: 1, numRuns: 2 }),
        ...fc.sample(outside, { seed: 1, numRuns: 2 }),
      ]) {
        expect(Object(value).arn, member).toBe('arn:aws:ivs:us-west-2:123456789012:channel/mine');
      }
    }
  });

  it('are there even of members that the options leave out, and in documented combinations', () => {
    const found = boundariesFor(ivs, 'CreateChannel');
    expect(found.map(({ member, keyword }) => `${member} ${keyword}`)).toContain(
      'recordingConfigurationArn maxLength',
    );
    for (const { member, inside } of found.filter((boundary) => boundary.member === 'name')) {
      for (const value of fc.sample(inside, { seed: 1, numRuns: 20 })) {
        expect(Object.keys(Object(value)), member).not.toContain('recordingConfigurationArn');
        expect(Object.keys(Object(value)), member).not.toContain('preset');
      }
    }
  });

  it('leave out only limits that cannot be crossed alone', () => {
    const leftOut = OPERATIONS.flatMap(([name, contract, { input }]) =>
      boundaryCases(contract, input, {})
        .filter((found): found is LeftOut => 'reason' in found)
        .map(({ member, keyword, reason }) => `${name} ${member} ${keyword}: ${reason}`),
    );
    expect(leftOut).toMatchSnapshot();
  });
});

function inputOf(contract: Contract, operation: string) {
  return contract.operations.get(operation)?.input ?? {};
}

function unlessOnly(expected: string, errors: readonly string[]): string[] {
  return errors.length === 1 && errors[0] === expected
    ? []
    : [`expected ${expected}, got [${errors.join(', ')}]`];
}
