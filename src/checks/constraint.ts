import type { Arbitrary } from 'fast-check';
import { askableConstraints, type Constraint } from '../contract/constraints.js';
import type { JsonObject } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';
import { type Call, type Caller, callersOf } from './caller.js';
import {
  acceptedCases,
  INVALID,
  isLimitAccepted,
  isRefusedAsInvalid,
  refusedCases,
} from './constraint-cases.js';
import { asObject } from './exercise.js';
import { describeAnswer, expectError } from './expect.js';
import { expectAllKept, showingPart } from './kept.js';
import { askWithout } from './refusals.js';
import { sourceOf } from './scope.js';
import type { Check, CheckContext, Kind, Scope } from './types.js';
import { existing, headOf } from './uses.js';
import { DeviationFound } from './verdicts.js';

/**
 * Every constraint of every input member: broken alone it is refused with a ValidationException, and a value on
 * the limit is not.
 */
export const constraint: Kind = {
  id: 'constraint',
  title: 'Input constraints',
  alike: { per: 'operation', count: 1 },
  plan: (scope) =>
    callersOf(scope).flatMap((caller) =>
      askableConstraints(scope.contract, caller.operation)
        .filter(({ isBreakable }) => isBreakable)
        .map((each) => check(scope, caller, each)),
    ),
};

function check(scope: Scope, caller: Caller, each: Constraint): Check {
  const { operation } = caller;
  const limit = describeConstraint(each);
  const inside = isLimitAccepted(scope, caller, each);
  const part = showingPart(scope, operation);
  return {
    id: `constraint/${operation.service}/${operation.operation}/${each.member}/${each.keyword}`,
    kind: 'constraint',
    title: `${operation.operation} enforces: ${each.member} ${limit}`,
    service: operation.service,
    operations: [operation.operation, ...caller.needs],
    member: each.member,
    strength: 'modelled',
    source: sourceOf(operation),
    sent: `${operation.operation} with only this constraint broken${inside ? ', and with values on the limit' : ''}`,
    expected: `400 ${INVALID}${inside ? ` for the former, not for the latter${part === undefined ? '' : ', which are shown as they were sent where that is documented'}` : ''}`,
    run: async (context) => {
      if (context.isSparing && each.keyword === 'required' && !/[.[{]/.test(each.member))
        return askWithout(context, caller, each.member, (answer) => expectBroken(answer, each, limit));
      const cases = casesOf(context, caller, each, inside);
      const refused = await caller.prepare(context);
      const withExisting = await existing(context, caller.creates);
      let accepted: Promise<Call> | undefined;
      await context.forEach(cases, async (value) => {
        const { valid, members } = asObject(value);
        // What is left out is left out of the least input too.
        const sent = { [headOf(each.member)]: undefined, ...withExisting(asObject(members), each.member) };
        if (valid !== true) return expectBroken(await refused(sent), each, limit);
        accepted ??= caller.prepare(context, namesNothing(caller, each) ? 'refused' : 'accepted');
        const answer = await (await accepted)(sent);
        expectAccepted(answer, each, limit);
        if (answer.succeeded && part !== undefined) expectAllKept(scope, part, answer, sent);
      });
    },
  };
}

/** Whether a value on the limit is an ARN that names nothing: it is well-formed, but what it names is not found. */
function namesNothing({ creates, target }: Caller, { member }: Constraint): boolean {
  const { references = [] } = creates ?? target?.resource ?? {};
  return member === target?.member || references.some((reference) => reference.member === member);
}

/** Broken values come first: they are what a constraint is there for. */
function casesOf(
  context: CheckContext,
  caller: Caller,
  each: Constraint,
  inside: boolean,
): Arbitrary<JsonObject>[] {
  const { fc } = context;
  const label = (valid: boolean) => (members: Arbitrary<JsonObject>) =>
    fc.record({ valid: fc.constant(valid), members });
  const refused = refusedCases(context, caller, each).map(label(false));
  const accepted = inside ? acceptedCases(context, caller, each) : [];
  return [...refused, ...accepted.map(label(true))];
}

function expectBroken(answer: Answer, each: Constraint, limit: string): void {
  try {
    expectError(answer, INVALID, 400, `${each.member} ${limit}`);
  } catch (error) {
    throw error instanceof DeviationFound
      ? new DeviationFound({ ...error.finding, member: each.member })
      : error;
  }
}

function expectAccepted(answer: Answer, each: Constraint, limit: string): void {
  if (!isRefusedAsInvalid(answer)) return;
  throw new DeviationFound({
    expected: `no ${INVALID}, because ${each.member} ${limit} and the value is on the limit`,
    observed: describeAnswer(answer),
    member: each.member,
    exchange: answer.exchange,
  });
}

/** A constraint in words that follow the member's name. */
function describeConstraint({ keyword, value }: Constraint): string {
  switch (keyword) {
    case 'required':
      return 'is required';
    case 'enum':
      return `has to be one of ${Array.isArray(value) ? value.join(', ') : String(value)}`;
    case 'pattern':
      return `has to match ${String(value)}`;
    case 'minLength':
      return `has to have at least ${value} characters`;
    case 'maxLength':
      return `may have at most ${value} characters`;
    case 'minimum':
      return `has to be at least ${value}`;
    case 'maximum':
      return `may be at most ${value}`;
    case 'minItems':
    case 'minProperties':
      return `has to have at least ${value} entries`;
    case 'maxItems':
    case 'maxProperties':
      return `may have at most ${value} entries`;
  }
}
