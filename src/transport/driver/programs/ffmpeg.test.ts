import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UsageError } from '../../../results/errors/usage-error.js';
import type { ChannelToStream } from '../types.js';
import { ffmpegArguments, ffmpegDriver, ingestUrl } from './ffmpeg.js';

const CHANNEL: ChannelToStream = {
  channelArn: 'arn:aws:ivs:us-east-1:123456789012:channel/abcdefghijkl',
  ingestEndpoint: 'a1b2c3d4e5f6.global-contribute.live-video.net',
  streamKey: 'sk_us-east-1_abcdefghijkl_mnopqrstuvwx',
};

describe('where it streams to', () => {
  test.each([
    [
      'a1b2c3d4e5f6.global-contribute.live-video.net',
      'rtmps://a1b2c3d4e5f6.global-contribute.live-video.net:443/app/KEY',
    ],
    ['127.0.0.1:1936', 'rtmps://127.0.0.1:1936/app/KEY'],
    ['rtmp://127.0.0.1:1935/app/', 'rtmp://127.0.0.1:1935/app/KEY'],
    ['rtmps://a.example:443/app', 'rtmps://a.example:443/app/KEY'],
  ])('%s: %s', (ingestEndpoint, url) => {
    expect(ingestUrl({ ingestEndpoint, streamKey: 'KEY' })).toBe(url);
  });

  test('comes last, after a test picture and a tone in real time', () => {
    const args = ffmpegArguments(CHANNEL);
    expect(args.at(-1)).toBe(ingestUrl(CHANNEL));
    expect(args.join(' ')).toMatch(
      /-re -f lavfi -i testsrc2=.* -re -f lavfi -i sine=.* -c:v libx264 .*-c:a aac .*-f flv/,
    );
  });
});

describe('with a program in place of ffmpeg', () => {
  let folder = '';
  let path: string | undefined;

  /** Puts a shell script in the place of ffmpeg, which notes its process and arguments. */
  function install(rest: string): void {
    const file = join(folder, 'ffmpeg');
    const note = `[ "$1" = -version ] && exit 0\necho $$ >> ${folder}/pid; echo "$@" >> ${folder}/arguments`;
    writeFileSync(file, `#!/bin/sh\n${note}\n${rest}\n`);
    chmodSync(file, 0o755);
  }

  const sending = 'echo frame=0; echo frame=12; exec sleep 60';

  function isAlive(): boolean {
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ivs-conformance-ffmpeg-'));
    path = process.env.PATH;
    process.env.PATH = `${folder}:${path}`;
  });

  afterEach(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  });

  test('goLive starts it and waits for the first frames, goOffline ends it', async () => {
    install(sending);
    const driver = ffmpegDriver(5_000);
    await driver.goLive?.(CHANNEL);
    expect(readFileSync(join(folder, 'arguments'), 'utf8').trim()).toBe(ffmpegArguments(CHANNEL).join(' '));
    expect(isAlive()).toBe(true);
    await driver.goOffline?.(CHANNEL);
    expect(isAlive()).toBe(false);
  });

  test('close ends what still streams', async () => {
    install(sending);
    const driver = ffmpegDriver(5_000);
    await driver.goLive?.(CHANNEL);
    await driver.close?.();
    expect(isAlive()).toBe(false);
  });

  test('goLive fails with what it says when it ends, but never with the stream key', async () => {
    install(`echo "rtmps://host/app/${CHANNEL.streamKey}: Input/output error" >&2; exit 1`);
    await expect(ffmpegDriver(5_000).goLive?.(CHANNEL)).rejects.toThrow(
      'ffmpeg ended with 1: rtmps://host/app/[redacted]: Input/output error',
    );
  });

  test('goLive fails, and ends it, when no frame is sent in time', async () => {
    install('echo frame=0; exec sleep 60');
    await expect(ffmpegDriver(300).goLive?.(CHANNEL)).rejects.toThrow('ffmpeg has sent nothing for 0.3 s');
    expect(isAlive()).toBe(false);
  });

  test('it cannot join stages', () => {
    install(sending);
    expect(ffmpegDriver(1).joinParticipant).toBeUndefined();
  });

  test('without ffmpeg there is no such driver', () => {
    process.env.PATH = folder;
    expect(() => ffmpegDriver(1)).toThrow(UsageError);
  });
});

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).error === undefined;

describe.skipIf(!hasFfmpeg)('with ffmpeg', () => {
  test('video and audio arrive under the stream key, until the channel goes offline', async () => {
    const port = await freePort();
    const url = `rtmp://127.0.0.1:${port}/app/${CHANNEL.streamKey}`;
    const receiver = spawn('ffmpeg', ['-nostdin', '-listen', '1', '-i', url, '-f', 'null', '-'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    receiver.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const ended = new Promise((resolve) => receiver.once('exit', resolve));
    await delay(500);
    const driver = ffmpegDriver(20_000);
    await driver.goLive?.({ ...CHANNEL, ingestEndpoint: `rtmp://127.0.0.1:${port}/app/` });
    await delay(3_000);
    await driver.goOffline?.(CHANNEL);
    await ended;
    expect(said).toMatch(/Video: h264 \(Main\).* 640x360/);
    expect(said).toMatch(/Audio: aac .* 48000 Hz, stereo/);
  }, 60_000);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
