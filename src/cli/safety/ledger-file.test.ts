import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAbout, LedgerFile, readLedgers, stateDirectory } from './ledger-file.js';

const CHANNEL = { service: 'ivs', resource: 'Channel', input: { name: 'n-1' } } as const;
const ARN = 'arn:aws:ivs:us-east-1:123456789012:channel/a';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(): LedgerFile {
  const head = { run: 'r1', endpoints: { ivs: 'http://127.0.0.1:1/' }, region: 'us-east-1' };
  return new LedgerFile(folder, { ...head, startedAt: '2026-01-01T00:00:00Z' }, true);
}

describe('a ledger', () => {
  test('tells what was made and not removed, and what was never answered', async () => {
    const ledger = open();
    const first = await ledger.intend(CHANNEL);
    const second = await ledger.intend(CHANNEL);
    const third = await ledger.intend(CHANNEL);
    await ledger.intend({ ...CHANNEL, input: { name: 'n-4' } });
    ledger.made(first, ARN);
    ledger.made(second, `${ARN}b`);
    ledger.madeNothing(third);
    ledger.gone(ARN);
    const [read] = readLedgers(folder);
    expect([...(read?.remains.made.keys() ?? [])]).toEqual([`${ARN}b`]);
    expect(read?.remains.unanswered.map(({ input }) => input)).toEqual([{ name: 'n-4' }]);
    expect([...ledger.kept]).toEqual([`${ARN}b`]);
    ledger.close(false);
    expect(existsSync(ledger.file)).toBe(true);
  });

  test('goes where nothing is left', () => {
    const ledger = open();
    ledger.close(true);
    expect(readLedgers(folder)).toEqual([]);
  });

  test('is read although its last line is not whole', async () => {
    const ledger = open();
    ledger.made(await ledger.intend(CHANNEL), ARN);
    appendFileSync(ledger.file, '{"gone":"arn:aw');
    expect([...(readLedgers(folder)[0]?.remains.made.keys() ?? [])]).toEqual([ARN]);
  });

  test('is of a run under way as long as its process lives', () => {
    open();
    expect(readLedgers(folder)[0]?.isUnderWay).toBe(true);
  });

  test('is of a run that is over where nobody can tell otherwise', () => {
    const head = { run: 'r2', endpoints: {}, region: 'us-east-1', startedAt: '', host: 'elsewhere', pid: 1 };
    writeFileSync(join(folder, 'r2.jsonl'), `${JSON.stringify(head)}\n`);
    writeFileSync(join(folder, 'other.jsonl'), 'no ledger\n');
    expect(readLedgers(folder).map(({ run, isUnderWay }) => [run, isUnderWay])).toEqual([['r2', false]]);
  });

  test('is about the endpoints that it names', () => {
    open();
    const [read] = readLedgers(folder);
    const about = (url: string) => read !== undefined && isAbout(read, [new URL(url), undefined]);
    expect(about('http://127.0.0.1:1')).toBe(true);
    expect(about('http://127.0.0.1:2')).toBe(false);
  });
});

test('ledgers are in the state directory of the user, unless another folder is named', () => {
  expect(stateDirectory(undefined, { XDG_STATE_HOME: '/state' })).toBe('/state/ivs-conformance');
  expect(stateDirectory(undefined, {})).toMatch(/\/\.local\/state\/ivs-conformance$/);
  expect(stateDirectory('/here', { XDG_STATE_HOME: '/state' })).toBe('/here');
});
