import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../contract/load.js';
import { build, run } from './testing/command.js';
import { Workplace } from './testing/workplace.js';

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
  });

  test('fails, and says by what, when the SDK has more', async () => {
    const cwd = projectWith((models) =>
      models
        .replace('readonly AdvancedHDChannelType', 'readonly Gold: "GOLD";\n    $&')
        .replace('export interface CreateChannelRequest {', '$&\n    colour?: string | undefined;'),
    );
    const { code, stdout } = await run(['drift', '--service', 'ivs'], { cwd });
    expect(stdout).toMatch(/^✗ The contract of ivs \([\d-]+\) is behind client-ivs 9\.8\.7$/m);
    expect(stdout).toContain('only in the SDK: 1 member: CreateChannel input colour');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('CreateChannel input type: GOLD');
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
