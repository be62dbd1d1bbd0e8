import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { SERVICES } from '../../../contract/types.js';
import { findBotocore } from './botocore.js';
import { surfaceOfModel } from './found-model.js';
import { installBotocore } from './testing/models.js';

const root = mkdtempSync(join(tmpdir(), 'ivs-conformance-'));
afterAll(() => rmSync(root, { recursive: true }));

let count = 0;
function place(): string {
  count += 1;
  const folder = join(root, String(count));
  mkdirSync(folder);
  return folder;
}

const GZIPPED = join('data', 'ivs', '2020-07-14', 'service-2.json.gz');

describe('botocore is found', () => {
  const environment = place();
  const packages = join(environment, 'lib', 'python3.12', 'site-packages');
  const installed = installBotocore(join(packages, 'botocore'));

  test.each([
    ['by the folder of the package', installed],
    ['by that of its models', join(installed, 'data')],
    ['by the one that it is installed in', packages],
    ['by a virtual environment', environment],
  ])('%s', (_, path) => {
    const { version, models } = findBotocore(path, SERVICES);
    expect(version).toBe('9.8.7');
    // One is compressed, and the other is not.
    expect(
      [...models].map(([service, { file }]) => [service, file.slice(file.lastIndexOf('/') + 1)]),
    ).toEqual([
      ['ivs', 'service-2.json.gz'],
      ['ivs-realtime', 'service-2.json'],
    ]);
  });

  test('without the version, where its models are all there is', () => {
    const folder = place();
    cpSync(join(installed, 'data'), join(folder, 'data'), { recursive: true });
    expect(findBotocore(folder, ['ivs'])).not.toHaveProperty('version');
  });

  test('without a service that it lacks', () => {
    const folder = installBotocore(place());
    rmSync(join(folder, 'data', 'ivs'), { recursive: true });
    expect([...findBotocore(folder, SERVICES).models.keys()]).toEqual(['ivs-realtime']);
  });
});

describe('botocore is refused', () => {
  const changed = (change: (folder: string) => void): string => {
    const folder = installBotocore(place());
    change(folder);
    return folder;
  };
  const cut = (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 700));

  test.each<[string, () => string, RegExp]>([
    [
      'where there is nothing',
      () => join(root, 'nothing'),
      /^There is no \S+nothing\. Name the folder of an installed botocore/,
    ],
    ['where there is something else', place, /has no botocore: no models of the form .* Name the folder/],
    [
      'without the services',
      () =>
        changed((folder) => {
          renameSync(join(folder, 'data', 'ivs'), join(folder, 'data', 's3'));
          rmSync(join(folder, 'data', 'ivs-realtime'), { recursive: true });
        }),
      /^The botocore in \S+data, 9\.8\.7, has no model of ivs nor of ivs-realtime: .* pip install --upgrade botocore\.$/,
    ],
    [
      'with a compressed model that was cut short',
      () => changed((folder) => cut(join(folder, GZIPPED))),
      /service-2\.json\.gz cannot be read as JSON: unexpected end of file\. Get it again/,
    ],
    [
      'with a plain model that was cut short',
      () => changed((folder) => cut(join(folder, 'data', 'ivs-realtime', '2020-07-14', 'service-2.json'))),
      /ivs-realtime\S+service-2\.json cannot be read as JSON: .* Get it again/,
    ],
    [
      'with a folder of a service that is empty',
      () => changed((folder) => rmSync(join(folder, GZIPPED))),
      /data\/ivs has neither .* Get it again/,
    ],
    [
      'with the model of another service',
      () => installBotocore(place(), (text) => text.replace('"serviceId": "ivs"', '"serviceId": "S3"')),
      /service-2\.json\.gz is the model of "S3", not of ivs\. Get it again/,
    ],
  ])('%s', (_, folder, message) => {
    expect(() => findBotocore(folder(), SERVICES)).toThrow(message);
  });

  test('with a model that lacks a shape which it uses', () => {
    const folder = installBotocore(place(), (text) => text.replace('"StreamState": {', '"Gone": {'));
    const model = findBotocore(folder, ['ivs']).models.get('ivs');
    expect(existsSync(model?.file ?? '')).toBe(true);
    expect(() => model && surfaceOfModel('ivs', model)).toThrow(
      /service-2\.json\.gz is no model that can be compared with: the model refers to shape "StreamState"/,
    );
  });
});
