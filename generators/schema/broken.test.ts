import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constraintsOf } from '../../src/contract/schema/constraints.js';
import type { Json } from '../../src/contract/types.js';
import { brokenCases, type LeftOut } from '../_internals/cases.js';
import { contractOf, OPERATIONS } from '../testing/contracts.js';
import { generatesOnly, obeysLaws } from '../testing/laws.js';
import { memberValues } from '../testing/member-values.js';
import { schemaErrors } from '../testing/schema-errors.js';
import { broken } from './broken.js';
import { brokenFor } from './broken-for.js';

const ivs = contractOf('ivs');

describe('broken', () => {
  it.each(OPERATIONS)('breaks each constraint of %s alone', (_, contract, { input }) => {
    for (const { member, keyword, arbitrary, near } of broken(contract, input)) {
      const expected = `${member} ${keyword}`;
      const judge = (value: Json) => {
        const errors = schemaErrors(contract, input, value);
        return errors.length === 1 && errors[0] === expected
          ? []
          : [`expected ${expected}, got [${errors.join(', ')}]`];
      };
      obeysLaws(arbitrary, judge);
      for (const each of near) generatesOnly(each.arbitrary, judge);
    }
  });

  it.each(OPERATIONS)('accounts for every constraint of %s', (_, contract, { input }) => {
    const accounted = brokenCases(contract, input, {}).filter(({ keyword }) => keyword !== 'type');
    const name = ({ member, keyword }: { member: string; keyword: string }) => `${member} ${keyword}`;
    expect(accounted.map(name)).toEqual(constraintsOf(contract, input).map(name));
  });

  it('leaves out only constraints that cannot be broken alone', () => {
    const leftOut = OPERATIONS.flatMap(([name, contract, { input }]) =>
      brokenCases(contract, input, {})
        .filter((found): found is LeftOut => 'reason' in found)
        .map(({ member, keyword, reason }) => `${name} ${member} ${keyword}: ${reason}`),
    );
    expect(leftOut).toMatchSnapshot();
  });

  it('never breaks an enumeration with the empty string, nor anything with null', () => {
    for (const [name, contract, { input }] of OPERATIONS) {
      for (const { member, keyword, arbitrary } of broken(contract, input)) {
        if (keyword !== 'enum' && keyword !== 'type') continue;
        const values = fc
          .sample(arbitrary, { seed: 5, numRuns: 20 })
          .flatMap((value) => memberValues(value, member));
        expect(
          values.filter((value) => value === null || (keyword === 'enum' && value === '')),
          name,
        ).toEqual([]);
      }
    }
  });

  it('keeps what the options fix, in documented combinations', () => {
    const arn = 'arn:aws:ivs:us-west-2:123456789012:channel/mine';
    for (const { member, keyword, arbitrary } of brokenFor(ivs, 'UpdateChannel', {
      overrides: { arn: fc.constant(arn) },
    })) {
      for (const value of fc.sample(arbitrary, { seed: 1, numRuns: 5 })) {
        const { arn: sent, preset, recordingConfigurationArn } = Object(value);
        if (member !== 'arn') expect(sent, `${member} ${keyword}`).toBe(arn);
        if (member !== 'preset') expect(preset).toBeUndefined();
        if (member !== 'recordingConfigurationArn') expect(recordingConfigurationArn).toBeUndefined();
      }
    }
  });

  it('comes near what is valid in ways that depend on the constraint, the most telling first', () => {
    const waysOf = (operation: string, member: string, keyword: string) =>
      brokenFor(ivs, operation)
        .find((each) => each.member === member && each.keyword === keyword)
        ?.near.map(({ label }) => label);
    expect(waysOf('CreateChannel', 'latencyMode', 'enum')).toEqual([
      ...['other-case', 'blank', 'shortened', 'lengthened'],
    ]);
    expect(waysOf('CreateChannel', 'name', 'pattern')).toEqual([
      ...['trailing-newline', 'blank', 'letter-beyond-ascii', 'sign', 'trailing-blank'],
    ]);
    const bucket = 'destinationConfiguration.s3.bucketName';
    expect(waysOf('CreateRecordingConfiguration', bucket, 'pattern')).toContain('upper-case');
    expect(waysOf('GetChannel', 'arn', 'pattern')?.slice(0, 3)).toEqual([
      ...['other-type', 'other-service', 'other-partition'],
    ]);
    expect(waysOf('ListChannels', 'maxResults', 'type')).toEqual(['look-alike']);
  });

  it('shrinks what is nearly right to what is plainly wrong, where that is wrong as well', () => {
    const pattern = brokenFor(ivs, 'GetChannel').find(({ keyword }) => keyword === 'pattern');
    const [near] = pattern?.near ?? [];
    if (near === undefined) throw new Error('nothing comes near');
    const smallest = (isWrong: (arn: string) => boolean) => {
      const property = fc.property(near.arbitrary, (value) => !isWrong(String(Object(value).arn)));
      return Object(fc.check(property, { seed: 1 }).counterexample?.[0]).arn;
    };
    expect(smallest(() => true)).toBe('a');
    expect(smallest((arn) => arn.startsWith('arn:'))).toMatch(
      /^arn:aws:ivs:[a-z0-9-]+:0+:(?!channel\/)[a-z-]+\/a$/,
    );
  });
});
