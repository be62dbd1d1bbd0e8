import type { Match } from '../../contract/route.js';
import type { Body } from '../../judge/exchange/body.js';
import { ExchangeJudge, type Ongoing } from '../../judge/exchange/exchange.js';
import type { Exchange } from '../../transport/types.js';
import { Classifier, type JudgeOptions } from './classify.js';
import { exchangeOf, type Sides } from './exchange.js';
import { bodyOf } from './har/body.js';
import type { HarEntry } from './har/har.js';
import { Timeline } from './har/timeline.js';
import { beganOf, endedOf } from './har/times.js';
import { type JudgedEntry, verdictOn } from './verdict.js';

/** What is told of an entry; undefined where it is of another service. */
export interface Verdict {
  readonly index: number;
  readonly judged: JudgedEntry | undefined;
}

/** Judges the entries of one recording by the contract, and by what was recorded before. Never throws for anything recorded. */
export class TrafficJudge {
  readonly #classifier: Classifier;
  readonly #judge: ExchangeJudge<number>;
  readonly #timeline: Timeline<Recording>;
  /** When the entry that was taken last ended: those without a time follow it. */
  #clock = 0;
  /** In the order of the file; undefined where the verdict is not yet there. */
  readonly #verdicts: Slot[] = [];

  constructor({ contracts, latest, isNamed = false, settle = 0 }: JudgeOptions) {
    this.#classifier = new Classifier({ contracts, isNamed, ...(latest && { latest }) });
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
    const found = this.#classifier.find(method, url, authorization);
    if (found === undefined || 'outcome' in found) return found;
    return { match: found, url, authorization, sides: sidesOf(entry, url, headers), entry };
  }

  #end({ ongoing, match, entry, sides, index, ended, told }: Recording): void {
    const exchange = exchangeIn(match, entry, sides);
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
  readonly sides: Taken;
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

function sidesOf(entry: HarEntry, url: URL, headers: Headers): Taken {
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
type Taken = Pick<Sides, 'url' | 'headers' | 'answered' | 'sent' | 'received'>;

function urlOf(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function exchangeIn(match: Match, { request, response, time }: HarEntry, sides: Taken): Exchange {
  return exchangeOf(match, {
    ...sides,
    ...{ method: request.method, status: response.status, durationMs: time ?? 0 },
  });
}
