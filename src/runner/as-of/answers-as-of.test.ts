import { describe, expect, test } from 'vitest';
import { loadContracts } from '../../contract/load.js';
import { Router } from '../../contract/route.js';
import type { Contracts, Service } from '../../contract/types.js';
import { findMutant } from '../../reference/mutants/index.js';
import { createReference, type ReferenceOptions } from '../../reference/reference.js';
import type { InProcessEndpoint } from '../../transport/in-process.js';
import { leftOut } from '../run/sample.js';
import { allChecks, ask, contracts, refusal, scopes } from '../testing/asking.js';
import { type Dated, dated } from './answers-as-of.js';

/** Asks an endpoint as a smoke run does. */
async function datedOf(
  endpoint: InProcessEndpoint,
  services: readonly Service[] = ['ivs'],
  isJudged = false,
): Promise<Dated> {
  const checks = allChecks.filter(({ service }) => services.includes(service));
  const asked = new Map([...scopes].filter(([service]) => services.includes(service)));
  const { results, environment } = await ask(endpoint, {
    checks,
    scopes: asked,
    leftOut: leftOut(checks, 1),
    concurrency: 8,
    isJudged,
  });
  const contractsAsked = [...asked.values()].map(({ contract }) => contract);
  return dated(contractsAsked, results, environment.coverage.parts(contractsAsked, []));
}

/** An endpoint of a date, with the operations that are kept. */
function of(
  date: string | undefined,
  options: ReferenceOptions = {},
  isKept = (_: string) => true,
): InProcessEndpoint {
  const there = loadContracts(date === undefined ? {} : { revision: date });
  const kept: Contracts = new Map(
    [...there].map(([service, contract]) => [
      service,
      { ...contract, operations: new Map([...contract.operations].filter(([name]) => isKept(name))) },
    ]),
  );
  return createReference({ contracts: kept, ...options }).handle;
}

function unexplained({ results }: Dated): string[] {
  return results.flatMap(({ id, deviation }) =>
    deviation === undefined || deviation.noneAsOf !== undefined ? [] : [id],
  );
}

describe('an endpoint that is behind', () => {
  test('is dated, and all that later revisions brought is none of its faults', async () => {
    const found = await datedOf(of('2026-07-09'));
    expect(found.answersAsOf.ivs).toMatchObject({ earliest: '2026-07-09', latest: '2026-07-09' });
    const { revisions, operations, members } = found.answersAsOf.ivs?.lacks ?? {};
    expect(revisions).toEqual(['2026-10-26', '2026-10-28']);
    expect(operations).toHaveLength(5);
    expect(members).toContainEqual({
      operation: 'UpdateChannel',
      side: 'request',
      member: 'failoverSlateConfigurationArn',
    });
    expect(members).toContainEqual({
      operation: 'InsertAdBreak',
      side: 'response',
      member: 'targetStartAt',
    });
    expect(unexplained(found)).toEqual([]);
    expect(found.results.some(({ deviation }) => deviation?.noneAsOf === '2026-07-09')).toBe(true);
  });

  test('is not blamed for showing nothing of what it did not know when it was sent', async () => {
    const found = await datedOf(of('2026-04-22'), ['ivs'], true);
    expect(found.answersAsOf.ivs).toMatchObject({ earliest: '2026-04-22', latest: '2026-04-22' });
    // Nor for an answer that only a later pattern forbids.
    expect(unexplained(found)).toEqual([]);
  });

  test('is dated by each service, by a range where nothing tells its revisions apart', async () => {
    const found = await datedOf(of('2023-10-12'), ['ivs', 'ivs-realtime']);
    expect(found.answersAsOf).toMatchObject({
      ivs: { earliest: '2023-07-18', latest: '2023-11-21' },
      'ivs-realtime': { latest: '2023-10-12' },
    });
    expect(unexplained(found)).toEqual([]);
  });

  test('is dated by constraints where nothing else changed', async () => {
    const found = await datedOf(of('2026-04-22'));
    expect(found.answersAsOf.ivs).toMatchObject({ earliest: '2026-04-22', latest: '2026-04-22' });
    expect(unexplained(found)).toEqual([]);
  });

  test('is dated also if it refuses members that it does not know', async () => {
    const there = loadContracts({ revision: '2024-11-14' });
    const router = new Router(there);
    const { handle } = createReference({ contracts: there });
    const found = await datedOf((request) => {
      const match = router.find(request.method, request.path);
      const known = typeof match === 'string' ? {} : match.operation.input.properties;
      const sent = typeof match === 'string' ? [] : membersOf(request.body.toString());
      const isKnown = sent.every((name) => known?.[name] !== undefined);
      return isKnown ? handle(request) : refusal(400, 'ValidationException');
    });
    expect(found.answersAsOf.ivs).toMatchObject({ earliest: '2024-11-14', latest: '2024-11-14' });
    expect(unexplained(found)).toEqual([]);
  });

  test.each([
    'constraint-looser/ivs/CreateChannel/name/maxLength',
    // The pattern is another one since, and what is taken breaks both.
    'constraint-ignored/ivs/GetChannel/arn/pattern',
  ])('has its own faults all the same: %s', async (id) => {
    const there = loadContracts({ revision: '2024-04-04' });
    const fault = id.replace(/^[\w-]+/, 'constraint');
    const checks = allChecks.filter(
      (check) =>
        check.service === 'ivs' && (/^(?:operation|lifecycle)$/.test(check.kind) || check.id === fault),
    );
    const endpoint = of('2024-04-04', { mutant: findMutant(there, id) });
    const { results, environment } = await ask(endpoint, { checks });
    const asked = [...contracts.values()].filter(({ service }) => service === 'ivs');
    const found = dated(asked, results, environment.coverage.parts(asked, []));
    expect(found.answersAsOf.ivs?.earliest).toBe('2024-04-04');
    expect(unexplained(found)).toEqual([fault]);
  });

  test('has its own faults all the same: bodies that are no JSON', async () => {
    const there = of('2024-11-14');
    const found = await datedOf((request) =>
      there(isJson(request.body.toString()) ? request : { ...request, body: '{}' }),
    );
    expect(found.answersAsOf.ivs).toMatchObject({ earliest: '2024-11-14', latest: '2024-11-14' });
    expect(unexplained(found)).toEqual([expect.stringMatching(/^malformed\/ivs\/.*body$/)]);
  });
});

describe('an endpoint of which dates tell nothing', () => {
  test.each([
    ['implements a few operations', (name: string) => /^\w+Channels?$/.test(name)],
    ['lacks some operations of every age', (name: string) => !/Recording|Restriction|PlaybackKey/.test(name)],
  ])('is not dated when it %s', async (_, isKept) => {
    const found = await datedOf(of('2024-11-14', {}, isKept));
    expect(found.answersAsOf).toEqual({});
    expect(found.results.some(({ deviation }) => deviation?.noneAsOf !== undefined)).toBe(false);
  });

  test('is not dated when it is up to date', async () => {
    expect((await datedOf(of(undefined))).answersAsOf).toEqual({});
  });
});

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return body === '';
  }
}

function membersOf(body: string): string[] {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? Object.keys(value) : [];
  } catch {
    return [];
  }
}
