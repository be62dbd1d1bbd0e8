import { expect, test } from 'vitest';
import { loadContract } from '../../contract/load.js';
import { loadResources } from '../../contract/resources.js';
import { loadRevisions } from '../../contract/revisions/revisions.js';
import { loadGeneralRules } from '../../contract/rules/general.js';
import { loadRules } from '../../contract/rules/rules.js';
import { SERVICES } from '../../contract/types.js';
import { generalRuleOf, sinceCheck } from './general.js';
import { checksOf } from './registry.js';

const checks = SERVICES.flatMap((service) =>
  checksOf({
    contract: loadContract(service),
    resources: loadResources(service),
    rules: loadRules(service),
  }),
);

test('every check asks about a rule, of one resource or a general one', () => {
  const without = checks.filter((check) => check.rule === undefined && generalRuleOf(check) === undefined);
  expect(without.map(({ id }) => id)).toEqual([]);
});

test('every general rule is asked, and no check is about two of them', () => {
  for (const rule of loadGeneralRules().filter((each) => !each.checks.startsWith('recorded/')))
    expect(checks.some((check) => generalRuleOf(check, [rule]))).toBe(true);
  for (const check of checks)
    expect(loadGeneralRules().filter((rule) => generalRuleOf(check, [rule])).length).toBeLessThan(2);
});

test('a rule of one resource comes before a general one', () => {
  expect(generalRuleOf({ id: 'default/ivs/CreateChannel/type' })?.id).toBe('documented-defaults');
  expect(generalRuleOf({ id: 'default/ivs/CreateChannel/type', rule: 'some-rule' })).toBeUndefined();
});

test('what a check asks about is as old as the member, or else the operation', () => {
  const since = (id: string) => {
    const check = checks.find((each) => each.id === id);
    return check && sinceCheck(loadRevisions(check.service), check);
  };
  expect(since('default/ivs/CreateChannel/type')).toBe('2021-10-20');
  expect(since('default/ivs/CreateChannel/containerFormat')).toBe('2024-11-14');
});
