import { exercisesOf } from '../../checks/ask/exercise.js';
import { NOT_PERMITTED } from '../../checks/ask/permission.js';
import { at, describeAnswer } from '../../checks/expect/expect.js';
import type { Scope } from '../../checks/types.js';
import { type Answer, isObject } from '../../transport/http/answer.js';
import type { TransportError } from '../../transport/types.js';
import type { Shared } from '../environment.js';

/** Answers by which a router says that it does not know a path, in whatever form. */
const ROUTING_STATUS: ReadonlySet<number> = new Set([404, 405, 501]);

/** Answers that say nothing of who gives them: a login page, a gateway's refusal and a broken server give them too. */
const ANONYMOUS_STATUS: ReadonlySet<number> = new Set([401, 403, 407]);

/** What the endpoint of a service is like, as far as its answers tell: services may be at different endpoints. */
export interface Impression {
  /** What its requests go to, without their paths. */
  base?: string;
  /** Set once any answer came. */
  isAnswering?: boolean;
  /** Set once some answer was that of such an endpoint: it speaks the protocol. */
  recognised?: boolean;
  /** The first answer that was not in the form of the protocol, in words. */
  foreign?: string;
  /** The first answer by which nobody can tell what gave it, in words. */
  anonymous?: string;
  /** Requests without an answer, as long as none came. */
  silence: number;
  /** Why nothing further can be asked of the service: its endpoint never answers, or is another kind of server. */
  obstacle?: string;
}

/**
 * Notes whether the endpoint answers as the protocol says, and which operations it makes use of: a wrong URL often
 * leads to another server's pages.
 */
export function recognise(shared: Shared, scope: Scope, answer: Answer): void {
  const { json, error, status, succeeded, exchange, operation } = answer;
  const impression = shared.impressions[operation.service];
  impression.isAnswering = true;
  impression.base ??= exchange.request.url.slice(0, -exchange.request.path.length);
  if (succeeded && showsResult(scope, answer)) shared.working.add(operation);
  if (impression.recognised || ROUTING_STATUS.has(status) || status === 429) return;
  const { body, headers } = exchange.response;
  const description = `status ${status}, ${headers['content-type'] ?? 'no content type'}: ${startOf(body)}`;
  if (status >= 500 || (status >= 300 && status < 400)) {
    if (body.trim() === '' || isObject(json)) impression.anonymous ??= description;
    else impression.foreign ??= description;
  } else if (error?.codeFrom === 'header' || (isObject(json) && error?.code !== undefined)) {
    impression.recognised = true;
  } else if (isObject(json)) {
    if (ANONYMOUS_STATUS.has(status)) impression.anonymous ??= description;
    else impression.recognised = true;
  } else if (body.trim() !== '') {
    impression.foreign ??= description;
  } else if (!succeeded || Object.keys(operation.output.properties ?? {}).length > 0) {
    impression.anonymous ??= description;
  }
}

/** Characters of a body that show what gave it. */
const START = 60;

function startOf(body: string): string {
  const text = body.trim().replace(/\s+/g, ' ') || 'an empty body';
  return text.length <= START ? text : `${text.slice(0, START - 1).toWellFormed()}…`;
}

/** Operations that all have to fail alike before the endpoint, and not they, is held responsible. */
const ENOUGH_TO_TELL = 8;

/**
 * Concludes, from the answers to its probes, that a service's endpoint is no such endpoint, or a wholly broken one: then
 * that is an obstacle to everything else.
 * @param asked how many operations were asked for
 */
export function conclude(impression: Impression, asked: number): string | undefined {
  const { recognised, foreign, anonymous } = impression;
  if (recognised) return undefined;
  const seen = foreign ?? (asked >= ENOUGH_TO_TELL ? anonymous : undefined);
  if (seen === undefined) return undefined;
  impression.obstacle = `the endpoint does not answer as Amazon IVS does (${seen})`;
  return impression.obstacle;
}

/** Concludes, where nothing but refusals of the caller came, that nothing further can be asked of the service. */
export function whyNotPermitted(impression: Impression, unknown: Answer | undefined): string | undefined {
  const code = unknown?.error?.code;
  if (unknown === undefined || code === undefined || !NOT_PERMITTED.has(code)) return undefined;
  impression.obstacle = `whatever is asked is not permitted: ${describeAnswer(unknown)}`;
  return impression.obstacle;
}

/** Requests without an answer after which nothing further is sent to an endpoint that has never answered. */
const ENOUGH_SILENCE = 3;

/** Notes a request that no answer came to. */
export function noteSilence(impression: Impression, { failure, message }: TransportError): void {
  if (failure === 'aborted' || impression.isAnswering) return;
  impression.silence += 1;
  if (impression.silence >= ENOUGH_SILENCE) impression.obstacle ??= message;
}

const results = new WeakMap<Scope, ReadonlyMap<string, string>>();

/** Whether a successful answer shows what the operation is called for: the ARN of what it made, a list of what there is. */
function showsResult(scope: Scope, { operation, output }: Answer): boolean {
  const paths = results.get(scope) ?? resultPaths(scope);
  results.set(scope, paths);
  const path = paths.get(operation.operation);
  const expected = path === undefined ? (operation.output.required ?? []) : [path];
  return expected.every((member) => at(output, member) !== undefined);
}

/** By operation, the first path of its output that is always there; a list itself, as it may be empty. */
function resultPaths(scope: Scope): Map<string, string> {
  return new Map(
    exercisesOf(scope).flatMap(({ operation, shows: [first] }): [string, string][] =>
      first === undefined ? [] : [[operation.operation, first.split('[]')[0] ?? first]],
    ),
  );
}
