import { withWrapped } from './wrapped.mjs';

/** The request during which it ends: in the midst of a run, after its first things are made. */
const LAST = 3_000;

export const name = 'dies';
export const what = `the reference endpoint, which breaks off all connections at request ${LAST}`;

/** @type {import('./endpoints.mjs').Endpoint['serve']} */
export const serve = (use) =>
  withWrapped((handle, die) => {
    let requests = 0;
    return (request) => {
      requests += 1;
      if (requests >= LAST) die();
      return handle(request);
    };
  }, use);

/** @type {import('./endpoints.mjs').Expectation} */
export const expectation = {
  silent: true,
  status: 1,
  holds(_, summary) {
    const [first = ''] = summary.trim().split('\n');
    return [
      ...(/no deviation/i.test(first) ? [`the first line says "${first}" of an endpoint that died`] : []),
      ...(/died after (?:GET|POST) \/\w+/.test(first)
        ? []
        : [`the first line does not name the request after which it died: "${first}"`]),
    ];
  },
};
