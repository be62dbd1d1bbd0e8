import type { Match } from '../contract/route.js';
import type { Contracts, JsonObject, Service } from '../contract/types.js';
import type { Body } from '../judge/body.js';
import { type Findings, type Note, type Problem, undecided } from '../judge/problem.js';
import { Recogniser } from '../judge/recognise.js';
import { judgeRequest } from '../judge/request.js';
import { judgeResponse } from '../judge/response.js';
import type { Outcome } from '../results/types.js';
import { readAnswer } from '../transport/answer.js';
import { concealer } from '../transport/secrets.js';
import type { Exchange } from '../transport/types.js';
import { bodyOf } from './body.js';
import type { HarEntry } from './har.js';

/** The verdict on one recorded exchange. */
export interface JudgedEntry {
  readonly service: Service;
  /** For what the contract does not have, method and path. */
  readonly operation: string;
  readonly outcome: Exclude<Outcome, 'skipped'>;
  readonly problems: readonly Problem[];
  readonly notes: readonly Note[];
  /** Why it could not be decided; set where the outcome is `inconclusive` or `unimplemented`. */
  readonly reason?: string;
  /** The exchange, with its secrets; absent where the contract has no such operation. */
  readonly exchange?: Exchange;
  /** What was sent; undefined where it could not be read. */
  readonly input?: JsonObject;
}

/** What a judge goes by. */
export interface JudgeOptions {
  /** Contracts to judge by. */
  readonly contracts: Contracts;
  /** Contracts of the latest revision, to tell what is not there yet from what never was. Default: the same. */
  readonly latest?: Contracts;
  /** Whether requests to any host go to these services. Default: only where method and path say so. */
  readonly isNamed?: boolean;
}

/** Judges recorded exchanges by the contract, one at a time. */
export class TrafficJudge {
  readonly #contracts: Contracts;
  readonly #recogniser: Recogniser;
  readonly #later: Recogniser | undefined;

  constructor({ contracts, latest, isNamed = false }: JudgeOptions) {
    this.#contracts = contracts;
    this.#recogniser = new Recogniser(contracts, isNamed);
    this.#later = latest && new Recogniser(latest, isNamed);
  }

  /** The verdict on an entry; undefined where it is of another service. Never throws for anything recorded. */
  judge(entry: HarEntry): JudgedEntry | undefined {
    const { method } = entry.request;
    const url = urlOf(entry.request.url);
    if (url === undefined) return undefined;
    const headers = lowerCased(entry.request.headers);
    const authorization = headers.authorization ?? '';
    const found = this.#recogniser.find(method, url, authorization);
    if (found !== undefined && 'match' in found) return judgeMatch(found.match, entry, url, headers);
    const later = this.#later?.find(method, url, authorization);
    if (later !== undefined && 'match' in later) return this.#absent(later.match);
    if (found === undefined) return undefined;
    const reason = `the contract has no operation at ${found.unknown}`;
    return {
      service: found.service,
      operation: found.unknown,
      outcome: 'inconclusive',
      problems: [],
      notes: [],
      reason,
    };
  }

  #absent({ contract, operation: { operation } }: Match): JudgedEntry {
    const { service } = contract;
    const reason = `the contract of revision ${this.#contracts.get(service)?.revision} does not have ${operation} yet`;
    return { service, operation, outcome: 'unimplemented', problems: [], notes: [], reason };
  }
}

/** Judges both sides of an exchange. */
function judgeMatch(match: Match, entry: HarEntry, url: URL, headers: Headers): JudgedEntry {
  const { contract, operation } = match;
  const { status, content, _error: error } = entry.response;
  const answered = lowerCased(entry.response.headers);
  answered['content-type'] ??= content?.mimeType ?? '';
  const sent = sentBody(entry, headers);
  const received = bodyOf(content, content?.size, answered['content-encoding'] ?? '');
  const exchange = exchangeOf(match, entry, { url, headers, answered, sent, received });
  let conceal: ReturnType<typeof concealer> | undefined;
  const request = judgeRequest(match, sent);
  const response =
    status === 0
      ? undecided(`no response was recorded${error ? ` (${error})` : ''}`)
      : judgeResponse(match, readAnswer(operation, exchange), exchange.response, received);
  return {
    service: contract.service,
    operation: operation.operation,
    ...concluded(request, response, status, (text) => {
      // Only what is told has to be looked through for secrets: most exchanges conform and tell nothing.
      conceal ??= concealer(() => operation, [exchange]);
      return conceal(text);
    }),
    exchange,
    ...(request.input && { input: request.input }),
  };
}

/** The body of a request; requests without a body are recorded without `postData`. */
function sentBody({ request: { postData, bodySize = 0 } }: HarEntry, headers: Headers): Body {
  return bodyOf(postData, Math.max(bodySize, 0), headers['content-encoding'] ?? '');
}

/**
 * Both sides together. An invalid request that is refused is what the contract asks for: then it is no deviation of the
 * exchange, but worth knowing for whoever sent it.
 */
function concluded(
  request: Findings,
  response: Findings,
  status: number,
  conceal: (text: string) => string,
): Pick<JudgedEntry, 'outcome' | 'problems' | 'notes' | 'reason'> {
  const isRefused = status >= 400;
  const told = ({ expected, observed, message, ...rest }: Problem): Problem => ({
    ...rest,
    ...{ expected: conceal(expected), observed: conceal(observed), message: conceal(message) },
  });
  const problems = [...(isRefused ? [] : request.problems), ...response.problems].map(told);
  const refused = isRefused
    ? request.problems.map(({ message }) => ({
        about: 'refused',
        text: `the request was refused, and is invalid: ${message}`,
      }))
    : [];
  const notes = [...refused, ...request.notes, ...response.notes].map(({ about, text }) => ({
    about,
    text: conceal(text),
  }));
  const reasons = [...request.undecided, ...response.undecided].map(conceal);
  if (problems.length > 0) {
    const open = reasons.map((text) => ({ about: text, text }));
    return { outcome: 'deviates', problems, notes: [...notes, ...open] };
  }
  if (reasons.length > 0) return { outcome: 'inconclusive', problems, notes, reason: reasons.join('; ') };
  return { outcome: 'conforms', problems, notes };
}

type Headers = { [name: string]: string };

function lowerCased(headers: HarEntry['request']['headers']): Headers {
  const found: Headers = {};
  for (const { name, value } of headers) {
    const key = name.toLowerCase();
    found[key] = key in found ? `${found[key]}, ${value}` : value;
  }
  return found;
}

/** An exchange, taken apart. */
interface Recorded {
  readonly url: URL;
  readonly headers: Headers;
  readonly answered: Headers;
  readonly sent: Body;
  readonly received: Body;
}

function urlOf(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function exchangeOf(
  { operation }: Match,
  { request, response, time }: HarEntry,
  { url, headers, answered, sent, received }: Recorded,
): Exchange {
  const { service, operation: name } = operation;
  const { method } = request;
  const body = 'text' in sent && sent.text !== '' ? { body: sent.text } : {};
  return {
    request: {
      service,
      operation: name,
      method,
      path: url.pathname + url.search,
      url: request.url,
      headers,
      ...body,
    },
    response: { status: response.status, headers: answered, body: 'text' in received ? received.text : '' },
    durationMs: time ?? 0,
  };
}
