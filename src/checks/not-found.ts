import { callersOf } from './caller.js';
import { expectError } from './expect.js';
import { askUnknown } from './refusals.js';
import { sourceOf } from './scope.js';
import type { Check, Kind } from './types.js';

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
              { cases: 3 },
            ),
        },
      ];
    }),
};
