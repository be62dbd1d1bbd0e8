import { callersOf } from '../../ask/valid-request.js';
import { expectRefusal } from '../../expect/expect.js';
import { NOT_FOUND } from '../../operations/not-found.js';
import { sourceOf } from '../../plan/scope.js';
import type { Check, Kind } from '../../types.js';

/** What exists is not found by a part of its ARN: in another region or account, it would be somebody else's. */
export const elsewhere: Kind = {
  id: 'elsewhere',
  title: 'Resources elsewhere',
  alike: { per: 'kind', count: 2 },
  plan: (scope) =>
    callersOf(scope).flatMap((caller): Check[] => {
      const { operation, target } = caller;
      if (target?.resource.arnType === undefined || !operation.errors.includes(NOT_FOUND)) return [];
      const { member, resource } = target;
      return [
        {
          id: `elsewhere/${operation.service}/${operation.operation}`,
          kind: 'elsewhere',
          title: `${operation.operation} does not find a ${resource.name} by a part of its ARN`,
          service: operation.service,
          operations: [operation.operation, ...caller.needs],
          member,
          strength: 'inferred',
          source: sourceOf(operation),
          sent: `${operation.operation} with the ARN of a ${resource.name}, but for the region, the account, or the case of the identifier`,
          expected: `a refusal (4xx), such as ${NOT_FOUND}`,
          run: async (context) => {
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
    }),
};
