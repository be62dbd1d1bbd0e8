import { type ContractOptions, loadContracts } from '../contract/load.js';
import type { RawResponse } from '../contract/protocol.js';
import type { Match } from '../contract/route.js';
import type { Contracts, Service, Strength } from '../contract/types.js';
import type { Body } from './exchange/body.js';
import { ExchangeJudge, type Judged, type Ongoing } from './exchange/exchange.js';
import type { Problem } from './exchange/problem.js';
import { Recogniser } from './exchange/recognise.js';
import type { FindingCode } from './memory/scene.js';

/** A request as it was sent. */
export interface JudgedRequest {
  readonly method: string;
  /** The whole address: host, path and query. */
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  /** Absent or empty for none. */
  readonly body?: string | Uint8Array;
}

/** One request with its response. */
export interface JudgedExchange {
  readonly request: JudgedRequest;
  /** Of status 0, without headers and body, where none came. */
  readonly response: RawResponse;
  /** When it was sent and when the response was there, in milliseconds. Default: after all that was seen before. */
  readonly began?: number;
  readonly ended?: number;
}

/** What the judge tells of an exchange. */
export interface Finding<E = JudgedExchange> {
  readonly code: FindingCode;
  /** ID of the rule that is broken (`ivs-conformance explain ID` tells of it). */
  readonly rule: string;
  readonly strength: Strength;
  readonly service: Service;
  readonly operation: string;
  readonly where: 'request' | 'response';
  /** Path of the member; empty for the request or response as a whole. */
  readonly member: string;
  readonly expected: string;
  readonly observed: string;
  readonly exchange: E;
  /** The earlier exchange that it contradicts. */
  readonly against?: E;
}

/** What a judge goes by. */
export interface JudgeOptions {
  /** Services of which exchanges are judged. Default: both. */
  readonly service?: Service | readonly Service[];
  /** Date whose contract is in force, as YYYY-MM-DD. Default: the latest. */
  readonly revision?: string;
  /** Milliseconds that reads may lag behind writes. Default: 0. */
  readonly settle?: number;
}

/** A request that waits for its response. */
export interface OpenExchange<E> {
  /** @returns what the exchange contradicts in the contract, and in what was seen before */
  end(exchange: E): Finding<E>[];
}

/** Sees exchanges in the order of their times, and tells what contradicts the contract or what it has seen before. */
export class Judge<E extends JudgedExchange = JudgedExchange> {
  readonly #recogniser: Recogniser;
  readonly #judge: ExchangeJudge<E>;
  readonly #addresses = new Map<string, Addressed>();
  readonly #isOfAnswers: boolean;
  #clock = 0;

  /** @param isOfAnswers whether nothing is told of what requests themselves break */
  constructor(contracts: Contracts, settle: number, isOfAnswers = false) {
    this.#isOfAnswers = isOfAnswers;
    this.#recogniser = new Recogniser(contracts, true);
    this.#judge = new ExchangeJudge(settle);
  }

  /**
   * Judges an exchange that is over. Those that overlap are judged by all that may have happened meanwhile if the others were seen
   * before, or begun.
   */
  see(exchange: E): Finding<E>[] {
    return this.begin(exchange.request, exchange.began).end(exchange);
  }

  /** A request is sent: until it is over, what it asks for may have been done or not. */
  begin(request: JudgedRequest, began: number = this.#clock + 1): OpenExchange<E> {
    this.#clock = Math.max(this.#clock, began);
    const sent = this.#begin(request, began);
    return { end: (exchange) => (sent === undefined ? [] : this.#end(sent, exchange)) };
  }

  #begin(request: JudgedRequest, began: number): Sent<E> | undefined {
    const authorization = headerOf(request.headers, 'authorization');
    const found = this.#recognise(request, authorization);
    if (found === undefined) return undefined;
    const { match, url } = found;
    const ongoing = this.#judge.begin({ match, url, authorization, body: bodyOf(request.body), began });
    return { ongoing, service: match.contract.service, operation: match.operation.operation };
  }

  /** Most requests go to an address that others went to before. */
  #recognise({ method, url: address }: JudgedRequest, authorization: string): Addressed | undefined {
    const key = `${method} ${address}`;
    const known = this.#addresses.get(key);
    if (known !== undefined) return known;
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const found = url && this.#recogniser.find(method, url, authorization);
    if (url === undefined || found === undefined || !('match' in found)) return undefined;
    const addressed = { match: found.match, url: { origin: url.origin, search: url.search } };
    if (this.#addresses.size < MOST_ADDRESSES) this.#addresses.set(key, addressed);
    return addressed;
  }

  #end({ ongoing, service, operation }: Sent<E>, exchange: E): Finding<E>[] {
    const ended = exchange.ended ?? this.#clock + 1;
    this.#clock = Math.max(this.#clock, ended);
    const response = lowerCased(exchange.response);
    const judged = ongoing.end({ response, body: { text: response.body }, ended, exchange });
    // An invalid request that is refused is what the contract asks for.
    const sent = this.#isOfAnswers || response.status >= 400 ? [] : judged.request.problems;
    return findingsOf(judged, sent, { service, operation, exchange });
  }
}

/** Addresses of which it is kept what they lead to: those without an ARN in them are few. */
const MOST_ADDRESSES = 500;

/** An operation, and where it is asked for. */
interface Addressed {
  readonly match: Match;
  readonly url: Pick<URL, 'origin' | 'search'>;
}

/** A request that was recognised. */
interface Sent<E> {
  readonly ongoing: Ongoing<E>;
  readonly service: Service;
  readonly operation: string;
}

function findingsOf<E>(
  { response, contradictions }: Judged<E>,
  sent: readonly Problem[],
  common: Pick<Finding<E>, 'service' | 'operation' | 'exchange'>,
): Finding<E>[] {
  // Most contradict nothing.
  if (sent.length + response.problems.length + contradictions.length === 0) return [];
  return [
    ...[...sent, ...response.problems].map(
      ({ where, path, rule, strength, expected, observed, isUnknownMember }) => ({
        code: isUnknownMember ? ('unknown-member' as const) : ('contract' as const),
        ...{ rule, strength, where, member: path, expected, observed },
        ...common,
      }),
    ),
    ...contradictions.map((each) => ({ ...each, where: 'response' as const, ...common })),
  ];
}

/** The value of a header; empty for none. */
function headerOf(headers: JudgedRequest['headers'], name: string): string {
  const found = headers[name];
  if (found !== undefined) return found;
  const like = Object.keys(headers).find((each) => each.toLowerCase() === name);
  return (like === undefined ? undefined : headers[like]) ?? '';
}

/** A response of which the names of headers are in lower case: the same one where they are. */
function lowerCased(response: RawResponse): RawResponse {
  const { headers } = response;
  if (Object.keys(headers).every((name) => name === name.toLowerCase())) return response;
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { ...response, headers: Object.fromEntries(lower) };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function bodyOf(body: JudgedRequest['body'] = ''): Body {
  if (typeof body === 'string') return { text: body };
  try {
    return { text: UTF8.decode(body) };
  } catch {
    return { broken: 'bytes that are no UTF-8' };
  }
}

/**
 * A judge of exchanges with memory.
 * @throws RevisionError when `revision` is no date, or the services had no contract yet
 */
export function createJudge<E extends JudgedExchange = JudgedExchange>({
  service,
  revision,
  settle = 0,
}: JudgeOptions = {}): Judge<E> {
  const services = service === undefined ? undefined : [service].flat();
  const options: ContractOptions = {
    ...(services && { services }),
    ...(revision !== undefined && { revision }),
  };
  return new Judge<E>(loadContracts(options), settle);
}
