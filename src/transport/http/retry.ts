import { setTimeout as delay } from 'node:timers/promises';
import { type Exchange, type Transport, TransportError, type WireRequest } from '../types.js';
import { answerErrorCode } from './answer.js';

/** When a request may be sent again. */
export interface RetryPolicy {
  /** The endpoint is on this machine: pauses are short. */
  readonly isLoopback: boolean;
  /** The operation changes nothing: it may be sent again after a broken connection. */
  readonly readonly?: boolean;
  /** Requests at most while throttled. Default: 5. */
  readonly attempts?: number;
  /** Requests at most while the endpoint answers that it fails: a fault that stays is a finding. Default: 5. */
  readonly attemptsWhenFailing?: number;
  /** Requests at most while connections break. Default: 2. */
  readonly attemptsWhenBroken?: number;
  /** First pause, doubled each time. Default: 1 000, on loopback 50. */
  readonly firstPauseMs?: number;
}

/** An exchange, and what it took to get it. */
export interface SettledExchange {
  /** The last one. */
  readonly exchange: Exchange;
  /** How often the request was sent again. */
  readonly retries: number;
  /** Whether the last exchange is still a refusal to be asked so often: nothing can be concluded from it. */
  readonly throttled: boolean;
  /** How many answers were such refusals. */
  readonly throttledAnswers: number;
  /** How many answers said that the endpoint fails. */
  readonly failedAnswers: number;
  /** Whether the last one still does. */
  readonly failed: boolean;
  /** How long the last one asked to wait, in milliseconds, where that was too long. */
  readonly askedToWaitMs?: number;
}

/** Codes by which the services, and the gateways in front of them, ask to slow down. */
const THROTTLING_CODE = /^(?:Throttl|RequestThrottl|TooManyRequests)/;

/** Codes that say something else, whatever status they come with: waiting makes no room in a quota. */
const OTHER_CODE = /^ServiceQuotaExceeded/;

const TRANSIENT_STATUS: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/** How long `Retry-After` may ask to wait, in milliseconds: what asks for more is not sent again, as the run has to go on. */
export const LONGEST_RETRY_AFTER_MS = 30_000;

/** How long all pauses of one request may take together, in milliseconds. */
const LONGEST_WAIT_MS = 60_000;

type Trouble = 'throttled' | 'server-error' | 'reset';

/**
 * Sends a request, again if need be: after throttling and after an answer that the endpoint fails always, as such
 * requests were not carried out; after a broken connection only where the policy says that this does no harm.
 * @throws TransportError when no response arrived
 */
export async function sendWithRetry(
  transport: Transport,
  request: WireRequest,
  policy: RetryPolicy,
  signal?: AbortSignal,
): Promise<SettledExchange> {
  const { attempts = 5, attemptsWhenFailing = 5, attemptsWhenBroken = 2 } = policy;
  const most = { throttled: attempts, 'server-error': attemptsWhenFailing, reset: attemptsWhenBroken };
  const seen = { throttled: 0, 'server-error': 0, reset: 0 };
  let waitedMs = 0;
  for (let sent = 1; ; sent += 1) {
    const outcome = await attempt(transport, request, signal);
    const trouble = troubleOf(outcome);
    // Each trouble is counted apart: one fault after a refusal to be asked so often is not yet one that stays.
    if (trouble !== undefined) seen[trouble] += 1;
    const askedMs = askedPauseMs(outcome);
    const pauseFor = Math.max(pauseMs(policy, sent), askedMs);
    const isTooLong = askedMs > LONGEST_RETRY_AFTER_MS || waitedMs + pauseFor > LONGEST_WAIT_MS;
    const isOver = trouble !== undefined && (seen[trouble] >= most[trouble] || isTooLong);
    if (trouble === undefined || !mayRepeat(trouble, policy) || isOver) {
      if (outcome instanceof TransportError) throw outcome;
      return {
        exchange: outcome,
        retries: sent - 1,
        throttled: trouble === 'throttled',
        throttledAnswers: seen.throttled,
        failed: trouble === 'server-error',
        failedAnswers: seen['server-error'],
        ...(askedMs > LONGEST_RETRY_AFTER_MS && trouble !== undefined ? { askedToWaitMs: askedMs } : {}),
      };
    }
    waitedMs += pauseFor;
    await pause(pauseFor, outcome, signal);
  }
}

async function attempt(
  transport: Transport,
  request: WireRequest,
  signal: AbortSignal | undefined,
): Promise<Exchange | TransportError> {
  try {
    return await transport.send(request, signal);
  } catch (error) {
    if (error instanceof TransportError) return error;
    throw error;
  }
}

function troubleOf(outcome: Exchange | TransportError): Trouble | undefined {
  if (outcome instanceof TransportError) return outcome.failure === 'reset' ? 'reset' : undefined;
  const { response } = outcome;
  if (response.status < 400) return undefined;
  const code = answerErrorCode(response) ?? '';
  if (THROTTLING_CODE.test(code) || (response.status === 429 && !OTHER_CODE.test(code))) return 'throttled';
  return TRANSIENT_STATUS.has(response.status) ? 'server-error' : undefined;
}

function mayRepeat(trouble: Trouble, policy: RetryPolicy): boolean {
  return trouble !== 'reset' || policy.readonly === true;
}

/** Never less than the first pause: jitter only lengthens, so that many clients drift apart. */
function pauseMs(policy: RetryPolicy, sent: number): number {
  const first = policy.firstPauseMs ?? (policy.isLoopback ? 50 : 1_000);
  return first * 2 ** (sent - 1) * (1 + Math.random() / 2);
}

/** `Retry-After` holds seconds or a date (RFC 9110, section 10.2.3); anything else asks for nothing. */
function askedPauseMs(outcome: Exchange | TransportError): number {
  if (outcome instanceof TransportError) return 0;
  const header = outcome.response.headers['retry-after'];
  if (header === undefined) return 0;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}

async function pause(
  milliseconds: number,
  { request }: Exchange | TransportError,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await delay(milliseconds, undefined, { ...(signal && { signal }) });
  } catch (cause) {
    const message = `${request.operation} at ${request.url} was given up, because the run was interrupted.`;
    throw new TransportError('aborted', message, request, { cause });
  }
}
