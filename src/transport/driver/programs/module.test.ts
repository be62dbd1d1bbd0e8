import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moduleDriver } from './module.js';

const CHANNEL = { channelArn: 'arn:channel', ingestEndpoint: 'a.example', streamKey: 'key' };
let folder = '';
let count = 0;

function write(text: string): string {
  count += 1;
  const file = join(folder, `driver${count}.mjs`);
  writeFileSync(file, text);
  return file;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivs-conformance-module-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('a module as driver', () => {
  test.each([
    [
      'by their names',
      'export const seen = []; export const goLive = async (channel) => { globalThis.seen = channel; };',
    ],
    [
      'as its default',
      'export default { me: 1, async goLive(channel) { if (this.me === 1) globalThis.seen = channel; } };',
    ],
    ['that are not async', 'export function goLive(channel) { globalThis.seen = channel; }'],
  ])('exports functions %s', async (_, text) => {
    const driver = await moduleDriver(write(text), 1_000);
    Reflect.deleteProperty(globalThis, 'seen');
    await driver.goLive?.(CHANNEL);
    expect(Reflect.get(globalThis, 'seen')).toEqual(CHANNEL);
    expect(driver.joinParticipant).toBeUndefined();
  });

  test('fails as its functions fail', async () => {
    const driver = await moduleDriver(
      write('export function goLive() { throw new Error("no camera"); }'),
      1_000,
    );
    await expect(driver.goLive?.(CHANNEL)).rejects.toThrow('no camera');
  });

  test('fails when a function takes too long', async () => {
    const driver = await moduleDriver(write('export const goLive = () => new Promise(() => {});'), 100);
    await expect(driver.goLive?.(CHANNEL)).rejects.toThrow('goLive did not return within 0.1 s');
  });

  test.each([
    ['is not there', () => join(folder, 'none.mjs'), /There is no driver module/],
    ['exports no function', () => write('export const other = 1;'), /exports none of goLive, goOffline/],
    ['exports close alone', () => write('export const close = () => {};'), /exports none of/],
    [
      'exports something else by such a name',
      () => write('export const goLive = 1;'),
      /goLive .* is no function/,
    ],
    ['is no JavaScript', () => write('export const = ;'), /cannot be loaded: /],
    ['throws', () => write('throw new Error("at once");'), /cannot be loaded: at once/],
  ])('is refused when it %s', async (_, file, message) => {
    await expect(moduleDriver(file(), 1_000)).rejects.toThrow(message);
  });
});
