/** What was seen so far besides resources: what was assigned, what goes on, times, and lists that go on. */
import type { JsonObject } from '../../contract/types.js';

/** To whom something was assigned, and by what. */
export interface Assigned<E> {
  readonly owner: string;
  readonly exchange: E;
}

/** What was assigned so far. */
export class Registry<E> {
  readonly values = new Map<string, Assigned<E>>();
  /** Tokens by the participant whom they let in. */
  readonly tokens = new Map<string, { readonly shown: JsonObject; readonly exchange: E }>();
  /** By who asks: how the first ARN that was assigned begins. */
  readonly homes = new Map<string, { readonly start: string; readonly exchange: E }>();
  #births = 0;

  /** A name for what has none of its own. */
  birth(): string {
    this.#births += 1;
    return `#${this.#births}`;
  }
}

/** What was seen to go on, by where it does. */
export class Sessions<E> {
  /** Scope → ID → what showed it first. */
  readonly seen = new Map<string, Map<string, { readonly ended: number; readonly exchange: E }>>();
  /** ID → scope. */
  readonly scopes = new Map<string, { readonly scope: string; readonly exchange: E }>();
}

/** When things began, by what they are. */
export class Times<E> {
  readonly begun = new Map<
    string,
    { readonly instant: number; readonly text: string; readonly exchange: E }
  >();
}

/** The pages of a list so far. */
export interface Walk<E> {
  /** When its first page was asked for. */
  readonly began: number;
  readonly before: Walk<E> | undefined;
  /** What identifies the entries of this page. */
  readonly keys: ReadonlySet<string>;
  readonly exchange: E;
}

/** Walks that somebody may go on with. */
const MOST_OPEN = 2000;

/** Lists that go on, by the token of their next page. */
export class Walks<E> {
  readonly #open = new Map<string, Walk<E>>();

  find(key: string): Walk<E> | undefined {
    return this.#open.get(key);
  }

  keep(key: string, walk: Walk<E>): void {
    this.#open.set(key, walk);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MOST_OPEN && oldest !== undefined) this.#open.delete(oldest);
  }
}
