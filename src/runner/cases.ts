import type { Arbitrary } from 'fast-check';
import type { PropertyOptions } from '../checks/types.js';
import type { Json } from '../contract/types.js';
import type { Conversation } from './conversation.js';
import type { Environment } from './environment.js';
import type { OwnSeeds } from './own-seeds.js';
import type { Ownership } from './ownership.js';
import { type Counterexample, NoSuchCase, runProperty } from './property.js';

/** Where generated values begin. */
interface Start {
  /** Leads to one case; absent for all. */
  readonly path?: string | undefined;
  /** What precedes the path of a counterexample. */
  readonly prefix?: string;
  /** Default: the check's own. */
  readonly seed?: number | undefined;
}

/** The generated cases of one check: what each makes is removed before the next one. */
export class Cases {
  /** How many there were. */
  count = 0;
  /** Set when one deviated. */
  counterexample: Counterexample | undefined;
  readonly #environment: Environment;
  readonly #seed: number;
  readonly #conversation: Conversation;
  readonly #owned: Ownership;
  readonly #seeds: OwnSeeds;
  #missed: NoSuchCase | undefined;

  /** @param seed the check's own */
  constructor(
    environment: Environment,
    seed: number,
    conversation: Conversation,
    owned: Ownership,
    seeds: OwnSeeds,
  ) {
    this.#environment = environment;
    this.#seed = seed;
    this.#conversation = conversation;
    this.#owned = owned;
    this.#seeds = seeds;
  }

  /** @throws UsageError when a path was given, and led to no case of any property */
  requireCase(): void {
    if (this.count === 0 && this.#missed !== undefined) throw this.#missed;
  }

  /** Asks a question of generated values. */
  all<T extends Json>(
    arbitrary: Arbitrary<T>,
    question: (value: T) => Promise<void>,
    options?: PropertyOptions,
    seed?: number,
  ): Promise<void> {
    return this.ask(arbitrary, question, options, { path: this.#environment.path, seed });
  }

  /** Asks a question of values of each arbitrary. */
  async each<T extends Json>(
    arbitraries: readonly Arbitrary<T>[],
    question: (value: T) => Promise<void>,
    options: PropertyOptions = {},
  ): Promise<void> {
    const [chosen, ...rest] = this.#environment.path?.split(':') ?? [];
    for (const [index, arbitrary] of arbitraries.entries()) {
      if (chosen !== undefined && chosen !== String(index)) continue;
      const path = rest.length === 0 ? undefined : rest.join(':');
      await this.ask(arbitrary, question, { cases: 2, ...options }, { path, prefix: `${index}:` });
    }
  }

  /** Asks a question of generated values, from a start of their own. */
  async ask<T extends Json>(
    arbitrary: Arbitrary<T>,
    question: (value: T) => Promise<void>,
    options: PropertyOptions = {},
    { path, prefix = '', seed = this.#seed }: Start = {},
  ): Promise<void> {
    const base = this.#owned.size;
    this.#conversation.beginCases();
    const running = runProperty(
      { ...this.#environment, path },
      arbitrary,
      seed,
      options,
      async (value) => {
        this.count += 1;
        this.#conversation.beginCase();
        this.#seeds.beginCase(value);
        try {
          await question(value);
        } finally {
          await this.#conversation.settle();
          await this.#owned.release(base);
        }
      },
      () => this.#conversation.log,
    );
    const outcome = await running.catch((error: unknown) => {
      // Where a check asks about several properties, a path belongs to one of them.
      if (!(error instanceof NoSuchCase)) throw error;
      this.#missed = error;
      return undefined;
    });
    this.#conversation.endCases();
    this.#seeds.endCases();
    this.counterexample = outcome && { ...outcome, path: `${prefix}${outcome.path}` };
    if (outcome !== undefined) throw outcome.deviation;
  }
}
