import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../contract/load.js';
import { build, run } from './testing/command.js';
import { Workplace } from './testing/workplace.js';

const here = new Workplace();
beforeAll(build);
afterAll(() => here.clear());

/** A folder in which this is installed as the SDK's package of `ivs`. */
function folderWith(source: string, version = '3.0.0'): string {
  const main = here.place(join('node_modules', '@aws-sdk', 'client-ivs', 'index.js'));
  mkdirSync(dirname(main), { recursive: true });
  writeFileSync(main, source);
  const described = { name: '@aws-sdk/client-ivs', version, main: 'index.js' };
  writeFileSync(join(dirname(main), 'package.json'), JSON.stringify(described));
  return main.slice(0, main.indexOf('node_modules'));
}

/** The installed package, with more in it. */
function extended(more: string): string {
  const installed = join(packageRoot(), 'node_modules', '@aws-sdk', 'client-ivs');
  return `module.exports = { ...require(${JSON.stringify(installed)}), ${more} };`;
}

describe.concurrent('drift', () => {
  test('says that the contracts are in step with the SDK that this suite is tested with', async () => {
    const { code, stdout, stderr } = await run(['drift'], { cwd: packageRoot() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ivs [\d-]+ is in step with @aws-sdk\/client-ivs \d+\.\d+\.\d+$/m);
    expect(stdout).toMatch(/^ivs-realtime [\d-]+ is in step with @aws-sdk\/client-ivs-realtime \d/m);
  });

  test('fails, and says by what, when the SDK has more', async () => {
    const cwd = folderWith(
      extended("PaintRoom$: [9, 'x', 'PaintRoom', 0, 0, 0], ChannelType: { Gold: 'GOLD', Basic: 'BASIC' }"),
      '9.8.7',
    );
    const { code, stdout } = await run(['drift', '--service', 'ivs'], { cwd });
    expect(code).toBe(1);
    const [first, ...lines] = stdout.trimEnd().split('\n');
    expect(first).toMatch(/^ivs [\d-]+ is behind @aws-sdk\/client-ivs 9\.8\.7: derive the contracts anew$/);
    expect(lines).toEqual([
      '  The SDK has, and the contract lacks',
      '    operation PaintRoom',
      '    ChannelType: "GOLD"',
      '  The contract has, and the SDK lacks',
      '    ChannelType: "STANDARD"',
      '    ChannelType: "ADVANCED_SD"',
      '    ChannelType: "ADVANCED_HD"',
    ]);
  });

  test('--json is for programs', async () => {
    const cwd = folderWith(extended("PaintRoom$: [9, 'x', 'PaintRoom', 0, 0, 0]"));
    const { code, stdout } = await run(['drift', '--service', 'ivs', '--json'], { cwd });
    expect(code).toBe(1);
    const nothing = { operations: [], members: [], enumValues: [] };
    expect(JSON.parse(stdout)).toEqual([
      {
        service: 'ivs',
        revision: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
        package: '@aws-sdk/client-ivs',
        version: '3.0.0',
        behind: { ...nothing, operations: ['PaintRoom'] },
        ahead: nothing,
      },
    ]);
  });

  test('passes when only the SDK is behind', async () => {
    const cwd = folderWith(extended('UpdateAdConfiguration$: undefined'));
    const { code, stdout } = await run(['drift', '--service', 'ivs'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('is ahead of @aws-sdk/client-ivs 3.0.0\n');
    expect(stdout).toContain('    operation UpdateAdConfiguration\n');
  });

  test.each<[string, () => string, RegExp]>([
    [
      'there is none',
      () => here.folder,
      /@aws-sdk\/client-ivs is not installed from .*npm install --no-save/,
    ],
    [
      'it is too old to say',
      () => folderWith('exports.Ivs = class {};', '3.1.0'),
      /client-ivs 3\.1\.0 does not describe its operations.*Install a later one/,
    ],
    [
      'it is broken',
      () => folderWith("throw new Error('no such luck');"),
      /client-ivs cannot be loaded from .*\(Error: no such luck\)/,
    ],
  ])('cannot tell when %s', async (_, folder, message) => {
    const { code, stdout, stderr } = await run(['drift', '--service', 'ivs'], { cwd: folder() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
