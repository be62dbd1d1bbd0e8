import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LacksFunction } from '../../../results/errors/lacks-function.js';
import { commandDriver } from './command.js';

const CHANNEL = { channelArn: 'arn:channel', ingestEndpoint: 'a.example', streamKey: 'sk_secret-of-channel' };
let folder = '';

/** A command that is this shell script. */
function command(script: string): string {
  const file = join(folder, `driver-${Math.random().toString(36).slice(2)}.sh`);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return `'${file}' --of=tests`;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivs-conformance command '));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('a command as driver', () => {
  test('is called with its own arguments and the function, and reads the input as JSON', async () => {
    const seen = join(folder, 'seen');
    const driver = commandDriver(command(`echo "$@" > '${seen}'; cat >> '${seen}'`), 5_000);
    await driver.goLive?.(CHANNEL);
    const [first, ...input] = readFileSync(seen, 'utf8').split('\n');
    expect(first).toBe('--of=tests goLive');
    expect(JSON.parse(input.join(''))).toEqual(CHANNEL);
    await driver.leaveParticipant?.({ stageArn: 'arn:stage', participantId: 'p' });
    expect(readFileSync(seen, 'utf8')).toContain('leaveParticipant');
  });

  test('need not read its input', async () => {
    await commandDriver('true', 5_000).goLive?.({ ...CHANNEL, streamKey: 'k'.repeat(200_000) });
  });

  test('fails with its status and what it says, but never with a secret', async () => {
    const driver = commandDriver(command('cat >&2; echo " is refused" >&2; exit 3'), 5_000);
    await expect(driver.goLive?.(CHANNEL)).rejects.toThrow(
      /^the command ended with 3: .*"streamKey":"\[redacted\]"} is refused$/,
    );
  });

  test('that is not there fails', async () => {
    await expect(commandDriver(join('/', 'none', 'such'), 5_000).goLive?.(CHANNEL)).rejects.toThrow(
      'the command ended with 127',
    );
  });

  test('says by status 64 that it has no such function', async () => {
    await expect(commandDriver(command('exit 64'), 5_000).goLive?.(CHANNEL)).rejects.toThrow(LacksFunction);
  });

  test('that takes too long is ended, with what it has started', async () => {
    const late = join(folder, 'late');
    const driver = commandDriver(command(`(sleep 0.6; touch '${late}') & wait`), 200);
    await expect(driver.goLive?.(CHANNEL)).rejects.toThrow('the command did not end within 0.2 s');
    await delay(800);
    expect(existsSync(late)).toBe(false);
  });

  test('may leave something running', async () => {
    const later = join(folder, 'later');
    const driver = commandDriver(command(`(sleep 0.4; touch '${later}') > /dev/null 2>&1 &`), 5_000);
    await driver.goLive?.(CHANNEL);
    expect(existsSync(later)).toBe(false);
    await delay(800);
    expect(existsSync(later)).toBe(true);
  });

  test('is ended when the run ends', async () => {
    const driver = commandDriver('node -e "setTimeout(Object, 60000)"', 50_000);
    const call = driver.goLive?.(CHANNEL);
    const failed = expect(call).rejects.toThrow('the command ended with SIGTERM');
    await driver.close?.();
    await failed;
  });
});
