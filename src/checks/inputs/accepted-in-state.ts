/** Values on the limits of operations that succeed only in a state which takes a driver. */
import { askableConstraints } from '../../contract/schema/constraints.js';
import type { Answer } from '../../transport/http/answer.js';
import { leastInState, needsInState } from '../ask/in-state.js';
import { STATES } from '../ask/states.js';
import { type Caller, callersOf } from '../ask/valid-request.js';
import { describeAnswer } from '../expect/expect.js';
import { DeviationFound } from '../expect/verdicts.js';
import { type Action, actionsOf, sourceOf } from '../plan/scope.js';
import type { Check, Kind, Scope } from '../types.js';
import { acceptedCases, isLimitAccepted } from './constraint-cases.js';

const CODE = 'ValidationException';

/**
 * What the constraint checks cannot ask: without the state, the rest of the input names nothing, and sources do not say
 * whether an endpoint calls that invalid.
 */
export const acceptedInState: Kind = {
  id: 'accepted-in-state',
  title: 'Values on the limit, in a state',
  alike: { per: 'kind', count: 1 },
  plan: (scope) =>
    actionsOf(scope).flatMap((action) => {
      const caller = callersOf(scope).find(({ operation }) => operation === action.operation);
      const isAsked = caller?.invents && action.action.state !== undefined;
      return isAsked && limitsOf(scope, caller, action).length > 0 ? [check(scope, caller, action)] : [];
    }),
};

function check(scope: Scope, caller: Caller, action: Action): Check {
  const { operation, resource } = action;
  const name = operation.operation;
  const state = action.action.state ?? 'joined';
  return {
    id: `accepted-in-state/${operation.service}/${name}`,
    kind: 'accepted-in-state',
    title: `${name} accepts values on the limits of its members`,
    service: operation.service,
    operations: [name, ...needsInState(scope, action, state)],
    strength: 'modelled',
    source: sourceOf(operation),
    drives: STATES[state].drives,
    sent: `${name} with each limit, and each value of an enum, where the ${resource.name} is ${state}`,
    expected: `no ${CODE}`,
    run: async (context) => {
      const least = await leastInState(context, action, state);
      const cases = limitsOf(scope, caller, action).flatMap((each) =>
        acceptedCases(context, caller, each).map((input) =>
          context.fc.record({ about: context.fc.constant(each.member), input }),
        ),
      );
      await context.forEach(
        cases,
        async ({ about, input }) => {
          const answer = await context.call(name, { ...input, ...least });
          expectAccepted(answer, about);
        },
        { cases: 1 },
      );
    },
  };
}

/** Constraints of members that do not name what is in the state. */
function limitsOf(
  scope: Scope,
  caller: Caller,
  { action, operation }: Action,
): ReturnType<typeof askableConstraints> {
  const naming = [
    action.member,
    ...(action.invents ?? []),
    ...(action.beside ?? []).map(({ member }) => member),
  ];
  const { invents: _, ...known } = caller;
  return askableConstraints(scope.contract, operation).filter(
    (each) =>
      !naming.includes(each.member) && each.keyword !== 'required' && isLimitAccepted(scope, known, each),
  );
}

function expectAccepted(answer: Answer, member: string): void {
  const isRefused = answer.error?.code === undefined ? answer.status === 400 : answer.error.code === CODE;
  if (!isRefused) return;
  throw new DeviationFound({
    expected: `no ${CODE}, because the value of ${member} is within its limits`,
    observed: describeAnswer(answer),
    member,
    exchange: answer.exchange,
  });
}
