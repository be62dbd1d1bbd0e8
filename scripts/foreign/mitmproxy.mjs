import { join } from 'node:path';
import { ROOT } from '../components/environment.mjs';
import { pinnedVersion, virtualEnvironment } from '../components/virtual-environment.mjs';
import { CHANGES_NOTHING, withProxy } from './reference.mjs';

const REQUIREMENTS = join(ROOT, 'scripts', 'requirements-mitmproxy.txt');

export const name = 'mitmproxy';
export const what = 'mitmproxy in front of the reference endpoint';

/** @type {import('./endpoints.mjs').Endpoint['serve']} */
export const serve = (use) =>
  withProxy(({ folder, port, upstream }) => {
    const version = pinnedVersion(REQUIREMENTS, 'mitmproxy');
    const commands = virtualEnvironment(join(ROOT, '.cache', `mitmproxy-${version}`), REQUIREMENTS);
    const settings = [`confdir=${folder}`, 'keep_host_header=true', 'flow_detail=0'];
    return {
      command: join(commands, 'mitmdump'),
      words: [
        ...['--quiet', '--mode', `reverse:${upstream.origin}`],
        ...['--listen-host', '127.0.0.1', '--listen-port', String(port)],
        ...settings.flatMap((setting) => ['--set', setting]),
      ],
    };
  }, use);

/**
 * It takes some milliseconds for each request.
 * @type {import('./endpoints.mjs').Expectation}
 */
export const expectation = { ...CHANGES_NOTHING, words: ['--effort', 'smoke'] };
