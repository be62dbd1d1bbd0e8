import type { Match } from '../../contract/route.js';
import type { OperationContract } from '../../contract/types.js';
import type { Body } from '../../judge/exchange/body.js';
import { ExchangeJudge } from '../../judge/exchange/exchange.js';
import { Classifier, type JudgeOptions } from './classify.js';
import { exchangeOf } from './exchange.js';
import { type JudgedEntry, verdictOn } from './verdict.js';

/** A request as it passes. */
export interface LiveRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string };
  readonly body: Body;
  /** Milliseconds since whenever. */
  readonly began: number;
}

/** What came back. */
export interface LiveResponse {
  /** 0 where nothing came. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string };
  readonly body: Body;
  /** Why nothing came. */
  readonly failure?: string;
  readonly ended: number;
}

/** An exchange that is under way. */
export interface LiveExchange {
  /** What is asked for; undefined where it is no operation of the contract. */
  readonly operation?: OperationContract;
  /**
   * @param index number of the exchange, by which later ones name it
   * @returns what is told of it; undefined where it is of another service
   */
  end(response: LiveResponse, index: number): JudgedEntry | undefined;
}

/** Judges traffic while it passes: requests are told when they are sent, responses when they are there. */
export class LiveJudge {
  readonly #classifier: Classifier;
  readonly #judge: ExchangeJudge<number>;

  constructor(options: JudgeOptions) {
    this.#classifier = new Classifier(options);
    this.#judge = new ExchangeJudge(options.settle ?? 0);
  }

  /** Never throws. */
  begin(request: LiveRequest): LiveExchange {
    const { method, url, headers } = request;
    const { authorization = '' } = headers;
    const found = this.#classifier.find(method, url, authorization);
    if (found === undefined || 'outcome' in found) return { end: () => found };
    return this.#begin(found, authorization, request);
  }

  #begin(match: Match, authorization: string, request: LiveRequest): LiveExchange {
    const ongoing = this.#judge.begin({ match, authorization, ...request });
    const { method, url, headers, body: sent, began } = request;
    return {
      operation: match.operation,
      end: (response, index) => {
        const { status, headers: answered, body: received, failure, ended } = response;
        const durationMs = ended - began;
        const exchange = exchangeOf(match, {
          method,
          url,
          headers,
          sent,
          status,
          answered,
          received,
          durationMs,
        });
        const judged = ongoing.end({
          ...{ response: exchange.response, body: received, ended, exchange: index },
          ...(failure === undefined ? {} : { failure }),
        });
        return verdictOn(match, judged, exchange);
      },
    };
  }
}
