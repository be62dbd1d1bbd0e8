import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCommand } from '../components/system-command.mjs';
import { CHANGES_NOTHING, withProxy } from './reference.mjs';

export const name = 'haproxy';
export const what = 'HAProxy in front of the reference endpoint';

/** @param {{ port: number, upstream: URL }} at */
function configuration({ port, upstream }) {
  return `
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend suite
  bind 127.0.0.1:${port}
  default_backend reference
backend reference
  http-reuse always
  server reference ${upstream.host}
`;
}

/** @type {import('./endpoints.mjs').Endpoint['serve']} */
export const serve = (use) =>
  withProxy((at) => {
    const command = systemCommand(['haproxy', '/usr/sbin/haproxy'], 'apt-get install haproxy');
    const file = join(at.folder, 'haproxy.cfg');
    writeFileSync(file, configuration(at));
    return { command, words: ['-db', '-f', file] };
  }, use);

/** @type {import('./endpoints.mjs').Expectation} */
export const expectation = CHANGES_NOTHING;
