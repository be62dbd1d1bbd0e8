import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../contract/types.js';
import { readAnswer } from '../../transport/http/answer.js';
import type { WireResponse } from '../../transport/types.js';
import { allChecks, ask, contracts, json, referenceEndpoint, refusal, scopes } from '../testing/asking.js';
import { type CoveragePart, CoverageRecorder } from './coverage.js';

const contract = contracts.get('ivs') ?? expect.fail('there is no contract of ivs');
const ARN = 'arn:aws:ivs:us-east-1:123456789012:channel/abc';
const LONGEST = ARN.padEnd(128, 'x');

/** What is exercised of an operation once these requests were answered so, without the operation itself. */
function noted(name: string, ...calls: [JsonObject | undefined, WireResponse][]): string[] {
  const operation = contract.operations.get(name) ?? expect.fail(`there is no ${name}`);
  const recorder = new CoverageRecorder();
  for (const [input, response] of calls) {
    const request = {
      service: 'ivs',
      operation: name,
      method: 'POST',
      path: '/',
      url: '/',
      headers: {},
    } as const;
    recorder.record(contract, operation, input, readAnswer(operation, { request, response, durationMs: 1 }));
  }
  return exercised(recorder.parts([contract], []));
}

function exercised(parts: readonly CoveragePart[]): string[] {
  return parts.flatMap(({ what, name, isExercised }) => (isExercised ? [`${what}: ${name}`] : []));
}

const sent = (input: JsonObject) => noted('ListStreamKeys', [input, json(200, {})]);
const sides = (input: JsonObject) => sent(input).filter((name) => name.startsWith('constraints'));

describe('of ListStreamKeys, whose input has three members', () => {
  test('nothing is exercised before a request', () => {
    expect(noted('ListStreamKeys')).toEqual([]);
  });

  test('a request exercises the members that it holds, and what a valid one keeps', () => {
    expect(sent({ channelArn: ARN })).toEqual([
      'operations: ListStreamKeys',
      'members: channelArn',
      'constraints: channelArn required kept',
      'constraints: channelArn pattern kept',
    ]);
  });

  test.each<[string, JsonObject, string[]]>([
    [
      'a limit is kept by a value on it',
      { channelArn: LONGEST, maxResults: 1 },
      [
        'constraints: channelArn required kept',
        'constraints: channelArn pattern kept',
        'constraints: channelArn maxLength kept',
        'constraints: maxResults minimum kept',
      ],
    ],
    [
      'one broken constraint is exercised',
      { channelArn: ARN, maxResults: 51 },
      ['constraints: maxResults maximum broken'],
    ],
    ['so is one that is broken by absence', { maxResults: 50 }, ['constraints: channelArn required broken']],
    ['of two broken ones neither is', { channelArn: ARN, maxResults: 0, nextToken: '?' }, []],
    ['nor is one beside a value of another type', { channelArn: ARN, maxResults: 51, nextToken: 7 }, []],
    ['nor one beside an unknown member', { channelArn: ARN, maxResults: 51, surprise: 1 }, []],
    [
      'characters are counted as code points',
      { channelArn: ARN, nextToken: '😀'.repeat(600) },
      ['constraints: nextToken pattern broken'],
    ],
  ])('%s', (_, input, expected) => {
    expect(sides(input)).toEqual(expected);
  });

  test('the totals are those of the contract, without what no request can ask', () => {
    const parts = new CoverageRecorder().parts([contract], []);
    const names = parts
      .filter(({ operation }) => operation === 'ListStreamKeys')
      .map(({ what, name }) => `${what}: ${name}`);
    // The least length of channelArn, 1, is not there: the empty string breaks the pattern as well.
    expect(names.filter((name) => name.startsWith('constraints')).sort()).toEqual(
      [
        'channelArn required',
        'channelArn pattern',
        'channelArn maxLength',
        'maxResults minimum',
        'maxResults maximum',
        'nextToken pattern',
        'nextToken maxLength',
      ]
        .flatMap((name) => [`constraints: ${name} broken`, `constraints: ${name} kept`])
        .sort(),
    );
    expect(names.filter((name) => name.startsWith('members'))).toHaveLength(3);
    // A member in the path cannot be left out.
    const tagging = parts.filter(
      ({ operation, name }) => operation === 'ListTagsForResource' && name.startsWith('resourceArn required'),
    );
    expect(tagging.map(({ name }) => name)).toEqual(['resourceArn required kept']);
  });

  test('a successful answer exercises the output members that it shows; null is as good as absent', () => {
    const shown = (body: JsonObject, status = 200) =>
      noted('ListStreamKeys', [undefined, json(status, body)]).filter((name) =>
        name.startsWith('outputMembers'),
      );
    expect(shown({ streamKeys: [{}, { arn: 'x', tags: {} }], nextToken: null, surprise: 1 })).toEqual([
      'outputMembers: streamKeys',
      'outputMembers: streamKeys[].arn',
      'outputMembers: streamKeys[].tags',
    ]);
    expect(shown({ streamKeys: [] }, 400)).toEqual([]);
  });

  test('what is seen in several answers adds up', () => {
    const answers = [
      { streamKeys: [] },
      { streamKeys: [{ arn: 'x' }] },
      { streamKeys: [{ channelArn: 'y' }] },
    ];
    const seen = noted(
      'ListStreamKeys',
      ...answers.map((body): [undefined, WireResponse] => [undefined, json(200, body)]),
    );
    expect(seen).toContain('outputMembers: streamKeys[].arn');
    expect(seen).toContain('outputMembers: streamKeys[].channelArn');
  });
});

