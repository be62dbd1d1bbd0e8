/** Limits that documents state: how many of a resource, how large a member. */
import { resourceNamed } from '../../contract/resources.js';
import type { LimitPerParentRule, SizeLimitRule } from '../../contract/rules/rules.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import type { JsonObject } from '../../contract/types.js';
import { type Caller, callersOf } from '../ask/valid-request.js';
import {
  at,
  describeAnswer,
  expectError,
  expectRefusal,
  requireSuccess,
  stringAt,
} from '../expect/expect.js';
import { DeviationFound, Skipped } from '../expect/verdicts.js';
import { ruleCheck } from '../plan/rule-check.js';
import { partOf } from '../plan/scope.js';
import type { Check, Kind, Scope } from '../types.js';

/** A parent has at most so many of a resource, and room again once one is deleted. */
export const limitPerParent: Kind = {
  id: 'limit-per-parent',
  title: 'Limits of resources',
  plan: (scope) => rulesOfKind(scope.rules, 'limit-per-parent').flatMap((rule) => perParent(scope, rule)),
};

function perParent(scope: Scope, rule: LimitPerParentRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const caller = callersOf(scope).find(({ creates }) => creates === resource);
  const remove = partOf(scope, resource, 'delete');
  if (caller?.target === undefined || remove === undefined) return [];
  const { operation, target } = caller;
  const name = operation.operation;
  const status = scope.contract.shapes.errors[rule.error]?.status ?? 402;
  const common = { operations: [name, ...caller.needs], member: target.member };
  const sent = `${name} where the ${target.resource.name} has its ${rule.limit} already`;
  const another = async (context: Parameters<Check['run']>[0]) => {
    const parent = await context.create(target.resource);
    return context.call(name, { [target.member]: parent.arn });
  };
  return [
    ruleCheck(scope, rule, '/refused', {
      ...common,
      title: `${name} refuses more than ${rule.limit} ${resource.name} in a ${target.resource.name}`,
      sent,
      expected: 'a refusal (4xx)',
      run: async (context) => {
        const why = `a ${target.resource.name} has at most ${rule.limit} ${resource.name}`;
        expectRefusal(await another(context), why);
      },
    }),
    ruleCheck(scope, rule, '/error', {
      ...common,
      title: `${name} refuses it with ${rule.error}`,
      // The prose says that the call fails; which of the declared errors is meant follows only from their names.
      strength: 'inferred',
      sent,
      expected: `${status} ${rule.error}`,
      run: async (context) => {
        const answer = await another(context);
        if (answer.succeeded) throw new Skipped('the call was not refused at all');
        expectError(answer, rule.error, status, 'that is the declared error for limits');
      },
    }),
    ruleCheck(scope, rule, '/room', {
      ...common,
      operations: [name, remove.operation.operation, ...caller.needs],
      title: `${name} succeeds again once ${remove.operation.operation} has made room`,
      sent: `${remove.operation.operation}, then ${name}`,
      expected: `success, with another ${resource.name}`,
      run: async (context) => {
        const first = await context.create(resource);
        requireSuccess(
          await context.call(remove.operation.operation, { [remove.binding.input ?? 'arn']: first.arn }),
        );
        await context.eventually(async () => {
          const answer = await context.call(name, { [target.member]: first.parent?.arn ?? '' });
          const path = resource.create?.output;
          const arn = stringAt(answer.output, `${path}.arn`);
          const isAnother = answer.succeeded && arn !== undefined && arn !== first.arn;
          const same = (rule.renews ?? []).find(
            (member) =>
              at(answer.output, `${path}.${member}`) === at(first.output, member) &&
              first.output[member] !== undefined,
          );
          if (isAnother && same === undefined) return;
          if (isAnother) {
            throw new DeviationFound({
              expected: `another ${same} than before`,
              observed: 'the same',
              member: `${path}.${same}`,
              exchange: answer.exchange,
            });
          }
          const expected = `success with another ARN than ${first.arn}`;
          throw new DeviationFound({
            expected,
            observed: `${describeAnswer(answer)} ${arn ?? ''}`,
            exchange: answer.exchange,
          });
        });
      },
    }),
  ];
}

/** A map member has a greatest total size. */
export const sizeLimit: Kind = {
  id: 'size-limit',
  title: 'Limits of size',
  plan: (scope) => rulesOfKind(scope.rules, 'size-limit').flatMap((rule) => sizeChecks(scope, rule)),
};

function sizeChecks(scope: Scope, rule: SizeLimitRule): Check[] {
  const caller = callersOf(scope).find(({ operation }) => operation.operation === rule.operation);
  return caller === undefined ? [] : [tooLarge(scope, rule, caller), largest(scope, rule, caller)];
}

/** What counts beside keys and values (quotes, separators) is not stated, so both sides keep clear of the limit. */
const CLEARANCE = 128;

function tooLarge(scope: Scope, rule: SizeLimitRule, caller: Caller): Check {
  const name = rule.operation;
  return ruleCheck(scope, rule, '/refused', {
    operations: [name, ...caller.needs],
    title: `${name} refuses ${rule.member} of more than ${rule.bytes} bytes`,
    member: rule.member,
    sent: `${name} with ${rule.member} of ${rule.bytes + 1} to ${rule.bytes * 4} bytes`,
    expected: 'a refusal (4xx); no source names the error',
    run: async (context) => {
      const call = await caller.prepare(context);
      await context.forAll(
        context.fc.integer({ min: rule.bytes + 1, max: rule.bytes * 4 }),
        async (bytes) => expectRefusal(await call(sized(rule, bytes)), `${rule.member} has ${bytes} bytes`),
        { cases: 3 },
      );
    },
  });
}

function largest(scope: Scope, rule: SizeLimitRule, caller: Caller): Check {
  const name = rule.operation;
  const bytes = rule.bytes - CLEARANCE;
  return ruleCheck(scope, rule, '/accepted', {
    operations: [name, ...caller.needs],
    title: `${name} accepts ${rule.member} of nearly ${rule.bytes} bytes`,
    member: rule.member,
    sent: `${name} with ${rule.member} of ${bytes} bytes`,
    expected: 'success',
    run: async (context) => {
      const call = await caller.prepare(context, 'accepted');
      const answer = await call(sized(rule, bytes));
      if (answer.succeeded) return;
      const expected = `success, because ${rule.member} has only ${bytes} bytes`;
      throw new DeviationFound({ expected, observed: describeAnswer(answer), exchange: answer.exchange });
    },
  });
}

function sized({ list, member }: SizeLimitRule, bytes: number): JsonObject {
  const sent = { [member]: { k: 'v'.repeat(bytes - 1) } };
  return list === undefined ? sent : { [list]: [sent] };
}
