import { describe, expect, it } from 'vitest';
import { createChannel } from '../testing/requests.js';
import {
  type Exchange,
  type Transport,
  TransportError,
  type TransportFailure,
  type WireResponse,
} from '../types.js';
import { LONGEST_RETRY_AFTER_MS, type RetryPolicy, sendWithRetry } from './retry.js';

type Reaction = Partial<WireResponse> | TransportFailure;

/** A transport that reacts as scripted, the last reaction for ever, and notes when. */
function scripted(...reactions: Reaction[]): Transport & { readonly times: number[] } {
  const times: number[] = [];
  return {
    times,
    endpoint: 'http://127.0.0.1:1',
    region: 'us-east-1',
    get requests() {
      return times.length;
    },
    async send(request): Promise<Exchange> {
      const reaction = reactions[Math.min(times.length, reactions.length - 1)];
      times.push(performance.now());
      const sent = { ...request, url: `http://127.0.0.1:1${request.path}` };
      if (reaction === undefined || typeof reaction === 'string') {
        throw new TransportError(reaction ?? 'other', 'as scripted', sent);
      }
      return { request: sent, response: { status: 200, headers: {}, body: '', ...reaction }, durationMs: 1 };
    },
    close: async () => undefined,
  };
}

const QUICK: RetryPolicy = { isLoopback: true, firstPauseMs: 1 };
const THROTTLED: Reaction = { status: 429 };

function pauses(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}

describe('throttling', () => {
  it.each<[string, Reaction]>([
    ['status 429', THROTTLED],
    [
      'a code in the header',
      { status: 400, headers: { 'x-amzn-errortype': 'ThrottlingException:http://x' } },
    ],
    ['a code in the body', { status: 503, body: '{"__type":"com.amazonaws#TooManyRequestsException"}' }],
  ])('is known by %s, and sent again for any operation', async (_, reaction) => {
    const transport = scripted(reaction, reaction, {});
    const settled = await sendWithRetry(transport, createChannel(), QUICK);
    expect(settled).toMatchObject({ retries: 2, throttled: false, exchange: { response: { status: 200 } } });
  });

  it('that never clears ends after the attempts allowed, and is marked', async () => {
    const transport = scripted(THROTTLED);
    const settled = await sendWithRetry(transport, createChannel(), { ...QUICK, attempts: 3 });
    expect(settled).toMatchObject({ retries: 2, throttled: true, exchange: { response: { status: 429 } } });
    expect(transport.requests).toBe(3);
  });

  it.each([
    ['a success that talks of it', { status: 200, body: '{"code":"ThrottlingException"}' }],
    ['a quota', { status: 402, headers: { 'x-amzn-errortype': 'ServiceQuotaExceededException' } }],
    [
      'a quota with a wrong status',
      { status: 429, headers: { 'x-amzn-errortype': 'ServiceQuotaExceededException' } },
    ],
  ])('is not seen in %s', async (_, reaction) => {
    const settled = await sendWithRetry(scripted(reaction), createChannel(), QUICK);
    expect(settled).toMatchObject({ retries: 0, throttled: false });
  });
});

describe('server errors', () => {
  it.each([500, 502, 503, 504])('%s is sent again for any operation, and counted', async (status) => {
    const settled = await sendWithRetry(scripted({ status }, { status }, {}), createChannel(), QUICK);
    expect(settled).toMatchObject({ retries: 2, failed: false, failedAnswers: 2 });
  });

  it('that stay are the answer', async () => {
    const settled = await sendWithRetry(scripted({ status: 500 }), createChannel(), {
      ...QUICK,
      readonly: true,
    });
    expect(settled).toMatchObject({ retries: 4, failed: true, exchange: { response: { status: 500 } } });
  });

  it.each([400, 404, 409, 501])('%s is always an answer', async (status) => {
    const settled = await sendWithRetry(scripted({ status }), createChannel(), { ...QUICK, readonly: true });
    expect(settled.retries).toBe(0);
  });
});

