import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { SERVICES } from '../../../contract/types.js';
import { findSmithyModels } from './smithy-folder.js';
import { botocoreText, publishSmithy, smithyText } from './testing/models.js';

const root = mkdtempSync(join(tmpdir(), 'ivs-conformance-'));
afterAll(() => rmSync(root, { recursive: true }));

let count = 0;
/** A folder with these files. */
function place(files: { readonly [name: string]: string } = {}): string {
  count += 1;
  const folder = join(root, String(count));
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const OTHER = smithyText('ivs').replace('"sdkId": "ivs"', '"sdkId": "S3"');

describe('Smithy models are found', () => {
  const files = (path: string, services = SERVICES) =>
    [...findSmithyModels(path, services)].map(([service, { file }]) => [service, file.slice(path.length)]);

  test('in folders of folders', () => {
    expect(files(publishSmithy(place()))).toEqual([
      ['ivs', '/models/ivs/service/2020-07-14/ivs-2020-07-14.json'],
      ['ivs-realtime', '/models/ivs-realtime/service/2020-07-14/ivs-realtime-2020-07-14.json'],
    ]);
  });

  test('by the service that they define, among other files', () => {
    const folder = place({
      'a.json': OTHER,
      'b.json': smithyText('ivs-realtime'),
      'ivs.json': '["no model"]',
      'ivs-realtime.json': smithyText('ivs'),
      'half.json.part': '{',
    });
    expect(files(folder)).toEqual([
      ['ivs', '/ivs-realtime.json'],
      ['ivs-realtime', '/b.json'],
    ]);
  });

  test('as a file, with no other service', () => {
    const file = join(place({ 'model.json': smithyText('ivs') }), 'model.json');
    expect(files(file)).toEqual([['ivs', '']]);
  });

  test('beside a file that is broken, when nothing is missing', () => {
    expect(files(place({ 'a.json': smithyText('ivs'), 'b.json': '{' }), ['ivs'])).toEqual([
      ['ivs', '/a.json'],
    ]);
  });
});

test.each<[string, () => string, RegExp]>([
  [
    'there is no folder',
    () => join(root, 'nothing'),
    /^There is no \S+nothing\. Name a folder with Smithy models/,
  ],
  ['it is empty', place, /has no Smithy model of ivs \(.*\): it holds no JSON file\. Name a folder/],
  [
    'they are models in the form of botocore',
    () => place({ 'ivs.json': botocoreText('ivs') }),
    /: none of its JSON files \(1\) is a Smithy model of a service\. Name a folder/,
  ],
  [
    'they are of other services',
    () => place({ 'ivs.json': OTHER }),
    /: its Smithy models are of other services \(S3\)\. Name/,
  ],
  [
    'one that may be missing was cut short',
    () => place({ 'a.json': smithyText('ivs-realtime'), 'b.json': smithyText('ivs').slice(0, 5000) }),
    /b\.json is no model that can be compared with: it cannot be read as JSON: .* Get it again/,
  ],
  [
    'one has another form',
    () =>
      publishSmithy(place(), (text) =>
        text.replace('"target": "com.amazonaws.ivs#GetStreamRequest"', '"to": 1'),
      ),
    /ivs-2020-07-14\.json is no model that can be compared with: \/shapes\/com\.amazonaws\.ivs#GetStream\/input must have/,
  ],
  [
    'one lacks a shape that it uses',
    () => publishSmithy(place(), (text) => text.replace('#StreamState": {', '#Gone": {')),
    /ivs-2020-07-14\.json is no model .*: the model refers to shape "com\.amazonaws\.ivs#StreamState"/,
  ],
  [
    'there are several of a service',
    () => place({ 'a.json': smithyText('ivs'), 'b.json': smithyText('ivs') }),
    /several models of ivs, \S+a\.json and \S+b\.json: name the one/,
  ],
])('Smithy models are refused when %s', (_, folder, message) => {
  expect(() => findSmithyModels(folder(), SERVICES)).toThrow(message);
});
