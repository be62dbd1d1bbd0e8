import { nodePackage } from '../components/node-package.mjs';
import { withMocked } from './mocked.mjs';

const VERSION = '5.16.0';

export const name = 'prism';
export const what = `Prism ${VERSION} on the OpenAPI document of ivs: it validates requests and makes up answers`;

/** @type {import('./endpoints.mjs').Endpoint['serve']} */
export const serve = (use) =>
  withMocked(
    'ivs',
    ({ document, port }) => ({
      command: nodePackage('@stoplight/prism-cli', VERSION, 'prism'),
      words: ['mock', document, '--host', '127.0.0.1', '--port', port, '--verboseLevel', 'silent'],
    }),
    use,
  );

/** @type {import('./endpoints.mjs').Expectation} */
export const expectation = { words: ['--service', 'ivs', '--effort', 'smoke'], reasons: [] };
