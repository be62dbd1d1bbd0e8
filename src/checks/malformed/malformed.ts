import { callersOf } from '../ask/valid-request.js';
import type { Kind } from '../types.js';
import { bodyChecks, parserChecks, unchangedChecks } from './body.js';
import { contentChecks } from './content.js';
import { routeChecks } from './route.js';
import { typeChecks } from './type.js';

/**
 * Faults of the protocol (restJson1) that no SDK would send: broken JSON, values of another JSON type, wrong paths,
 * methods and content types. They are refused with a client error, never with a 5xx, silence or half a change. What the
 * sources leave open is accepted either way.
 */
export const malformed: Kind = {
  id: 'malformed',
  title: 'Malformed requests',
  alike: { per: 'operation', count: 1 },
  plan: (scope) => {
    // What an endpoint does before it knows the operation is asked once, of one that makes something by its name.
    const asked = callersOf(scope).find(
      ({ creates, target, operation }) =>
        creates !== undefined &&
        target === undefined &&
        operation.input.required === undefined &&
        operation.input.properties?.name !== undefined,
    );
    return [
      ...(asked === undefined
        ? []
        : [...parserChecks(scope, asked), ...routeChecks(scope, asked), ...contentChecks(scope, asked)]),
      ...bodyChecks(scope),
      ...typeChecks(scope),
      ...unchangedChecks(scope),
    ];
  },
};
