import { setImmediate as turn } from 'node:timers/promises';
import { Inconclusive } from '../../checks/expect/verdicts.js';
import { operationOf } from '../../checks/plan/scope.js';
import { resourceMadeBy } from '../../contract/resources.js';
import type { JsonObject, OperationContract } from '../../contract/types.js';
import type { Finding } from '../../judge/judge.js';
import { type Answer, readAnswer } from '../../transport/http/answer.js';
import { bindRequest } from '../../transport/http/request.js';
import { LONGEST_RETRY_AFTER_MS, type SettledExchange, sendWithRetry } from '../../transport/http/retry.js';
import {
  type Exchange,
  type Transport,
  TransportError,
  type TransportFailure,
  type WireRequest,
} from '../../transport/types.js';
import { type Environment, scopeOf } from '../environment.js';
import { Attempts } from '../fixtures/removal/absent.js';
import { noteLife } from './eventual-reads.js';
import { noteSilence, recognise } from './recognition.js';

/** Told of every answer before the check sees it, however the check goes on; without the input of a request sent as it stands. */
export type AnswerListener = (answer: Answer, input: JsonObject | undefined) => void;

/** Exchanges that tell of a verdict. */
export interface Told {
  readonly trail: readonly Exchange[];
  readonly exchanges: readonly Exchange[];
}

/** A request to be sent. */
interface Sending {
  /** The operation that it is taken for. */
  readonly operation: OperationContract;
  readonly request: WireRequest;
  /** What it carries, as far as it is an input of the operation. */
  readonly input: JsonObject | undefined;
  /** It is to be refused, and it is a finding if no response comes. */
  readonly asItStands: boolean;
}

/** The exchanges of one check with the endpoint. */
export class Conversation {
  /** Exchanges since the current case began. */
  log: Exchange[] = [];
  requests = 0;
  /** What the judge finds in the answers to well-formed requests. */
  readonly findings: Finding<Exchange>[] = [];
  /** What the check itself has sent that may have removed something. */
  readonly attempts = new Attempts();
  readonly #environment: Environment;
  readonly #check: string;
  readonly #onAnswer: AnswerListener;
  readonly #pending = new Set<Promise<unknown>>();
  readonly #retried = new WeakSet<Exchange>();
  #isOver = false;
  #common: readonly Exchange[] = [];
  #casesEnd = 0;

  /** @param check ID of the check whose exchanges these are */
  constructor(environment: Environment, check: string, onAnswer: AnswerListener) {
    this.#environment = environment;
    this.#check = check;
    this.#onAnswer = onAnswer;
  }

