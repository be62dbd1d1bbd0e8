import type { Arbitrary } from 'fast-check';
import { askableConstraints, type Constraint, headOf } from '../../contract/schema/constraints.js';
import type { JsonObject } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { asObject } from '../ask/exercise.js';
import { askWithout } from '../ask/refusals.js';
import { type Call, type Caller, callersOf } from '../ask/valid-request.js';
import { expectAllKept, showingPart } from '../expect/echo.js';
import { describeAnswer, expectError } from '../expect/expect.js';
import { DeviationFound } from '../expect/verdicts.js';
import { sourceOf } from '../plan/scope.js';
import { existing, otherOf, variantWith } from '../plan/uses.js';
import type { Check, CheckContext, Kind, Scope } from '../types.js';
import {
  acceptedCases,
  INVALID,
  isLimitAccepted,
  isLimitComparable,
  isRefusedAsInvalid,
  namesNothing,
  ofOwnKind,
  unknownFor,
} from './constraint-cases.js';
import { refusedCases } from './refused-cases.js';

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

/** What is known of values on the limit: they are valid, or as valid as others that name nothing. */
type Inside = 'valid' | 'comparable' | undefined;

function insideOf(scope: Scope, caller: Caller, each: Constraint): Inside {
  if (isLimitAccepted(scope, caller, each)) return 'valid';
  return isLimitComparable(caller, each) ? 'comparable' : undefined;
}

function check(scope: Scope, caller: Caller, each: Constraint): Check {
  const { operation, creates } = caller;
  const limit = describeConstraint(each);
  const inside = insideOf(scope, caller, each);
  const variant = variantWith(creates, each.member);
  const part = showingPart(scope, operation);
  return {
    id: `constraint/${operation.service}/${operation.operation}/${each.member}/${each.keyword}`,
    kind: 'constraint',
    title: `${operation.operation} enforces: ${each.member} ${limit}`,
    service: operation.service,
    operations: [operation.operation, ...caller.needs],
    ...otherOf(variant),
    member: each.member,
    strength: 'modelled',
    source: sourceOf(operation),
    sent: `${operation.operation} with only this constraint broken${inside ? ', and with values on the limit' : ''}`,
    expected: `400 ${INVALID}${EXPECTED_INSIDE[inside ?? 'none']}${inside === 'valid' && part !== undefined ? ', which are shown as they were sent where that is documented' : ''}`,
    run: async (context) => {
      if (context.isSparing && each.keyword === 'required' && !/[.[{]/.test(each.member))
        return askWithout(context, caller, each.member, (answer) => expectBroken(answer, each, limit));
      const refused = await caller.prepare(context, 'refused', variant);
      const cases = await casesOf(context, caller, each, inside, refused.least);
      const withExisting = await existing(context, creates, variant);
      const accepting = await acceptance(context, caller, each, inside);
      await context.forEach(
        cases,
        async (value) => {
          const { valid, members } = asObject(value);
          const known = withExisting(asObject(members), each.member);
          // What is left out is left out of the least input too.
          const sent = {
            [headOf(each.member)]: undefined,
            ...(await ofOwnKind(context, caller, each, known)),
          };
          if (valid !== true) return expectBroken(await refused(sent), each, limit);
          const answer = await accepting(sent);
          if (answer?.succeeded && part !== undefined) expectAllKept(scope, part, answer, sent);
        },
        SINGLE.includes(each.keyword) ? { cases: 1 } : {},
      );
    },
  };
}

const EXPECTED_INSIDE: { readonly [inside in NonNullable<Inside> | 'none']: string } = {
  valid: ' for the former, not for the latter',
  comparable: ' for the former, for the latter only if also for another value that names nothing',
  none: '',
};

/**
 * A function that asks with a value on the limit, and judges that it is not refused for what it is. It gives the answer,
 * unless that tells nothing.
 */
async function acceptance(
  context: CheckContext,
  caller: Caller,
  each: Constraint,
  inside: Inside,
): Promise<(sent: Parameters<Call>[0]) => Promise<Answer | undefined>> {
  const outcome = namesNothing(caller, each) || caller.invents !== undefined ? 'refused' : 'accepted';
  // Made before the cases, as what a case makes is removed after it; if that fails, only those that need it do.
  const prepared = asksInside(context, caller, inside)
    ? caller.prepare(context, outcome, variantWith(caller.creates, each.member))
    : undefined;
  await Promise.allSettled([prepared]);
  return async (sent) => {
    const call = await prepared;
    if (call === undefined) return undefined;
    if (inside === 'comparable') {
      const unknown = await unknownFor(context, caller, each.member);
      if (isRefusedAsInvalid(await call(unknown === undefined ? {} : { [each.member]: unknown })))
        return undefined;
    }
    const answer = await call(sent);
    expectAccepted(answer, each, describeConstraint(each));
    return answer;
  };
}

/** Whether values on the limit are asked: where they have to be compared with others, only at more than smoke effort. */
function asksInside(
  { isSparing, inventsExternals }: CheckContext,
  { creates }: Caller,
  inside: Inside,
): boolean {
  return (
    inside === 'valid' || (inside !== undefined && !isSparing && (inventsExternals || creates === undefined))
  );
}

/** There is one number beyond a limit, and near misses and words are cases of their own: none is asked twice. */
const SINGLE: readonly Constraint['keyword'][] = ['enum', 'pattern', 'minimum', 'maximum'];

/** Broken values come first: they are what a constraint is there for. */
async function casesOf(
  context: CheckContext,
  caller: Caller,
  each: Constraint,
  inside: Inside,
  least: JsonObject | undefined,
): Promise<Arbitrary<JsonObject>[]> {
  const { fc } = context;
  const label = (valid: boolean) => (members: Arbitrary<JsonObject>) =>
    fc.record({ valid: fc.constant(valid), members });
  const refused = (await refusedCases(context, caller, each, least)).map(label(false));
  const accepted = asksInside(context, caller, inside) ? acceptedCases(context, caller, each) : [];
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
