import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readHar } from '../traffic/har/har.js';
import { Copy, type Passed } from './passing.js';
import { Recorder } from './recorder.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivs-conformance-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const SECRET = 'sk_us-east-1_abcdefABCDEF_0123456789';

function copy(body: string | Buffer): Copy {
  const made = new Copy();
  made.add(Buffer.from(body));
  made.isWhole = true;
  return made;
}

const PASSED: Passed = {
  ...{ method: 'POST', url: 'http://127.0.0.1:5000/GetStreamKey?x-amz-security-token=hidden-one' },
  headers: [
    { name: 'X-Twice', value: '1' },
    { name: 'x-twice', value: '2' },
    { name: 'X-Amz-Security-Token', value: 'hidden-two' },
    {
      name: 'authorization',
      value:
        'AWS4-HMAC-SHA256 Credential=hidden-three/20260101/us-east-1/ivs/aws4_request, SignedHeaders=host, Signature=abcdef',
    },
  ],
  sent: copy('{"arn":"a"}'),
  ...{ status: 200, statusText: 'OK' },
  answered: [
    { name: 'Content-Type', value: 'application/json' },
    { name: 'Content-Encoding', value: 'gzip' },
  ],
  received: copy(gzipSync(JSON.stringify({ streamKey: { value: SECRET } }))),
  ...{ began: 1_767_225_600_000.25, ended: 1_767_225_600_001.75 },
};

const SENSITIVE = { input: [], output: ['/streamKey/value'] };

it('writes a file that is whole after every exchange, and has no secrets', async () => {
  const file = join(folder, 'traffic.har');
  const recorder = await Recorder.open(file, { name: 'test', version: '1' });
  for (let count = 0; count < 3; count += 1) {
    const text = readFileSync(file, 'utf8');
    expect(JSON.parse(text).log.entries).toHaveLength(count);
    expect(text).not.toMatch(/hidden|sk_us|Signature=a/);
    recorder.add(PASSED, SENSITIVE);
    await recorder.flush();
  }
  await recorder.close();
  const [entry] = JSON.parse(readFileSync(file, 'utf8')).log.entries;
  expect(entry).toMatchObject({ startedDateTime: '2026-01-01T00:00:00.000250Z', time: 1.5 });
  expect(entry.request.headers.slice(0, 2)).toEqual(PASSED.headers.slice(0, 2));
  expect(entry.request.headers[3].value).toContain(
    'Credential=[redacted-1]/20260101/us-east-1/ivs/aws4_request',
  );
  expect(entry.response.content.text).toBe('{"streamKey":{"value":"[redacted]"}}');
  for await (const read of readHar(file)) expect(read).toHaveProperty('entry');
});

it('keeps bytes that are no text, unless they hold a secret', async () => {
  const file = join(folder, 'traffic.har');
  const recorder = await Recorder.open(file, { name: 'test', version: '1' });
  const odd = Buffer.from([0xff, 0x00, 0xfe]);
  recorder.add({ ...PASSED, answered: [], received: copy(odd) });
  recorder.add({ ...PASSED, answered: [], received: copy(Buffer.concat([odd, Buffer.from(SECRET)])) });
  await recorder.close();
  const contents = JSON.parse(readFileSync(file, 'utf8')).log.entries.map(
    ({ response }: { response: { content: unknown } }) => response.content,
  );
  expect(contents[0]).toMatchObject({ text: odd.toString('base64'), encoding: 'base64' });
  expect(contents[1]).not.toHaveProperty('text');
});