test('members of an output that travel as headers are seen there', () => {
  expect(noted('BatchGetChannel', [undefined, json(200, {}, { 'cache-control': 'no-cache' })])).toEqual([
    'operations: BatchGetChannel',
    'outputMembers: cacheControl',
  ]);
});

test('values of enumerations are exercised one by one', () => {
  expect(noted('CreateChannel', [{ latencyMode: 'LOW', type: 'NONE' }, json(200, {})])).toContain(
    'enumValues: latencyMode LOW',
  );
  expect(
    noted('CreateChannel', [{ type: 'BASIC' }, json(200, {})]).filter((name) => name.startsWith('enum')),
  ).toEqual(['enumValues: type BASIC']);
});

describe('an answer that is not about the request exercises nothing but the error that it is', () => {
  test.each<[string, WireResponse, string[]]>([
    ['no permission', refusal(403, 'AccessDeniedException'), ['errors: AccessDeniedException']],
    ['throttled', refusal(429, 'ThrottlingException'), []],
    ['a fault of the endpoint', refusal(500, 'InternalServerException'), []],
    ['an operation that is not there', json(404, undefined), []],
  ])('%s', (_, response, expected) => {
    expect(noted('ListStreamKeys', [{ channelArn: ARN }, response])).toEqual(expected);
  });

  test('a declared error of the operation is about it', () => {
    expect(
      noted('ListStreamKeys', [{ channelArn: ARN }, refusal(404, 'ResourceNotFoundException')]),
    ).toContain('errors: ResourceNotFoundException');
  });
});

test('of a reference run, no check of a constraint leaves its broken side out', async () => {
  const { environment, results } = await ask(referenceEndpoint(), {
    checks: allChecks.filter(({ kind }) => kind === 'constraint'),
    concurrency: 8,
  });
  const decided = new Set(results.filter(({ outcome }) => outcome === 'conforms').map(({ id }) => id));
  const left = environment.coverage
    .parts(
      [...scopes.values()].map((scope) => scope.contract),
      [],
    )
    .filter(({ side, isExercised }) => side?.isBroken && decided.has(side.check) && !isExercised);
  expect(left.map(({ side }) => side?.check)).toEqual([]);
});