describe('troubles of both kinds', () => {
  it('are counted apart', async () => {
    const transport = scripted(THROTTLED, { status: 500 }, THROTTLED, {});
    const settled = await sendWithRetry(transport, createChannel(), { ...QUICK, readonly: true });
    expect(settled).toMatchObject({ retries: 3, exchange: { response: { status: 200 } } });
  });

  it('end with the first that stays', async () => {
    const transport = scripted(THROTTLED, { status: 500 });
    const settled = await sendWithRetry(transport, createChannel(), { ...QUICK, readonly: true });
    expect(settled).toMatchObject({ retries: 5, throttled: false, exchange: { response: { status: 500 } } });
  });
});

describe('a broken connection', () => {
  it('is tried again once, for an operation that only reads', async () => {
    const settled = await sendWithRetry(scripted('reset', {}), createChannel(), { ...QUICK, readonly: true });
    expect(settled.retries).toBe(1);
    const broken = sendWithRetry(scripted('reset'), createChannel(), { ...QUICK, readonly: true });
    await expect(broken).rejects.toMatchObject({ failure: 'reset' });
  });

  it('is never tried again where something may have been created', async () => {
    const transport = scripted('reset', {});
    const sending = sendWithRetry(transport, createChannel(), QUICK);
    await expect(sending).rejects.toMatchObject({ failure: 'reset' });
    expect(transport.requests).toBe(1);
  });

  it.each<TransportFailure>(['timeout', 'refused', 'aborted'])('is not the same as %s', async (failure) => {
    const sending = sendWithRetry(scripted(failure, {}), createChannel(), { ...QUICK, readonly: true });
    await expect(sending).rejects.toMatchObject({ failure });
  });
});

describe('pauses', () => {
  it('double from 50 ms on loopback', async () => {
    const transport = scripted(THROTTLED, THROTTLED, {});
    await sendWithRetry(transport, createChannel(), { isLoopback: true });
    const [first = 0, second = 0] = pauses(transport.times);
    expect(first).toBeGreaterThan(48);
    expect(first).toBeLessThan(140);
    expect(second).toBeGreaterThan(98);
  });

  it('begin with a second elsewhere', async () => {
    const transport = scripted(THROTTLED, {});
    await sendWithRetry(transport, createChannel(), { isLoopback: false });
    const [first = 0] = pauses(transport.times);
    expect(first).toBeGreaterThan(998);
    expect(first).toBeLessThan(2000);
  });

  it.each([
    ['seconds', () => '1'],
    ['a date', () => new Date(Date.now() + 2000).toUTCString()],
  ])('are as long as Retry-After asks in %s', async (_, retryAfter) => {
    const transport = scripted({ status: 429, headers: { 'retry-after': retryAfter() } }, {});
    await sendWithRetry(transport, createChannel(), QUICK);
    expect(pauses(transport.times)[0]).toBeGreaterThan(900);
  });

  it.each([
    ['a billion seconds', '1000000000'],
    ['the year 9999', 'Fri, 31 Dec 9999 23:59:59 GMT'],
    ['a number without end', '9'.repeat(400)],
  ])('are not waited for where Retry-After asks for %s', async (_, retryAfter) => {
    for (const status of [429, 503]) {
      const transport = scripted({ status, headers: { 'retry-after': retryAfter } }, {});
      const settled = await sendWithRetry(transport, createChannel(), QUICK);
      expect(settled.retries).toBe(0);
      expect(settled.askedToWaitMs).toBeGreaterThan(LONGEST_RETRY_AFTER_MS);
    }
  });

  it('are not longer than a minute together', async () => {
    const transport = scripted(THROTTLED);
    const settled = await sendWithRetry(transport, createChannel(), { ...QUICK, firstPauseMs: 61_000 });
    expect(settled).toMatchObject({ retries: 0, throttled: true });
    expect(settled.askedToWaitMs).toBeUndefined();
  });

  it('end at once when the run is interrupted', async () => {
    const signal = AbortSignal.timeout(20);
    const sending = sendWithRetry(scripted(THROTTLED), createChannel(), { isLoopback: false }, signal);
    await expect(sending).rejects.toMatchObject({ name: 'TransportError', failure: 'aborted' });
  });
});
