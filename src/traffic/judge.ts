import type { Match } from '../contract/route.js';
import type { Contracts } from '../contract/types.js';
import type { Body } from '../judge/body.js';
import { ExchangeJudge, type Ongoing } from '../judge/exchange.js';
import { Recogniser } from '../judge/recognise.js';
import type { Exchange } from '../transport/types.js';
import { bodyOf } from './body.js';
import type { HarEntry } from './har.js';
import { Timeline } from './timeline.js';
import { beganOf, endedOf } from './times.js';
import { type JudgedEntry, verdictOn } from './verdict.js';

/** What is told of an entry; undefined where it is of another service. */
export interface Verdict {
  readonly index: number;
  readonly judged: JudgedEntry | undefined;
}

/** What a judge goes by. */
export interface JudgeOptions {
  /** Contracts to judge by. */
  readonly contracts: Contracts;
  /** Contracts of the latest revision, to tell what is not there yet from what never was. Default: the same. */
  readonly latest?: Contracts;
  /** Whether requests to any host go to these services. Default: only where method and path say so. */
  readonly isNamed?: boolean;
  /** Milliseconds that reads may lag behind writes. Default: 0. */
  readonly settle?: number;
}

/** Judges the entries of one recording by the contract, and by what was recorded before. Never throws for anything recorded. */
export class TrafficJudge {
  readonly #contracts: Contracts;
  readonly #recogniser: Recogniser;
  readonly #later: Recogniser | undefined;
  readonly #judge: ExchangeJudge<number>;
  readonly #timeline: Timeline<Recording>;
  /** When the entry that was taken last ended: those without a time follow it. */
  #clock = 0;
  /** In the order of the file; undefined where the verdict is not yet there. */
  readonly #verdicts: Slot[] = [];

  constructor({ contracts, latest, isNamed = false, settle = 0 }: JudgeOptions) {
    this.#contracts = contracts;
    this.#recogniser = new Recogniser(contracts, isNamed);
    this.#later = latest && new Recogniser(latest, isNamed);
    this.#judge = new ExchangeJudge(settle);
    this.#timeline = new Timeline<Recording>(
      (each) => {
        each.ongoing = this.#judge.begin({ ...each.sides, ...each, body: each.sides.sent });
      },
      (each) => this.#end(each),
    );
  }

  /** Takes the next entry of the recording. @returns verdicts that are certain now, in the order of the file */
  take(index: number, entry: HarEntry): Verdict[] {
    const slot: Slot = { index, isThere: false };
    this.#verdicts.push(slot);
    const told = (judged: JudgedEntry | undefined) => Object.assign(slot, { judged, isThere: true });
    const recognised = this.#recognise(entry);
    if (recognised === undefined || 'outcome' in recognised) told(recognised);
    else {
      const began = beganOf(entry) ?? this.#clock;
      const ended = endedOf(entry, began);
      this.#clock = ended;
      this.#timeline.add({ ...recognised, index, began, ended, told });
    }
    return this.#certain();
  }

  /** The recording is over. @returns the other verdicts */
  finish(): Verdict[] {
    this.#timeline.finish();
    return this.#certain();
  }

  #certain(): Verdict[] {
    const missing = this.#verdicts.findIndex(({ isThere }) => !isThere);
    const certain = this.#verdicts.splice(0, missing < 0 ? this.#verdicts.length : missing);
    return certain.map(({ index, judged }) => ({ index, judged }));
  }

  #recognise(entry: HarEntry): Recognised | JudgedEntry | undefined {
    const { method } = entry.request;
    const url = urlOf(entry.request.url);
    if (url === undefined) return undefined;
    const headers = lowerCased(entry.request.headers);
    const authorization = headers.authorization ?? '';
    const found = this.#recogniser.find(method, url, authorization);
    if (found !== undefined && 'match' in found) {
      return { match: found.match, url, authorization, sides: sidesOf(entry, url, headers), entry };
    }
    const later = this.#later?.find(method, url, authorization);
    if (later !== undefined && 'match' in later) return this.#absent(later.match);
    if (found === undefined) return undefined;
    const reason = `the contract has no operation at ${found.unknown}`;
    return {
      ...{ service: found.service, operation: found.unknown },
      ...{ outcome: 'inconclusive', problems: [], notes: [], reason },
    };
  }

  #absent({ contract, operation: { operation } }: Match): JudgedEntry {
    const { service } = contract;
    const reason = `the contract of revision ${this.#contracts.get(service)?.revision} does not have ${operation} yet`;
    return { service, operation, outcome: 'unimplemented', problems: [], notes: [], reason };
  }

  #end({ ongoing, match, entry, sides, index, ended, told }: Recording): void {
    const exchange = exchangeOf(match, entry, sides);
    const { _error: failure } = entry.response;
    const judged = ongoing?.end({
      ...{ response: exchange.response, body: sides.received, ended, exchange: index },
      ...(failure ? { failure } : {}),
    });
    if (judged !== undefined) told(verdictOn(match, judged, exchange));
  }
}

/** The place of a verdict. */
interface Slot {
  readonly index: number;
  judged?: JudgedEntry | undefined;
  isThere: boolean;
}

/** An entry of the services. */
interface Recognised {
  readonly match: Match;
  readonly url: URL;
  readonly authorization: string;
  readonly sides: Sides;
  readonly entry: HarEntry;
}

/** An entry that waits for its turn. */
interface Recording extends Recognised {
  readonly index: number;
  readonly began: number;
  readonly ended: number;
  ongoing?: Ongoing<number>;
  told(judged: JudgedEntry): void;
}

function sidesOf(entry: HarEntry, url: URL, headers: Headers): Sides {
  const { content, headers: given } = entry.response;
  const answered = lowerCased(given);
  answered['content-type'] ??= content?.mimeType ?? '';
  const received = bodyOf(content, content?.size, answered['content-encoding'] ?? '');
  return { url, headers, answered, sent: sentBody(entry, headers), received };
}

/** The body of a request; requests without a body are recorded without `postData`. */
function sentBody({ request: { postData, bodySize = 0 } }: HarEntry, headers: Headers): Body {
  return bodyOf(postData, Math.max(bodySize, 0), headers['content-encoding'] ?? '');
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
interface Sides {
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
  { url, headers, answered, sent, received }: Sides,
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
