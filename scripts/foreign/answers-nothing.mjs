import { withWrapped } from './wrapped.mjs';

export const name = 'answers-nothing';
export const what = 'a server that answers 200 and {} to everything';

/** @type {import('./endpoints.mjs').Endpoint['serve']} */
export const serve = (use) =>
  withWrapped(
    () => () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }),
    use,
  );

/** @type {import('./endpoints.mjs').Expectation} */
export const expectation = {
  open: 'what answers 200 counts as implemented',
  reasons: [
    { check: /^operation\//, reason: 'It implements nothing: it answers this as it answers any path.' },
    { check: /^shape\//, reason: 'It answers {}, whatever has to be there.' },
    { check: /^malformed\//, reason: 'It reads no body.' },
  ],
  holds: ({ summary }) =>
    summary.implemented === 0 ? [] : [`it implements nothing, and ${summary.implemented} is reported`],
};
