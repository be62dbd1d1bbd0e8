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
export const expectation = { refused: /implements none of the \d+ operations/ };
