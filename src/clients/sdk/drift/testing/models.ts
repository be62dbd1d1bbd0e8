/** Small models as AWS publishes them, for tests to change. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packageRoot } from '../../../../contract/load.js';
import type { Service } from '../../../../contract/types.js';

const HERE = join(packageRoot(), 'src', 'clients', 'sdk', 'drift', 'testing');
const VERSION = '2020-07-14';

/** A change of the text of a model. */
export type Change = (text: string) => string;

/** Text of the model of a service in the form of botocore: two operations of it. */
export function botocoreText(service: Service): string {
  return readFileSync(join(HERE, 'botocore', 'data', service, VERSION, 'service-2.json'), 'utf8');
}

/** Text of the same in the JSON form of Smithy. */
export function smithyText(service: Service): string {
  return readFileSync(join(HERE, 'smithy', `${service}-${VERSION}.json`), 'utf8');
}

/** Puts an installed botocore into a folder: models of `ivs`, compressed, and of `ivs-realtime`. */
export function installBotocore(folder: string, change: Change = (text) => text): string {
  cpSync(join(HERE, 'botocore'), folder, { recursive: true });
  const file = join(folder, 'data', 'ivs', VERSION, 'service-2.json');
  writeFileSync(`${file}.gz`, gzipSync(change(botocoreText('ivs'))));
  rmSync(file);
  writeFileSync(join(folder, '__init__.py'), "import os\n\n__version__ = '9.8.7'\n");
  return folder;
}

/** Puts Smithy models into a folder, as in the repository in which AWS publishes them. */
export function publishSmithy(folder: string, change: Change = (text) => text): string {
  for (const service of ['ivs', 'ivs-realtime'] as const) {
    const file = join(folder, 'models', service, 'service', VERSION, `${service}-${VERSION}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, service === 'ivs' ? change(smithyText(service)) : smithyText(service));
  }
  return folder;
}
