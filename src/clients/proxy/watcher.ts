import type { OperationContract } from '../../contract/types.js';
import type { Body } from '../../judge/exchange/body.js';
import { BodyTooLargeError, ContentEncodingError, decodeBody } from '../../transport/http/decode-body.js';
import type { LiveExchange, LiveJudge } from '../traffic/live.js';
import type { JudgedEntry } from '../traffic/verdict.js';
import { joined } from './messages/head.js';
import { type Copy, encodingOf, LONGEST_BODY, type Passed, type Passing } from './passing.js';

/** An exchange that is over, and what was told of it. */
export interface Watched {
  /** Exchanges are numbered in the order in which they end. */
  readonly index: number;
  readonly passed: Passed;
  /** What was asked for; undefined where it is no operation of the contract. */
  readonly operation?: OperationContract;
  /** Undefined where it is of another service. */
  readonly judged?: JudgedEntry;
}

/** Has exchanges judged while they pass. Looks at copies, and never throws. */
export class Watcher {
  readonly #judge: LiveJudge;
  readonly #upstream: URL;
  readonly #tell: (watched: Watched) => void;
  readonly #open = new Map<Passing, Open>();
  #index = 0;

  /** @param tell is told of each exchange when it is over */
  constructor(judge: LiveJudge, upstream: URL, tell: (watched: Watched) => void) {
    this.#judge = judge;
    this.#upstream = upstream;
    this.#tell = tell;
  }

  /** A request is with the endpoint, or as much of it as will ever be. */
  begin(passing: Passing): void {
    const url = this.#urlOf(passing.target);
    const began = now();
    const { headers } = passing.head;
    const live =
      url === undefined
        ? undefined
        : this.#judge.begin({
            ...{ method: passing.method, url, headers: joined(headers), began },
            body: bodyOf(passing.sent, encodingOf(headers)),
          });
    this.#open.set(passing, { began, url: url?.href ?? passing.target, live });
  }

  /** An answer is there, or none will come. @param failure why there is none */
  end(passing: Passing, failure?: string): JudgedEntry | undefined {
    if (!this.#open.has(passing)) this.begin(passing);
    const { began, url, live } = this.#open.get(passing) ?? { began: now(), url: passing.target };
    this.#open.delete(passing);
    const index = this.#index;
    this.#index += 1;
    const passed = passedOf(passing, { url, began, ended: now(), failure });
    const { status, answered, received, ended } = passed;
    const judged = live?.end(
      {
        ...{ status, headers: joined(answered), ended },
        body: failure === undefined ? bodyOf(received, encodingOf(answered)) : { text: '' },
        ...(failure === undefined ? {} : { failure }),
      },
      index,
    );
    this.#tell({
      index,
      passed,
      ...(live?.operation && { operation: live.operation }),
      ...(judged && { judged }),
    });
    return judged;
  }

  #urlOf(target: string): URL | undefined {
    const text = target.startsWith('/') ? this.#upstream.origin + target : target;
    return URL.canParse(text) ? new URL(text) : undefined;
  }
}

/** A request that waits for its answer. */
interface Open {
  readonly began: number;
  readonly url: string;
  readonly live?: LiveExchange | undefined;
}

/** Where an answer broke off, it is the failure that is told. */
function passedOf(
  passing: Passing,
  { failure, ...times }: Pick<Passed, 'url' | 'began' | 'ended'> & { readonly failure: string | undefined },
): Passed {
  const { method, head, sent, received, answer } = passing;
  const common = { method, headers: head.headers, sent, received, ...times };
  if (failure !== undefined) return { ...common, status: 0, statusText: '', answered: [], failure };
  const statusText = answer?.start.split(' ').slice(2).join(' ') ?? '';
  return { ...common, status: passing.status, statusText, answered: answer?.headers ?? [] };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a body. */
function bodyOf(copy: Copy, encoding: string | undefined): Body {
  if (copy.isTooLong) return { unknown: `it has more than the ${LONGEST_BODY} bytes that are looked at` };
  if (!copy.isWhole) return { unknown: 'it broke off' };
  if (copy.size === 0) return { text: '' };
  try {
    return { text: UTF8.decode(decodeBody(copy.bytes, encoding, LONGEST_BODY)) };
  } catch (error) {
    if (error instanceof BodyTooLargeError) return { unknown: 'it is too long once decompressed' };
    if (error instanceof ContentEncodingError) return { broken: `bytes of which ${error.message}` };
    return { broken: 'bytes that are no UTF-8' };
  }
}

/** Milliseconds since 1970, with what a clock of the day leaves out. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
