import type { Arbitrary } from 'fast-check';
import { type Constraint, constraintsOf } from '../contract/constraints.js';
import type { JsonObject, OperationContract } from '../contract/types.js';
import { type Answer, isObject } from '../transport/answer.js';
import type { Caller } from './caller.js';
import { acceptedCases, isLimitAccepted, isRefusedAsInvalid } from './constraint-cases.js';
import { asObject } from './exercise.js';
import type { CheckContext } from './types.js';
import { existing, headOf } from './uses.js';

/** Cases of several constraints of one operation, about different members: they can be sent in one request. */
interface Bundle {
  /** Members that the cases are about, up to the first list or map. */
  readonly members: string[];
  readonly constraints: Set<string>;
  readonly cases: Arbitrary<JsonObject>[];
}

const bundles = new WeakMap<OperationContract, readonly Bundle[]>();

/**
 * Asks whether the operation takes the values on the limits of its constraints, those of several in one request.
 * @returns whether every such value of this constraint was sent and taken; if not, nothing is known of it yet
 */
export async function acceptedTogether(
  context: CheckContext,
  caller: Caller,
  each: Constraint,
): Promise<boolean> {
  const { operation } = caller;
  const all = bundles.get(operation) ?? bundlesOf(context, caller);
  bundles.set(operation, all);
  let isAccepted = false;
  await context.observe(
    `limits/${operation.service}/${operation.operation}`,
    context.fc.tuple(...all.map(({ cases }) => context.fc.tuple(...cases))),
    async (inputs) => {
      const call = await caller.prepare(context, 'accepted');
      const withExisting = await existing(context, caller.creates);
      const answers: Answer[] = [];
      for (const parts of inputs)
        answers.push(await call(withExisting(parts.map(asObject).reduce(merged), '')));
      return answers;
    },
    (answers) => {
      const judged = answers.filter((_, index) => all[index]?.constraints.has(nameOf(each)));
      isAccepted = judged.length > 0 && judged.every((answer) => !isRefusedAsInvalid(answer));
    },
  );
  return isAccepted;
}

/** Each case into the first bundle that has nothing of its member yet. */
function bundlesOf(context: CheckContext, caller: Caller): Bundle[] {
  const made: Bundle[] = [];
  for (const each of constraintsOf(context.scope.contract, caller.operation.input)) {
    if (!isCombinable(caller, each) || !isLimitAccepted(context.scope, caller, each)) continue;
    for (const { about, input } of acceptedCases(context, caller, each)) {
      let bundle = made.find(({ members }) => members.every((other) => !overlap(about, other)));
      if (bundle === undefined) {
        bundle = { members: [], constraints: new Set(), cases: [] };
        made.push(bundle);
      }
      bundle.members.push(about);
      bundle.constraints.add(nameOf(each));
      bundle.cases.push(input);
    }
  }
  return made;
}

function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

/** Both objects in one; what each needs around its member is in either. */
function merged(one: JsonObject, other: JsonObject): JsonObject {
  const whole = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const known = whole[name];
    whole[name] = isObject(known) && isObject(value) ? merged(known, value) : value;
  }
  return whole;
}

/**
 * What names another resource, or the one that is acted on, is not there to be named; members of which not every
 * combination is valid cannot be combined.
 */
function isCombinable(caller: Caller, each: Constraint): boolean {
  const { creates, target, invents } = caller;
  // Each of what an account may have few of has to go before the next is made.
  if (invents || creates?.quota !== undefined) return false;
  const { references = [], interdependent = [] } = creates ?? target?.resource ?? {};
  if (references.some(({ member }) => member === each.member)) return false;
  return ![...interdependent, target?.member].includes(headOf(each.member));
}

function nameOf({ member, keyword }: Constraint): string {
  return `${member} ${keyword}`;
}
