import { describe, expect, test } from 'vitest';
import type { InProcessEndpoint } from '../transport/in-process.js';
import type { WireResponse } from '../transport/types.js';
import { allChecks, ask, checksWith, json, referenceEndpoint, refusal } from './testing/asking.js';

const WORKING = [
  'CreateChannel',
  'GetChannel',
  'ListChannels',
  'DeleteChannel',
  'UpdateChannel',
  'CreateStage',
];

/** An endpoint with six operations; everything else is answered alike. */
function six(otherwise: (path: string) => WireResponse): InProcessEndpoint {
  const reference = referenceEndpoint();
  return (request) =>
    WORKING.includes(request.path.slice(1)) ? reference(request) : otherwise(request.path);
}

const operations = checksWith('operation/');

describe('an operation that is answered as a path that cannot exist is not implemented', () => {
  test.each<[string, (path: string) => WireResponse]>([
    ['404', () => json(404, { message: 'Not Found' })],
    ['404 of the services', () => refusal(404, 'ResourceNotFoundException', 'no such resource')],
    ['400 of another service', () => refusal(400, 'InvalidRequestException', 'Unknown action')],
    ['400 that names it', (path) => refusal(400, 'NotSupportedException', `Unknown action ${path.slice(1)}`)],
    ['400 of the services', () => refusal(400, 'ValidationException', 'Unknown action')],
    ['501', () => json(501, {})],
    ['403', () => refusal(403, 'AccessDeniedException')],
    ['403 of a gateway', () => json(403, { message: 'Missing Authentication Token' })],
    ['an empty success', () => json(200, {})],
  ])('%s', async (_, otherwise) => {
    const { results } = await ask(six(otherwise), { checks: operations, concurrency: 8 });
    const there = results
      .filter(({ outcome }) => outcome === 'conforms')
      .map(({ operations: [name] }) => name);
    expect(there.toSorted()).toEqual(WORKING.toSorted());
    expect(results.filter(({ outcome }) => outcome === 'unimplemented')).toHaveLength(80);
  });

  test('a refusal that any path gets, but not a valid request, does not make it missing', async () => {
    const reference = referenceEndpoint();
    const endpoint: InProcessEndpoint = async (request) => {
      const response = await reference(request);
      return response.status < 400 ? response : refusal(404, 'ResourceNotFoundException', 'nothing there');
    };
    const { results } = await ask(endpoint, { checks: operations, concurrency: 8 });
    const missing = results.filter(({ outcome }) => outcome === 'unimplemented');
    // Only what no valid request can be made for without somebody who goes live.
    const driven = new Set(
      allChecks
        .filter(({ id, drives }) => id.startsWith('http/') && drives)
        .map(({ operations: [name] }) => name),
    );
    expect(missing.map(({ operations: [name] }) => name).filter((name) => !driven.has(name))).toEqual([]);
  });

  test('where nothing is permitted, nothing is concluded', async () => {
    const { results } = await ask(() => refusal(403, 'AccessDeniedException', 'not yours'), {
      checks: operations,
      concurrency: 8,
    });
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['inconclusive']));
    expect(results[0]?.reason).toContain('is not permitted');
  });
});
