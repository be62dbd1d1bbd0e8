/** Deviations in which the server fails: a 5xx, or a connection that is closed or stays silent. */
import { bucket } from '../../bucket.js';
import { inGeneral, type Suspicion } from '../spot.js';

/** Whether the server failed where it ought to have answered. */
export function isFailure({ deciding, deviation: { observed } }: Suspicion): boolean {
  return deciding !== undefined && (deciding.response === undefined || /^5\d\d\b/.test(observed));
}

/** What fails alike: valid requests of each operation apart; of what is invalid, whatever is so in the same way. */
export function groupFailures(suspicions: readonly Suspicion[]): Suspicion[][] {
  const failing = suspicions.filter(isFailure);
  return [...bucket(failing, (each) => `${triggerOf(each)}\n${failureOf(each)}`).values()];
}

/** What the server failed on. */
function triggerOf({ check, at, expectsRefusal }: Suspicion): string {
  if (check.kind === 'malformed')
    return check.id.split('/')[3] === 'type' ? 'a value of another type' : 'a malformed request';
  return expectsRefusal ? 'an invalid value' : at;
}

/** The failure without what differs from request to request. */
function failureOf({ deciding, deviation: { observed } }: Suspicion): string {
  if (deciding?.response === undefined) return 'no answer';
  return inGeneral(observed)
    .replace(/(?<=\D)\d+/g, '…')
    .slice(0, 200);
}
