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

/** @type {import('./endpoints.mjs').Expectation} */
export const expectation = {
  reasons: [
    {
      check: /^operation\//,
      reason: 'It has six operations of channels, and answers any other path as one that cannot exist.',
    },
  ],
  holds({ checks }) {
    const asked = checks.filter(({ id }) => id.startsWith('operation/'));
    const absent = asked.filter(({ outcome }) => outcome === 'unimplemented').length;
    const deviating = checks.filter(({ outcome }) => outcome === 'deviates').map(({ id }) => id);
    return [
      ...(asked.length - absent === IMPLEMENTED
        ? []
        : [`has ${IMPLEMENTED} operations, not ${asked.length - absent}`]),
      ...deviating.map((id) => `what it has is right, but ${id} deviates`),
    ];
  },
};
