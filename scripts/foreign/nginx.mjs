import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { systemCommand } from '../components/system-command.mjs';
import { CHANGES_NOTHING, withProxy } from './reference.mjs';

export const name = 'nginx';
export const what = 'nginx in front of the reference endpoint';

/** @param {{ folder: string, port: number, upstream: URL }} at */
function configuration({ folder, port, upstream }) {
  return `
daemon off;
user ${userInfo().username};
pid ${folder}/nginx.pid;
error_log stderr crit;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  client_max_body_size 0;
  upstream reference {
    server ${upstream.host};
    keepalive 16;
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://reference;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
    }
  }
}
`;
}

/** @type {import('./endpoints.mjs').Endpoint['serve']} */
export const serve = (use) =>
  withProxy((at) => {
    const command = systemCommand(['nginx', '/usr/sbin/nginx'], 'apt-get install nginx-light');
    const file = join(at.folder, 'nginx.conf');
    writeFileSync(file, configuration(at));
    return { command, words: ['-c', file, '-p', at.folder] };
  }, use);

/** @type {import('./endpoints.mjs').Expectation} */
export const expectation = CHANGES_NOTHING;
