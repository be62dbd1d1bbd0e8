import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import * as generators from '../../../generators/index.js';
import { loadContract } from '../../contract/load.js';
import { SERVICES } from '../../contract/types.js';
import { checkClient } from './check.js';
import { type Called, type CapturedRequest, loadClient, type Reply, type SdkClient } from './client.js';
import { standingTo } from './drift/standing.js';
import { exercise, type Samples } from './exercise.js';
import { isComplete } from './findings/lacks.js';
import { locate } from './releases/locate.js';

const samples: Samples = {
  inputs: (contract, { operation }) =>
    fc.sample(generators.inputFor(contract, operation), { numRuns: 5, seed: 1 }),
  values: (contract, schema) => fc.sample(generators.fromSchema(contract, schema), { numRuns: 10, seed: 1 }),
};
const folders = locate(undefined, SERVICES);
const clientOf = (service: 'ivs' | 'ivs-realtime') => loadClient(service, folders.get(service) ?? '');

describe.each(SERVICES)('the installed client of %s', (service) => {
  it('does what the contract of its revision says, and knows no more and no less', async () => {
    const client = clientOf(service);
    const { asOf } = standingTo(service, client.surface);
    expect(asOf.differences).toBe(0);
    const verdict = await checkClient(loadContract(service, asOf.to), client, samples);
    expect(verdict.operations.flatMap(({ findings }) => findings)).toEqual([]);
    expect(new Set(verdict.operations.map(({ outcome }) => outcome))).toEqual(new Set(['conforms']));
    expect(isComplete(verdict.unknown) && isComplete(verdict.lacks)).toBe(true);
  });
});

describe('a client that departs from the contract', () => {
  let real: SdkClient;
  beforeAll(() => {
    real = clientOf('ivs');
  });

  /** The real client, with a change of what it sends, is answered and gives. */
  interface Fault {
    readonly sent?: (request: CapturedRequest) => CapturedRequest;
    readonly answered?: (reply: Reply) => Reply;
    readonly given?: (called: Called) => Called;
  }

  function broken({
    sent = (each) => each,
    answered = (each) => each,
    given = (each) => each,
  }: Fault): SdkClient {
    const wrong = (called: Called) => given({ ...called, requests: called.requests.map(sent) });
    return {
      ...{ service: real.service, version: real.version, engines: real.engines, folder: real.folder },
      surface: real.surface,
      defaults: () => real.defaults(),
      has: (operation) => real.has(operation),
      call: async (operation, input, reply) =>
        wrong(await real.call(operation, input, (request) => answered(reply(request)))),
      pages: (operation, input, reply) =>
        real
          .pages(operation, input, (request) => answered(reply(request)))
          ?.then((called) => ({ ...wrong(called), pages: called.pages })),
      isInstance: (error, name) => real.isInstance(error, name),
    };
  }

  async function findings(operation: string, fault: Fault): Promise<string[]> {
    const contract = loadContract('ivs');
    const subject = contract.operations.get(operation);
    if (subject === undefined) throw new Error(`no operation ${operation}`);
    const found = await exercise(contract, subject, broken(fault), samples);
    return [...new Set(found.map(({ aspect, path, observed }) => `${aspect} ${path} ${observed}`))];
  }

  const change = (body: string, edit: (value: { [name: string]: unknown }) => void) => {
    const value = JSON.parse(body || '{}');
    edit(value);
    return JSON.stringify(value);
  };

  it('is told of when it sends something else', async () => {
    const sent = (edit: (request: CapturedRequest) => Partial<CapturedRequest>) => ({
      sent: (request: CapturedRequest) => ({ ...request, ...edit(request) }),
    });
    expect(
      await findings(
        'GetChannel',
        sent(() => ({ method: 'PUT' })),
      ),
    ).toEqual(['request (request line) PUT /GetChannel']);
    expect(
      await findings(
        'GetChannel',
        sent(() => ({ path: '/GetChannels' })),
      ),
    ).toHaveLength(1);
    expect(
      await findings(
        'GetChannel',
        sent(() => ({ hostname: 'example.com' })),
      ),
    ).toEqual(['request (host) example.com']);
    expect(
      await findings(
        'GetChannel',
        sent(({ headers }) => ({ headers: { ...headers, authorization: 'none' } })),
      ),
    ).toEqual(['request (signature) none']);
    expect(
      await findings(
        'GetChannel',
        sent(({ headers }) => ({ headers: { ...headers, 'content-type': 'text/plain' } })),
      ),
    ).toEqual(['request content-type text/plain']);
    expect(
      await findings(
        'GetChannel',
        sent(() => ({ body: '[]' })),
      ),
    ).toEqual(['request (body) []']);
    expect(
      await findings(
        'GetChannel',
        sent(({ body }) => ({ body: change(body, (value) => delete value.arn) })),
      ),
    ).toEqual(['request arn absent']);
    expect(
      await findings(
        'GetChannel',
        sent(({ body }) => ({ body: change(body, (value) => Object.assign(value, { more: 1 })) })),
      ),
    ).toEqual(['request more 1']);
  });

  it('is told of when it gives something else', async () => {
    const lost = (reply: Reply) => ({
      ...reply,
      body: change(reply.body, (value) => Object.assign(value.stream ?? {}, { state: undefined })),
    });
    expect(await findings('GetStream', { answered: lost })).toEqual(['answer stream.state absent']);
    const timeless = (called: Called) => ({
      ...called,
      output: JSON.parse(JSON.stringify(called.output ?? {})),
    });
    const found = await findings('GetStream', { given: timeless });
    expect(found.every((each) => /answer stream\.startTime "\d{4}-/.test(each))).toBe(true);
    expect(found.length).toBeGreaterThan(0);
    const thrown = ({ requests }: Called) => ({ requests, error: new Error('cannot read') });
    expect(await findings('GetChannel', { given: thrown })).toContain('answer  Error: cannot read');
  });

  it('is told of when it makes something else of errors', async () => {
    const unnamed = (reply: Reply) => ({ ...reply, headers: { 'content-type': 'application/json' } });
    expect(await findings('GetChannel', { answered: unnamed })).toContain(
      'error ResourceNotFoundException name "Unknown"',
    );
    const silent = (reply: Reply) => (reply.status < 400 ? reply : { ...reply, body: '{}' });
    expect(await findings('GetChannel', { answered: silent })).toContain(
      'error ResourceNotFoundException message "UnknownError"',
    );
  });

  it('is told of when it does not walk all pages', async () => {
    const endless = (reply: Reply) => ({
      ...reply,
      body: change(reply.body, (value) => delete value.nextToken),
    });
    expect(await findings('ListChannels', { answered: endless })).toContain('pages pages 1');
  });
});
