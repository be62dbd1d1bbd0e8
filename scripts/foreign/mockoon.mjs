import { nodePackage } from '../components/node-package.mjs';
import { withMocked } from './mocked.mjs';

const VERSION = '9.9.0';

export const name = 'mockoon';
export const what = `Mockoon ${VERSION} on the OpenAPI document of ivs-realtime: it validates nothing and makes up answers`;

/**
 * Mockoon draws numbers, booleans and values of enumerations; here each has one value, so that a run can be repeated.
 * @type {import('./mocked.mjs').Change}
 */
function withoutChance(document) {
  for (const schema of schemasIn(document.components)) {
    if (schema.enum) schema.enum.length = 1;
    if (schema.type === 'boolean') schema.example = false;
    if (schema.type === 'integer' || schema.type === 'number') schema.example = schema.minimum ?? 1;
  }
}

/**
 * All schemas in a part of the document.
 * @param {any} part
 * @returns {Generator<any>}
 */
function* schemasIn(part) {
  if (part === null || typeof part !== 'object') return;
  if (typeof part.type === 'string') yield part;
  for (const inner of Object.values(part)) yield* schemasIn(inner);
}

/** @type {import('./endpoints.mjs').Endpoint['serve']} */
export const serve = (use) =>
  withMocked(
    'ivs-realtime',
    withoutChance,
    ({ document, port }) => ({
      command: nodePackage('@mockoon/cli', VERSION, 'mockoon-cli'),
      words: [
        ...['start', '--data', document, '--hostname', '127.0.0.1', '--port', port],
        ...['--faker-seed', '1', '--disable-log-to-file', '--disable-admin-api'],
      ],
    }),
    use,
  );

/** @type {readonly import('./endpoints.mjs').Reason[]} */
const REASONS = [
  { check: /^(?:shape|operation)\//, seen: /^""/, reason: 'Its texts are empty: ARNs, identifiers, names.' },
  {
    check: /./,
    seen: /^(?:status )?404/,
    reason: 'Its ARNs are empty, and so is the path of tags that is made of one.',
  },
  { check: /^output-constraint\//, reason: 'It makes up an empty text, whatever its pattern and length.' },
  {
    check:
      /^(?:constraint|malformed|exclusive|required-when|allowed-values|key-material|size-limit|tag-prefix|tag-limit|unknown-reference|presence|replication|composition|uniqueness|in-use|not-found|error-form|quota)\//,
    seen: /^(?:200|204) \(success\)|no error/,
    reason: 'It validates and looks up nothing: every path has one answer.',
  },
  { check: /\/delete$|^tags\//, reason: 'It stores nothing, so nothing can be removed.' },
  {
    check: /^(?:distinct|pagination|same-name)\//,
    reason: 'It stores nothing, and makes up the same answer each time.',
  },
  {
    check: /^(?:filter|ingest)\/.*(?:filterBy|by-state)/,
    reason: 'It filters nothing, and its ARNs are empty.',
  },
  {
    check:
      /^(?:lifecycle|default|shown|accepted|key-material|format|correspondence|expiry|composition|presence|ingest|malformed)\//,
    reason:
      'It stores nothing: what it shows is made up from the document, an empty text and the first value of each enumeration.',
  },
];

/** @type {import('./endpoints.mjs').Expectation} */
export const expectation = {
  words: ['--service', 'ivs-realtime', '--effort', 'smoke'],
  reasons: REASONS,
};
