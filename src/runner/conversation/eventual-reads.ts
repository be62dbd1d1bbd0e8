import { type Resource, resourceMadeBy } from '../../contract/resources.js';
import type { Json, JsonObject } from '../../contract/types.js';
import { type Answer, isObject } from '../../transport/http/answer.js';
import type { Environment, Shared } from '../environment.js';
import { pause } from './eventually.js';

/** Any ARN of the services within a text. */
const ARN = /arn:aws:ivs:[a-z0-9-]+:[0-9]+:[a-z-]+\/[a-zA-Z0-9-]+/g;

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** Notes what was made, which reads that lag behind do not know yet, and what is no more. */
export function noteLife(
  { made }: Shared,
  resources: readonly Resource[],
  { operation: { operation }, succeeded, exchange }: Answer,
  input: JsonObject,
): void {
  if (!succeeded) return;
  if (resourceMadeBy(resources, operation) !== undefined)
    for (const [arn] of exchange.response.body.matchAll(ARN)) made.set(arn, Date.now());
  if (resources.some((each) => each.delete?.operation === operation))
    for (const arn of namedIn(input)) made.delete(arn);
}

/**
 * Asks, and again as long as a read does not know what was made so short a time ago that it may lag behind.
 * @param ask puts the same request each time
 */
export async function onceSeen(
  { shared, settleMs }: Pick<Environment, 'shared' | 'settleMs'>,
  input: JsonObject,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    const answer = await ask();
    if (!answer.operation.readonly) return answer;
    const latest = Math.max(...unseenBy(answer, input).map((arn) => shared.made.get(arn) ?? 0));
    if (Date.now() + wait > latest + settleMs) return answer;
    await pause(wait);
  }
}

/** What of the input the answer says not to exist. */
function unseenBy({ status, output }: Answer, input: JsonObject): string[] {
  if (status === 404) return namedIn(input);
  const errors = Array.isArray(output.errors) ? output.errors : [];
  return errors.flatMap((each) => (isObject(each) && typeof each.arn === 'string' ? [each.arn] : []));
}

function namedIn(input: Json): string[] {
  return [...JSON.stringify(input).matchAll(ARN)].map(([arn]) => arn);
}
