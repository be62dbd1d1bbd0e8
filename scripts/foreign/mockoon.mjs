import { nodePackage } from '../components/node-package.mjs';
import { withMocked } from './mocked.mjs';

const VERSION = '9.9.0';

export const name = 'mockoon';
export const what = `Mockoon ${VERSION} on the OpenAPI document of ivs-realtime: it validates nothing and makes up answers`;

/** @type {import('./endpoints.mjs').Endpoint['serve']} */
export const serve = (use) =>
  withMocked(
    'ivs-realtime',
    ({ document, port }) => ({
      command: nodePackage('@mockoon/cli', VERSION, 'mockoon-cli'),
      words: [
        ...['start', '--data', document, '--hostname', '127.0.0.1', '--port', port],
        ...['--faker-seed', '1', '--disable-log-to-file', '--disable-admin-api'],
      ],
    }),
    use,
  );

/** @type {import('./endpoints.mjs').Expectation} */
export const expectation = { words: ['--service', 'ivs-realtime', '--effort', 'smoke'], reasons: [] };
