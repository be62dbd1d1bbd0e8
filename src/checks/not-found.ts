import { type Caller, callersOf } from './caller.js';
import { expectError, expectRefusal } from './expect.js';
import { askUnknown } from './refusals.js';
import { sourceOf } from './scope.js';
import type { Check, Kind, Scope } from './types.js';
import { Skipped } from './verdicts.js';

const CODE = 'ResourceNotFoundException';

/** Operations that act on a resource and declare the error refuse a well-formed ARN that names nothing. */
export const notFound: Kind = {
  id: 'not-found',
  title: 'Unknown resources',
  plan: (scope) =>
    callersOf(scope).flatMap((caller): Check[] => {
      const { operation, target } = caller;
      const error = scope.contract.shapes.errors[CODE];
      if (target === undefined || error === undefined || !operation.errors.includes(CODE)) return [];
      return [
        {
          id: `not-found/${operation.service}/${operation.operation}`,
          kind: 'not-found',
          title: `${operation.operation} refuses an ARN that names no ${target.resource.name}`,
          service: operation.service,
          operations: [operation.operation, ...caller.needs],
          member: target.member,
          strength: 'documented',
          source: sourceOf(operation),
          sent: `${operation.operation} with a well-formed ${target.member} that names nothing`,
          expected: `${error.status} ${CODE}`,
          run: (context) =>
            askUnknown(
              context,
              caller,
              target,
              (answer) =>
                expectError(answer, CODE, error.status, `the ${target.resource.name} does not exist`),
              { cases: 2 },
            ),
        },
        ...elsewhere(scope, caller),
      ];
    }),
};

/** What an ARN names is not found by a part of it: that would be somebody else's. */
function elsewhere(scope: Scope, caller: Caller): Check[] {
  const { operation, target } = caller;
  if (target?.resource.arnType === undefined) return [];
  const { member, resource } = target;
  return [
    {
      id: `not-found/${operation.service}/${operation.operation}/elsewhere`,
      kind: 'not-found',
      title: `${operation.operation} does not take an ARN for that of a ${resource.name} which differs in a part`,
      service: operation.service,
      operations: [operation.operation, ...caller.needs],
      member,
      strength: 'inferred',
      source: sourceOf(operation),
      sent: `${operation.operation} with the ARN of a ${resource.name} in another region, account, or case of its identifier`,
      expected: `a refusal (4xx), such as ${CODE}`,
      run: async (context) => {
        if (context.isSparing) throw new Skipped('asked at standard effort');
        const call = await caller.prepare(context);
        const others = context.generators.arnElsewhere(String(call.least?.[member] ?? ''));
        await context.forEach(
          others.map(({ arbitrary }) => arbitrary),
          async (arn) => expectRefusal(await call({ [member]: arn }), 'the ARN names something else'),
          { cases: 1 },
        );
      },
    },
  ];
}
