import { refusal, withWrapped } from './wrapped.mjs';

const KNOWN = /^\/(?:(?:Create|Get|BatchGet|List|Update|Delete)Channels?)$/;

export const name = 'unknown-path';
export const what =
  'six operations of channels; any other path is answered 404 with ResourceNotFoundException';

/** @type {import('./endpoints.mjs').Endpoint['serve']} */
export const serve = (use) =>
  withWrapped(
    (handle) => (request) =>
      KNOWN.test(request.path) ? handle(request) : refusal(404, 'ResourceNotFoundException', 'Not found'),
    use,
  );

const IMPLEMENTED = 6;

/** Deviations that a problem names. */
const SHOWN = 3;

/** @type {import('./endpoints.mjs').Expectation} */
export const expectation = {
  reasons: [
    {
      check: /./,
      seen: /^404 ResourceNotFoundException/,
      reason: 'It does not have the operation, and answers any path that it does not know so.',
    },
    {
      check: /^operation\//,
      reason: 'It has six operations of channels, and answers any other path as one that cannot exist.',
    },
  ],
  holds({ checks }) {
    const asked = checks.filter(({ id }) => id.startsWith('operation/'));
    const absent = asked.filter(({ outcome }) => outcome === 'unimplemented').length;
    const deviating = checks.filter(({ outcome }) => outcome === 'deviates').map(({ id }) => id);
    const some = deviating.slice(0, SHOWN).join(', ');
    return [
      ...(asked.length - absent === IMPLEMENTED
        ? []
        : [`it has ${IMPLEMENTED} operations, not ${asked.length - absent}`]),
      ...(deviating.length === 0 ? [] : [`what it has is right, but ${deviating.length} deviate: ${some} …`]),
    ];
  },
};
