import { join } from 'node:path';
import { isolated, ROOT } from '../components/environment.mjs';
import { nodePackage } from '../components/node-package.mjs';
import { withMocked } from './mocked.mjs';

/** Prism ends at a path that is badly percent-encoded. */
const GUARD = join(ROOT, 'scripts', 'foreign', 'badly-encoded.cjs');

const VERSION = '5.16.0';

export const name = 'prism';
export const what = `Prism ${VERSION} on the OpenAPI document of ivs: it validates requests and makes up answers`;

/**
 * Prism ends when a tag's key that it objects to has letters that a header may not hold: it tells where in one. So it
 * is told nothing of tags.
 * @type {import('./mocked.mjs').Change}
 */
function withoutTags(document) {
  document.components.schemas.Tags = { type: 'object' };
}

/** @type {import('./endpoints.mjs').Endpoint['serve']} */
export const serve = (use) =>
  withMocked(
    'ivs',
    withoutTags,
    ({ document, port }) => ({
      command: nodePackage('@stoplight/prism-cli', VERSION, 'prism'),
      words: ['mock', document, '--host', '127.0.0.1', '--port', port, '--verboseLevel', 'silent'],
      env: { ...isolated(), NODE_OPTIONS: `--require=${GUARD}` },
    }),
    use,
  );

/** @type {readonly import('./endpoints.mjs').Reason[]} */
const REASONS = [
  { check: /^(?:shape|operation)\//, seen: /^"string"/, reason: 'Its ARNs are the word "string".' },
  {
    check: /^(?:http|batch|idle|limit-per-parent)\/|\/empty-token$|^constraint\/ivs\/GetStreamSession\//,
    seen: /^400 ValidationException/,
    reason: 'Its ARNs are the word "string", which it refuses itself when they are sent.',
  },
  { check: /^output-constraint\//, reason: 'It makes up "string" for a text, whatever its pattern.' },
  {
    check: /^constraint\/.*tags|\/type\/tags|^tag-prefix\//,
    reason: 'It is not told what tags have to be, as it ends when it refuses some.',
  },
  {
    check: /^(?:lifecycle|accepted|conditional-default|constraint|default|malformed|key-material|shown)\//,
    seen: / is |with the name/,
    reason:
      'It stores nothing: what it shows is made up from the document, the first value of each enumeration, say.',
  },
  {
    check: /^(?:distinct|same-name|format|made-along|uniqueness)\//,
    reason: 'It stores nothing, and makes up the same answer each time.',
  },
  { check: /^pagination\//, reason: 'It makes up the same answer each time, with a nextToken.' },
  {
    check: /^(?:not-found|exclusive|unknown-reference|idle|in-use|quota)\//,
    reason: 'It stores nothing, and knows only what a schema says.',
  },
  {
    check: /^(?:allowed-values|key-material|required-when)\//,
    reason: 'No schema says which of the values that match a pattern are allowed.',
  },
  { check: /^malformed\/.*\/body$/, reason: 'It never answers a body that is no JSON.' },
  { check: /^malformed\//, seen: /^500/, reason: 'It ends with an internal error.' },
];

/** @type {import('./endpoints.mjs').Expectation} */
export const expectation = { words: ['--service', 'ivs', '--effort', 'smoke'], reasons: REASONS };
