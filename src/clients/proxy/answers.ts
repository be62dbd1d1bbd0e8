import type { JudgedEntry } from '../traffic/verdict.js';
import { type Header, withHeaders } from './messages/head.js';

/** Name of the header that tells what was found. */
export const FINDINGS_HEADER = 'x-ivs-conformance';

/** Bytes of an answer that are held back to be judged first; longer ones go on without the header. */
const MOST_HELD = 1024 * 1024;

/** Findings that are told in headers: clients take only so many. */
const MOST_FINDINGS = 10;
const LONGEST_VALUE = 500;

/** Sends answers on: as they come, or each once it was judged, with what was found. */
export class Answers {
  readonly #send: (bytes: Buffer) => void;
  readonly #annotates: boolean;
  #held: Buffer[] = [];
  #size = 0;
  /** Whether the answer under way is too long to be held. */
  #isFlowing = false;

  constructor(send: (bytes: Buffer) => void, annotates: boolean) {
    this.#send = send;
    this.#annotates = annotates;
  }

  /** Bytes came from the endpoint. */
  come(chunk: Buffer): void {
    if (!this.#annotates) this.#send(chunk);
  }

  /** A part of an answer was read. @param isInterim whether it is an answer of its own, before the one that is judged */
  hold(raw: Buffer, isInterim: boolean): void {
    if (!this.#annotates || raw.length === 0) return;
    if (isInterim || this.#isFlowing) {
      this.#send(raw);
      return;
    }
    this.#held.push(raw);
    this.#size += raw.length;
    if (this.#size <= MOST_HELD) return;
    this.#flush();
    this.#isFlowing = true;
  }

  /** An answer is whole. */
  give(judged?: JudgedEntry): void {
    const headers = judged === undefined ? [] : findingHeaders(judged);
    const [head] = this.#held;
    if (head !== undefined && headers.length > 0) this.#held[0] = withHeaders(head, headers);
    this.#flush();
    this.#isFlowing = false;
  }

  #flush(): void {
    if (this.#held.length > 0) this.#send(Buffer.concat(this.#held));
    this.#held = [];
    this.#size = 0;
  }
}

/** One header for each finding; none where there is none. */
export function findingHeaders({ problems }: JudgedEntry): Header[] {
  const shown = problems
    .slice(0, MOST_FINDINGS)
    .map(({ where, rule, message }) => `${rule}: ${where} ${message}`);
  const more = problems.length - shown.length;
  const all = more > 0 ? [...shown, `and ${more} more`] : shown;
  return all.map((text) => ({ name: FINDINGS_HEADER, value: headerText(text) }));
}

/** What a header can hold: printable ASCII, on one line. */
function headerText(text: string): string {
  const escaped = text.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return escaped.length > LONGEST_VALUE ? `${escaped.slice(0, LONGEST_VALUE)}...` : escaped;
}
