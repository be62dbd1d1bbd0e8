/** Inputs that break one constraint: next to what is valid, and far from it. */
import type { Arbitrary } from 'fast-check';
import type { Constraint } from '../../contract/schema/constraints.js';
import type { Json, JsonObject } from '../../contract/types.js';
import { asObject } from '../ask/exercise.js';
import type { Caller } from '../ask/valid-request.js';
import { Skipped } from '../expect/verdicts.js';
import { withChanged } from '../plan/uses.js';
import type { CheckContext, Generators } from '../types.js';
import { isSame, sentMembers, unknownFor, valuesAt } from './constraint-cases.js';

/**
 * Inputs that break the constraint and nothing else: one arbitrary for each way.
 * @param least what exists: ARNs that are nearly right are taken from it where they can be
 */
export async function refusedCases(
  context: CheckContext,
  caller: Caller,
  each: Constraint,
  least: JsonObject = {},
): Promise<Arbitrary<JsonObject>[]> {
  const { generators, scope, isSparing } = context;
  const name = caller.operation.operation;
  const broken = generators.brokenFor(scope.contract, name).find((other) => isSame(other, each));
  if (broken === undefined)
    throw new Skipped('no value breaks this constraint without breaking another as well');
  const outside = generators.boundariesFor(scope.contract, name).filter((other) => isSame(other, each));
  const next = outside.map((boundary) => boundary.outside);
  const near = nearlyRight(context, each, broken, await namedBy(context, caller, each, least));
  const all = near.length > 0 ? near : [broken.arbitrary, ...next];
  // What is one beyond the limit is refused last: if few requests are to tell, it tells most, as the first near miss does.
  const chosen = isSparing ? (near.length > 0 ? near.slice(0, 1) : next.length > 0 ? next : all) : all;
  return chosen.map((input) => input.map((value) => sentMembers(context, caller, each, asObject(value))));
}

/** So many of the most telling near misses are asked of each constraint, whatever the seed. */
const ALWAYS = 5;

/** So many further ones, each drawn from several ways: seeds take turns. */
const DRAWN = 2;

/** What is nearly right is shrunk to what is plainly wrong, for which there has to be a chance to draw that. */
const NEARLY_ALWAYS = 1_000_000;

/** Near misses: the most telling ones, and further ones each of which is drawn from several ways. */
function nearlyRight(
  { fc, generators }: CheckContext,
  { member, value }: Constraint,
  { arbitrary: plain, near }: ReturnType<Generators['brokenFor']>[number],
  existing: string | undefined,
): Arbitrary<Json>[] {
  const others = existing === undefined ? [] : generators.arnNearMiss(existing, String(value));
  const ways =
    others.length === 0
      ? near.map(({ arbitrary }) => arbitrary)
      : others.map((other) =>
          fc.oneof(
            { withCrossShrink: true },
            { arbitrary: plain, weight: 1 },
            {
              arbitrary: fc
                .tuple(plain, other.arbitrary)
                .map(([input, arn]) => withChanged(asObject(input), member, () => arn)),
              weight: NEARLY_ALWAYS,
            },
          ),
        );
  const rest = ways.slice(ALWAYS);
  const groups = Array.from({ length: Math.min(DRAWN, rest.length) }, (_, turn) =>
    rest.filter((_, at) => at % DRAWN === turn),
  );
  return [...ways.slice(0, ALWAYS), ...groups.map((group) => fc.oneof(...group))];
}

/** An ARN that a member may hold: of what exists, or one in the same account and region that names nothing. */
async function namedBy(
  context: CheckContext,
  caller: Caller,
  { member, keyword }: Constraint,
  least: JsonObject,
): Promise<string | undefined> {
  if (keyword !== 'pattern') return undefined;
  const existing = valuesAt(least, member.split(/\.|(?=\[\])/)).find((value) => typeof value === 'string');
  return existing ?? unknownFor(context, caller, member);
}
