import { describe, expect, test } from 'vitest';
import type { InProcessEndpoint } from '../../transport/in-process.js';
import type { WireResponse } from '../../transport/types.js';
import { allChecks, ask, checksWith, json, referenceEndpoint, refusal } from '../testing/asking.js';

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

/** Operations for which no valid request can be made without somebody who goes live. */
const driven = new Set(
  allChecks
    .filter(({ id, drives }) => id.startsWith('http/') && drives)
    .map(({ operations: [name] }) => name),
);

const page = (status: number, body: string): WireResponse => ({
  status,
  headers: { 'content-type': 'text/html' },
  body,
});

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
    [
      '403 that names it',
      (path) => json(403, { __type: 'AccessDenied', message: `may not ${path.slice(1)}` }),
    ],
    ['405', () => page(405, 'Method not allowed')],
    ['410 in HTML', () => page(410, '<h1>Gone</h1>')],
    ['a redirection', () => ({ status: 302, headers: { location: '/login' }, body: '' })],
    ['500 of the services', () => refusal(500, 'InternalServerException', 'failed')],
    ['502 of a gateway', () => page(502, '<h1>502 Bad Gateway</h1>')],
    ['503', () => refusal(503, 'ServiceUnavailableException')],
    ['an empty success', () => json(200, {})],
    ['a success that is a page', () => page(200, '<title>Welcome</title>')],
    ['a success that is a list', () => json(200, [])],
    ['a success without a body', () => ({ status: 204, headers: {}, body: '' })],
    ['a conflict', () => refusal(409, 'ConflictException')],
    ['a quota', () => refusal(402, 'ServiceQuotaExceededException')],
    [
      '400 with the ID of the request and the name in another spelling',
      (path) => {
        const [name = ''] = path.slice(1).split('/');
        const spelt = name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
        const id = Math.random().toString(36).slice(2);
        return refusal(
          400,
          'InvalidRequestException',
          `${spelt}: see request ${id}0 of ${new Date().toISOString()}`,
        );
      },
    ],
  ])('%s', async (_, otherwise) => {
    const { results } = await ask(six(otherwise), { checks: operations, concurrency: 8 });
    const there = results
      .filter(({ outcome }) => outcome === 'conforms')
      .map(({ operations: [name] }) => name);
    expect(there.toSorted()).toEqual(WORKING.toSorted());
    expect(results.filter(({ outcome }) => outcome === 'unimplemented')).toHaveLength(80);
  });

  test.each<[string, WireResponse]>([
    ['a code', refusal(400, 'UnsupportedActionException', 'no')],
    ['the code of another service', refusal(400, 'OperationNotSupportedException', 'no')],
    ['a text', refusal(400, 'InvalidRequestException', 'This operation is not supported yet')],
    ['a text of a failure', refusal(500, 'InternalServerException', 'handler not implemented')],
  ])('beside a router that knows other paths, %s says so as well', async (_, response) => {
    const endpoint = six((path) =>
      /^\/(?:[A-Z][a-z]+)+$/.test(path) && path !== '/ThereIsNoSuchOperation' ? response : json(404, {}),
    );
    const { results } = await ask(endpoint, { checks: operations, concurrency: 8 });
    expect(results.filter(({ outcome }) => outcome === 'unimplemented')).toHaveLength(80);
  });

  test('what is refused in the words for any path, but does what is valid, is there', async () => {
    const reference = referenceEndpoint();
    const endpoint: InProcessEndpoint = async (request) => {
      const response = await reference(request);
      return response.status < 400 || response.status === 402
        ? response
        : json(400, { message: 'Bad Request' });
    };
    const { results } = await ask(endpoint, { checks: operations, concurrency: 8 });
    const missing = results.filter(({ outcome }) => outcome === 'unimplemented');
    expect(missing.map(({ operations: [name] }) => name).filter((name) => !driven.has(name))).toEqual([]);
  });

  test('a refusal that any path gets, but not a valid request, does not make it missing', async () => {
    const reference = referenceEndpoint();
    const endpoint: InProcessEndpoint = async (request) => {
      const response = await reference(request);
      return response.status < 400 ? response : refusal(404, 'ResourceNotFoundException', 'nothing there');
    };
    const { results } = await ask(endpoint, { checks: operations, concurrency: 8 });
    const missing = results.filter(({ outcome }) => outcome === 'unimplemented');
    expect(missing.map(({ operations: [name] }) => name).filter((name) => !driven.has(name))).toEqual([]);
  });

  test('where all that changes something is refused, and all that reads works, the caller may only read', async () => {
    const reference = referenceEndpoint();
    const isRead = /^\/(?:Get|List|BatchGet)|^\/tags\//;
    const endpoint: InProcessEndpoint = (request) =>
      isRead.test(request.path) && (request.method === 'GET' || !request.path.startsWith('/tags'))
        ? reference(request)
        : refusal(403, 'AccessDeniedException', 'not yours');
    const { results } = await ask(endpoint, { checks: operations, concurrency: 8 });
    expect(results.filter(({ outcome }) => outcome === 'unimplemented')).toEqual([]);
    const create = results.find(({ id }) => id === 'operation/ivs/CreateChannel');
    expect(create).toMatchObject({
      outcome: 'inconclusive',
      reason: expect.stringContaining('is not permitted'),
    });
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
