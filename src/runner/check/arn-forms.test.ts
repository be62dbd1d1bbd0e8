import { expect, test } from 'vitest';
import { causesOf } from '../../results/causes/causes.js';
import type { InProcessEndpoint } from '../../transport/in-process.js';
import { allChecks, ask, referenceEndpoint } from '../testing/asking.js';

const KINDS: ReadonlySet<string> = new Set(['shape', 'output-constraint', 'same-name', 'lifecycle']);
const OF = /(?:StreamKey|PlaybackRestrictionPolicy|EncoderConfiguration|Stage)s?$/;
const checks = allChecks.filter(
  ({ kind, drives, operations: [name = ''] }) => !drives && KINDS.has(kind) && OF.test(name),
);

/** The reference endpoint, which is spoken to and speaks in other ARNs. */
const speaking = (there: (text: string) => string, back: (text: string) => string): InProcessEndpoint => {
  const reference = referenceEndpoint();
  return async (request) => {
    const body = request.body === undefined ? undefined : back(String(request.body));
    const response = await reference({ ...request, ...(body === undefined ? {} : { body }) });
    return response.status < 300 ? { ...response, body: there(response.body) } : response;
  };
};

test.each<[string, (text: string) => string, (text: string) => string]>([
  [
    'another service',
    (text) => text.replaceAll('arn:aws:ivs:', 'arn:aws:ivs-realtime:'),
    (text) => text.replaceAll('arn:aws:ivs-realtime:', 'arn:aws:ivs:'),
  ],
  [
    'another partition',
    (text) => text.replaceAll('arn:aws:ivs:', 'arn:emulated:ivs:'),
    (text) => text.replaceAll('arn:emulated:ivs:', 'arn:aws:ivs:'),
  ],
  ['no ARN', (text) => text.replace(/"arn":"[^"]*"/g, '"arn":null'), (text) => text],
  ['a number', (text) => text.replace(/"arn":"[^"]*"/g, '"arn":7'), (text) => text],
  ['a word', (text) => text.replace(/"arn":"[^"]*"/g, '"arn":"string"'), (text) => text],
])('%s in every ARN is one cause', async (_, there, back) => {
  const { results } = await ask(speaking(there, back), { checks, concurrency: 8 });
  const causes = causesOf(results);
  expect(causes.map(({ cause }) => cause.id)).toHaveLength(1);
  expect(causes[0]?.consequences.length).toBeGreaterThan(2);
  expect(causes[0]?.cause.deviation?.member).toMatch(/\.arn$/);
});
