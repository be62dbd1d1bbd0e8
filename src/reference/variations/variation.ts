import type { JsonObject } from '../../contract/types.js';
import type { ReferenceRequest, ReferenceResponse } from '../protocol/request.js';
import type { Answer, Call, Quotas, World } from '../state/call.js';
import type { Delivery } from './delivery/deliver.js';

/**
 * The reference endpoint made different in something that the documents leave free: it conforms as well as the plain
 * one, so no check may say otherwise.
 */
export interface Variation {
  /** `<family>/<what>`. */
  readonly id: string;
  /** What is different, as a sentence. */
  readonly statement: string;
  /** What leaves it free: a document, or that none says anything about it. */
  readonly freedom: string;
  /** Why it goes together with no other variation; absent where it does. */
  readonly alone?: string;
  /** What it keeps from being decided, so that a run is no pass; absent where all can be decided. */
  readonly undecides?: string;
  /**
   * Makes the behaviour of one endpoint.
   * @param random numbers in [0, 1), by which it draws whatever is left to chance
   */
  vary(random: () => number): Varied;
}

/** Carries out the call, a changed one, or does so in another world. */
export type Next = (changed?: Call, elsewhere?: World) => Answer;

/** What a varied endpoint does otherwise. */
export interface Varied {
  readonly settings?: Settings;
  /**
   * Stands between a request and its operation.
   * @param next carries out a call as documented; its answer is not to be changed in place
   */
  readonly intercept?: (call: Call, next: Next, world: World) => Answer;
  /** Changes every answer, refusals before any operation is known among them. */
  readonly answer?: (answer: Answer, request: ReferenceRequest) => Answer;
  /** Writes a body in another way. */
  readonly rewrite?: (json: string) => string;
  /** Changes every response as it is sent. */
  readonly respond?: (response: ReferenceResponse) => ReferenceResponse;
  /** How responses go over a connection; nothing of it shows in this process. */
  readonly delivery?: Delivery;
  /** Identifiers of the variations that it is made of, where these are several. */
  readonly parts?: readonly string[];
}

/** What an endpoint is set up with. */
export interface Settings {
  /** Account id in ARNs. */
  readonly account?: string;
  /** Region that is asked. */
  readonly region?: string;
  readonly quotas?: Quotas;
  /** What the clock of the endpoint is ahead of the client's, in milliseconds. */
  readonly clockMs?: number;
  /** Makes the identifier of a resource or participant. */
  readonly identify?: (random: () => number) => string;
  /** How long reads lag behind writes, in milliseconds. */
  readonly lagMs?: number;
}

/** Several behaviours as one; the first one is the nearest to the client. */
export function together(all: readonly Varied[]): Varied {
  const settings = Object.assign({}, ...all.map((one) => one.settings ?? {}));
  const delivery = Object.assign({}, ...all.map((one) => one.delivery ?? {}));
  const inner = all.toReversed();
  return {
    settings,
    ...(Object.keys(delivery).length === 0 ? {} : { delivery }),
    intercept: all.reduceRight<NonNullable<Varied['intercept']>>(
      (within, { intercept }) => (intercept === undefined ? within : outside(intercept, within)),
      (_call, next) => next(),
    ),
    answer: (answer, request) =>
      inner.reduce((changed, one) => one.answer?.(changed, request) ?? changed, answer),
    rewrite: (json) => inner.reduce((text, one) => one.rewrite?.(text) ?? text, json),
    respond: (response) => inner.reduce((changed, one) => one.respond?.(changed) ?? changed, response),
  };
}

function outside(
  outer: NonNullable<Varied['intercept']>,
  within: NonNullable<Varied['intercept']>,
): NonNullable<Varied['intercept']> {
  return (call, next, world) => {
    const inner: Next = (changed = call, elsewhere = world) =>
      within(changed, (again = changed, other = elsewhere) => next(again, other), elsewhere);
    return outer(call, inner, world);
  };
}

/** The answer with another body; as it is where it has none. */
export function withBody(answer: Answer, change: (body: JsonObject) => JsonObject): Answer {
  return answer.body === undefined ? answer : { ...answer, body: change(answer.body) };
}