  /** Exchanges outside of the check's generated cases: what these start from, or all where there are none. */
  get common(): readonly Exchange[] {
    return [...this.#common, ...this.log.slice(this.#casesEnd)];
  }

  /** What is asked from here on belongs to cases, until {@link endCases}. */
  beginCases(): void {
    this.#common = this.common;
    this.endCases();
  }

  beginCase(): void {
    this.log = [];
  }

  endCases(): void {
    this.#casesEnd = this.log.length;
  }

  /**
   * Calls an operation for the check.
   * @throws Inconclusive when no usable answer arrives, or the run is interrupted
   */
  ask(operation: OperationContract, input: JsonObject): Promise<Answer> {
    const request = bindRequest(operation, input);
    return this.#track(this.#ask({ operation, request, input, asItStands: false }));
  }

  /**
   * Sends a request as it stands for the check.
   * @throws Inconclusive when it cannot be sent, or the run is interrupted
   */
  send(request: WireRequest, input: JsonObject | undefined): Promise<Answer> {
    const operation = operationOf(scopeOf(this.#environment, request.service), request.operation);
    return this.#track(this.#ask({ operation, request, input, asItStands: true }));
  }

  async #ask(sending: Sending): Promise<Answer> {
    const { signal } = this.#environment;
    if (this.#isOver) throw new Inconclusive('the check is over');
    if (signal.aborted) throw new Inconclusive('the run was interrupted');
    this.#noteAttempt(sending);
    const answer = await this.#send(sending, signal);
    this.#onAnswer(answer, sending.input);
    return answer;
  }

  /** Calls an operation after the check, to remove what it made: neither its end nor an interruption stops that. */
  remove(operation: OperationContract, input: JsonObject): Promise<Answer> {
    const request = bindRequest(operation, input);
    return this.#send({ operation, request, input, asItStands: false }, undefined);
  }

  /** What is sent as it stands may be read as anything. */
  #noteAttempt({ operation, request, asItStands }: Sending): void {
    const { resources } = scopeOf(this.#environment, operation.service);
    const removes = resources.some((each) => each.delete?.operation === operation.operation);
    if (removes || asItStands) this.attempts.note(request);
  }

  /** Whether a request was sent several times until it was answered so: an earlier one may have been carried out. */
  wasRetried({ exchange }: Answer): boolean {
    return this.#retried.has(exchange);
  }

  /** Waits for calls that a check has started but not waited for: what they make has to be removed as well. */
  async settle(): Promise<void> {
    while (this.#pending.size > 0) {
      await Promise.allSettled(this.#pending);
      // What continues after one of them may start another.
      await turn();
    }
  }

  /** Starts no further calls of the check, and waits for those under way. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.settle();
  }

  async #track<T>(promise: Promise<T>): Promise<T> {
    this.#pending.add(promise);
    try {
      return await promise;
    } finally {
      this.#pending.delete(promise);
    }
  }

  async #send(sending: Sending, signal: AbortSignal | undefined): Promise<Answer> {
    const { isLoopback, shared } = this.#environment;
    const { operation, request, asItStands } = sending;
    // A request that is sent as it stands is to be refused, so nothing is done twice.
    const policy = {
      isLoopback,
      readonly: operation.readonly || asItStands,
      // Where nothing has ever got better, waiting for it would take most of the run.
      ...(shared.failing >= ENOUGH_FAILURES && shared.transient === 0 ? { attemptsWhenFailing: 1 } : {}),
      ...(shared.refused >= ENOUGH_FAILURES && shared.slowed === 0 ? { attempts: 1 } : {}),
    };
    try {
      const sent = await sendWithRetry(this.#carrier(sending), request, policy, signal);
      this.requests += 1 + sent.retries;
      shared.throttled += sent.throttledAnswers;
      if (sent.throttled) shared.refused += 1;
      else if (sent.throttledAnswers > 0) shared.slowed += 1;
      if (sent.failed) shared.failing += 1;
      else shared.transient += sent.failedAnswers;
      if (sent.retries > 0) this.#retried.add(sent.exchange);
      const answer = this.#read(sending, sent.exchange);
      if (sent.throttled) {
        const times = `${operation.operation} was throttled ${sent.throttledAnswers} times`;
        throw new Inconclusive(`${times}${tooLong(sent)}`);
      }
      return answer;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      this.requests += 1;
      this.#note(operation, error);
      if (asItStands && UNANSWERED.has(error.failure)) return this.#read(sending, unanswered(error));
      throw new Inconclusive(`${operation.operation}: ${error.message}`);
    }
  }

  #read({ operation, input, asItStands }: Sending, exchange: Exchange): Answer {
    const { coverage, shared, judging } = this.#environment;
    const scope = scopeOf(this.#environment, operation.service);
    this.log.push(exchange);
    const answer = readAnswer(operation, exchange, scope.contract);
    if (!asItStands) {
      recognise(shared, scope, answer);
      this.findings.push(...(judging?.of(exchange) ?? []));
    }
    noteLife(shared, scope.resources, answer, input ?? {});
    coverage.record(scope.contract, operation, input, answer);
    return answer;
  }

  /**
   * The transport, which gives up a request that changes something only when it takes too long: if an interruption
   * did, nobody would learn the ARN of what it made.
   */
  #carrier({ operation, asItStands }: Sending): Transport {
    const { transport, shared } = this.#environment;
    const watched = shared.vitals.watch(transport, this.#check, asItStands);
    return operation.readonly ? watched : { ...watched, send: (request) => watched.send(request) };
  }

  #note({ operation, service }: OperationContract, error: TransportError): void {
    const { failure, message } = error;
    const { shared } = this.#environment;
    const impression = shared.impressions[service];
    if (failure === 'refused') shared.obstacle ??= message;
    noteSilence(impression, error);
    // An endpoint that has never answered is not likely to have made something.
    if (!impression.isAnswering) return;
    const { resources } = scopeOf(this.#environment, service);
    const made = resourceMadeBy(resources, operation);
    if (made === undefined || !(failure === 'timeout' || failure === 'reset')) return;
    shared.leftovers.set(`perhaps a ${made.name}, whose ARN never arrived`, message);
  }
}

/** How long an answer asked to wait, where that is longer than anybody waits here. */
function tooLong({ askedToWaitMs: asked }: SettledExchange): string {
  if (asked === undefined) return '';
  const [wanted, most] = [asked, LONGEST_RETRY_AFTER_MS].map((each) => Math.round(each / 1000));
  return `, and Retry-After asks to wait ${wanted} s; the bound is ${most} s`;
}

/** Requests of which the endpoint says to the last that it fails, until it is no longer asked again. */
const ENOUGH_FAILURES = 8;

/** Failures that tell of what an endpoint does with a request, where the request is what is asked about. */
const UNANSWERED: ReadonlySet<TransportFailure> = new Set(['timeout', 'reset', 'not-http']);

/** The exchange of a request that no response came to. */
function unanswered({ request, message, failure }: TransportError): Exchange {
  const response = { status: 0, headers: {}, body: '' };
  return { request, response, unanswered: message, closed: failure === 'reset', durationMs: 0 };
}
