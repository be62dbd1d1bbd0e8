import { askUnknown } from '../ask/refusals.js';
import { callersOf } from '../ask/valid-request.js';
import { expectError } from '../expect/expect.js';
import { sourceOf } from '../plan/scope.js';
import type { Check, Kind } from '../types.js';

/** Code by which an operation says that there is no such resource. */
export const NOT_FOUND = 'ResourceNotFoundException';

/** Operations that act on a resource and declare the error refuse a well-formed ARN that names nothing. */
export const notFound: Kind = {
  id: 'not-found',
  title: 'Unknown resources',
  plan: (scope) =>
    callersOf(scope).flatMap((caller): Check[] => {
      const { operation, target } = caller;
      const error = scope.contract.shapes.errors[NOT_FOUND];
      if (target === undefined || error === undefined || !operation.errors.includes(NOT_FOUND)) return [];
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
          expected: `${error.status} ${NOT_FOUND}`,
          run: (context) =>
            askUnknown(
              context,
              caller,
              target,
              (answer) =>
                expectError(answer, NOT_FOUND, error.status, `the ${target.resource.name} does not exist`),
              { cases: 2 },
            ),
        },
      ];
    }),
};
