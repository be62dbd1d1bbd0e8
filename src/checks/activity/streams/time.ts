import { TIMESTAMP_PATTERN } from '../../../contract/schema/timestamp.js';
import type { Json } from '../../../contract/types.js';
import type { Answer } from '../../../transport/http/answer.js';
import { show } from '../../expect/expect.js';
import { DeviationFound } from '../../expect/verdicts.js';

const TIMESTAMP = new RegExp(TIMESTAMP_PATTERN, 'u');

/** How far clocks may be apart, in milliseconds. */
const TOLERANCE_MS = 5 * 60_000;

/**
 * The member is an ISO 8601 time between the beginning of the question and its answer.
 * @param began when the question began, by the clock of this machine, in milliseconds
 * @throws DeviationFound
 */
export function expectTime(answer: Answer, path: string, value: Json | undefined, began: number): void {
  const here = Date.now();
  // The endpoint's own clock, where it tells the time, so that a wrong clock here is not held against it.
  const now = Date.parse(answer.exchange.response.headers.date ?? '') || here;
  const earliest = now - (here - began) - TOLERANCE_MS;
  const time = typeof value === 'string' && TIMESTAMP.test(value) ? Date.parse(value) : Number.NaN;
  if (time >= earliest && time <= now + TOLERANCE_MS) return;
  throw new DeviationFound({
    expected: `${path} is an ISO 8601 time from ${new Date(earliest).toISOString()} to ${new Date(now + TOLERANCE_MS).toISOString()}`,
    observed: `${path} is ${show(value)}`,
    member: path,
    exchange: answer.exchange,
  });
}
