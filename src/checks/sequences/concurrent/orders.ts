/** Whether what two clients were answered at the same time, and left behind, is what some order of their calls does. */
import type { Step } from '../../../../generators/index.js';
import type { Resource } from '../../../contract/resources.js';
import type { Json, JsonObject } from '../../../contract/types.js';
import type { Answer } from '../../../transport/http/answer.js';
import { asObject } from '../../ask/exercise.js';
import { differs, isUnordered } from '../../expect/compare.js';
import { equal, matches } from '../../expect/expect.js';

/** A call of a client, and what came of it. */
export interface Made {
  readonly step: Step;
  readonly answer: Answer;
}

/** What the calls so far have made of the resource that both clients change. */
export interface State {
  readonly isThere: boolean;
  /** Members that were changed, as they were sent. */
  readonly sent: JsonObject;
  readonly tags: JsonObject;
}

/** The resource as it is shown in the end; undefined where it is not found. */
export type Shown = JsonObject | undefined;

const GONE = 404;

/** Statuses of a call that did not happen, by the account or because of the other client. */
const NOT_DONE: readonly number[] = [402, 403, 409, 429, 500, 503];

/** Whether a refusal can be understood by what both clients do. */
export function isExpected({ answer }: Made): boolean {
  return answer.succeeded || answer.status === GONE || NOT_DONE.includes(answer.status);
}

/** The states that all calls lead to in the orders in which they can have been answered as they were. */
export function endsOf(state: State, left: readonly Made[], right: readonly Made[]): State[] {
  if (left.length + right.length === 0) return [state];
  const ends = (first: Made | undefined, restLeft: readonly Made[], restRight: readonly Made[]) => {
    const next = first && after(state, first);
    return next === undefined ? [] : endsOf(next, restLeft, restRight);
  };
  return [...ends(left[0], left.slice(1), right), ...ends(right[0], left, right.slice(1))];
}

/** What a call makes of a state; undefined where it cannot have been answered so. */
function after(state: State, { step, answer }: Made): State | undefined {
  if (!answer.succeeded) return answer.status === GONE && state.isThere ? undefined : state;
  // Two clients may both be told that what they delete is gone.
  if (step.does === 'delete') return { ...state, isThere: false };
  if (step.does === 'create') return state;
  if (!state.isThere) return undefined;
  if (step.does === 'update') return { ...state, sent: { ...state.sent, ...step.input } };
  const { tags, tagKeys } = step.input;
  const removed: readonly Json[] = Array.isArray(tagKeys) ? tagKeys : [];
  const kept = Object.entries(state.tags).filter(([key]) => !removed.includes(key));
  return { ...state, tags: { ...Object.fromEntries(kept), ...asObject(tags) } };
}

/**
 * The first member in which a resource is not as a state has it; empty where it is there and should not be, or the
 * other way round.
 * @param before the resource before both clients began
 */
export function mismatch(
  resource: Resource,
  before: JsonObject,
  state: State,
  shown: Shown,
): string | undefined {
  if (shown === undefined || !state.isThere) return (shown !== undefined) === state.isThere ? undefined : '';
  const sent = Object.keys(state.sent);
  const wrong = sent.find((member) => {
    const value = state.sent[member] ?? null;
    return !matches(shown[member], value, isUnordered(resource, member), member);
  });
  if (wrong !== undefined) return wrong;
  const along = sent.flatMap((member) => resource.members?.[member]?.changes ?? []);
  const other = differs(resource, before, shown, [...sent, ...along, 'tags']);
  if (other !== undefined || !resource.taggable) return other;
  return equal(asObject(shown.tags), state.tags) ? undefined : 'tags';
}
