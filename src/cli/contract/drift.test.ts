import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installBotocore, publishSmithy } from '../../clients/sdk/drift/testing/models.js';
import { packageRoot } from '../../contract/load.js';
import { build, run } from '../testing/command.js';
import { Workplace } from '../testing/workplace.js';

const here = new Workplace();
beforeAll(build);
afterAll(() => here.clear());

const INSTALLED = join(packageRoot(), 'node_modules', '@aws-sdk', 'client-ivs');

/** A project in which a client of `ivs` is installed: the real one, with a change of what it declares. */
function projectWith(change: (models: string) => string, source?: string): string {
  const main = here.place(join('node_modules', '@aws-sdk', 'client-ivs', 'index.js'));
  const folder = dirname(main);
  for (const part of ['models', 'commands']) {
    mkdirSync(join(folder, 'dist-types'), { recursive: true });
    cpSync(join(INSTALLED, 'dist-types', part), join(folder, 'dist-types', part), { recursive: true });
  }
  for (const file of ['models_0.d.ts', 'enums.d.ts']) {
    const path = join(folder, 'dist-types', 'models', file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  }
  writeFileSync(main, source ?? `module.exports = require(${JSON.stringify(INSTALLED)});`);
  const described = { name: '@aws-sdk/client-ivs', version: '9.8.7', main: 'index.js' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(described));
  return main.slice(0, main.indexOf('node_modules'));
}

const asItIs = (models: string) => models;

describe.concurrent('drift', () => {
  test('says that the contracts have all that the SDK has which this suite is tested with', async () => {
    const { code, stdout, stderr } = await run(['drift'], { cwd: packageRoot() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^✓ The contract of ivs \([\d-]+\) has all that client-ivs \d+\.\d+\.\d+ has$/m);
    expect(stdout).toMatch(/^✓ The contract of ivs-realtime \([\d-]+\) has all that client-ivs-realtime \d/m);
    expect(stdout.match(/^ {2}client-ivs\S* \S+ is as of \d{4}-\d\d-\d\d/gm)).toHaveLength(2);
  });

  test('fails, and says by what, when the SDK has more', async () => {
    const cwd = projectWith((models) =>
      models
        .replace('readonly AdvancedHDChannelType', 'readonly Gold: "GOLD";\n    $&')
        .replace('export interface CreateChannelRequest {', '$&\n    colour?: string | undefined;'),
    );
    const { code, stdout } = await run(['drift', '--service', 'ivs'], { cwd });
    expect(stdout).toMatch(/^✗ The contract of ivs \([\d-]+\) is behind client-ivs 9\.8\.7$/m);
    expect(stdout).toContain('only in client-ivs 9.8.7: 1 member\n    CreateChannel input colour\n');
    expect(stdout).toContain('\n    CreateChannel input type: GOLD\n');
    expect(stdout).toMatch(/client-ivs 9\.8\.7 is (?:later than|nearest to) [\d-]+/);
    expect(code).toBe(1);
  });

  test('passes when only the SDK is behind', async () => {
    const cwd = projectWith((models) => models.replace(/^ {4}preset\?: .*$/gm, ''));
    const { code, stdout } = await run(['drift', '--service', 'ivs', '--json'], { cwd });
    const [{ behind, ahead, version }] = JSON.parse(stdout);
    expect(behind).toEqual({ service: 'ivs', operations: [], members: [], enumValues: [] });
    expect(ahead.members).toContain('CreateChannel input preset');
    expect({ code, version }).toEqual({ code: 0, version: '9.8.7' });
  });

  test('compares with an installed botocore, and tells what only that has', async () => {
    const cwd = installBotocore(here.place('botocore'), (models) =>
      models.replace('"STARVING"', '"SINGING"'),
    );
    const { code, stdout, stderr } = await run(['drift', '--botocore', cwd]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(
      /^✗ The contract of ivs \([\d-]+\) is behind botocore 9\.8\.7\n {2}botocore 9\.8\.7 is nearest/m,
    );
    expect(stdout).toContain(
      '  only in botocore 9.8.7: 1 enum value\n    GetStream output stream.health: SINGING\n',
    );
    expect(stdout).toContain(
      'only in the contract: 1 enum value: GetStream output stream.health: STARVING\n',
    );
    expect(stdout).toMatch(/^✓ The contract of ivs-realtime \([\d-]+\) has all that botocore 9\.8\.7 has$/m);
  });

  test('asks Python where botocore is', async () => {
    const folder = installBotocore(here.place('botocore'));
    const python = here.place('python3');
    writeFileSync(python, `#!/bin/sh\necho '${folder}'\n`);
    chmodSync(python, 0o755);
    const env = { PATH: `${dirname(python)}:${process.env.PATH}` };
    const { code, stdout } = await run(['drift', '--botocore', 'auto', '--json'], { env });
    const drifts: { service: string; version: string; path: string }[] = JSON.parse(stdout);
    expect(drifts.map(({ service, version }) => `${service} ${version}`)).toEqual([
      'ivs 9.8.7',
      'ivs-realtime 9.8.7',
    ]);
    expect(drifts[0]?.path).toBe(join(folder, 'data', 'ivs', '2020-07-14', 'service-2.json.gz'));
    expect(code).toBe(0);
  });

  test('compares with Smithy models, and says what is left out', async () => {
    const folder = publishSmithy(here.place('smithy'));
    const path = join(folder, 'models', 'ivs');
    const { code, stdout, stderr } = await run(['drift', '--smithy', path]);
    expect(stderr).toBe('ivs-realtime is left out: there is none of it to compare with.\n');
    expect(stdout).toMatch(/^✓ The contract of ivs \([\d-]+\) has all that the Smithy model has$/m);
    expect(stdout).not.toContain('ivs-realtime');
    expect(code).toBe(0);
  });

  test.each<[string, () => readonly string[], RegExp]>([
    ['no botocore', () => ['--botocore', here.folder], /has no botocore/],
    ['no Smithy model', () => ['--smithy', join(here.folder, 'none')], /There is no \S+none\. Name a folder/],
    [
      'a botocore that contradicts itself',
      () => [
        '--botocore',
        installBotocore(here.place('botocore'), (models) => models.replace('"StreamId": {', '"Gone": {')),
      ],
      /refers to shape "StreamId", which it does not define\. Get it again/,
    ],
    [
      'a python3 without botocore',
      () => ['--botocore', 'auto'],
      /python3 has no botocore: (?:ModuleNotFoundError|spawnSync).* Install it \(pip install botocore\)/,
    ],
  ])('cannot tell from %s', async (_, args, message) => {
    const env = { PATH: here.place('none') };
    const { code, stdout, stderr } = await run(['drift', ...args()], { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test.each<[string, () => string, RegExp]>([
    ['there is none', () => here.folder, /has @aws-sdk\/client-ivs installed/],
    [
      'it is broken',
      () => projectWith(asItIs, "throw new Error('no such luck');"),
      /client in \S+client-ivs cannot be loaded: no such luck/,
    ],
    [
      'it is another package',
      () => projectWith(asItIs, ''),
      /is no package with IvsClient, the client of ivs/,
    ],
  ])('cannot tell when %s', async (_, folder, message) => {
    const { code, stdout, stderr } = await run(['drift', '--service', 'ivs'], { cwd: folder() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
