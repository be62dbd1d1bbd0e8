import type { Arbitrary } from 'fast-check';
import { Unmet } from '../../checks/expect/verdicts.js';
import type { Play, PropertyOptions, SequenceOptions } from '../../checks/types.js';
import type { Json } from '../../contract/types.js';
import type { Conversation } from '../conversation/conversation.js';
import type { Environment } from '../environment.js';
import type { Ownership } from '../fixtures/ownership.js';
import type { OwnSeeds } from './check-seeds.js';
import { type Counterexample, type Found, NoSuchCase, runProperty, UNMET } from './property.js';
import { Sequences } from './sequences.js';

/** Where generated values begin. */
interface Start {
  /** Leads to one case; absent for all. */
  readonly path?: string | undefined;
  /** What precedes the path of a counterexample. */
  readonly prefix?: string;
  /** Default: the check's own. */
  readonly seed?: number | undefined;
}

/** What is done about valid requests that are not carried out. */
export interface Unmets {
  note(unmet: Unmet): void;
  /** Finds out what to leave out of what is drawn, while what the request names is still there. */
  learn(unmet: Unmet): Promise<void>;
  /** How much has been found out in this run. */
  readonly learnt: number;
}

/** How often the cases of a property are drawn anew, each time without something more. */
const DRAWN_ANEW = 3;

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
  readonly #unmets: Unmets;
  #missed: NoSuchCase | undefined;

  /** @param seed the check's own */
  constructor(
    environment: Environment,
    seed: number,
    conversation: Conversation,
    owned: Ownership,
    seeds: OwnSeeds,
    unmets: Unmets,
  ) {
    this.#environment = environment;
    this.#seed = seed;
    this.#conversation = conversation;
    this.#owned = owned;
    this.#seeds = seeds;
    this.#unmets = unmets;
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
    start: Start = {},
  ): Promise<void> {
    this.#conclude(
      await this.#run(arbitrary, question, options, { ...start, about: (value) => value }),
      start,
    );
  }

  /** Carries out generated sequences of steps. */
  async sequences<T extends Json>(
    steps: Arbitrary<T>,
    begin: () => Promise<Play<T>>,
    options: SequenceOptions,
  ): Promise<void> {
    const sequences = new Sequences(this.#environment, steps, options);
    const found = await this.#run(
      sequences.arbitrary,
      (commands) => sequences.carryOut(commands, begin),
      options,
      // The steps are all there is to draw.
      { path: sequences.path, about: () => null },
    );
    this.#conclude(found && { ...found, ...sequences.told(found) }, {});
  }

  #conclude(found: Counterexample | undefined, { prefix = '' }: Start): void {
    this.counterexample = found && { ...found, path: `${prefix}${found.path}` };
    if (found !== undefined) throw found.deviation;
  }

  /** Where nothing could be asked, as all that was drawn is refused, it is drawn anew without what is found to be refused. */
  async #run<T>(
    arbitrary: Arbitrary<T>,
    question: (value: T) => Promise<void>,
    options: PropertyOptions,
    start: Start & { about(value: T): Json },
  ): Promise<Found<T> | undefined> {
    for (let anew = 0; ; anew += 1) {
      const { learnt } = this.#unmets;
      try {
        return await this.#runOnce(arbitrary, question, options, start);
      } catch (error) {
        if (!(error instanceof Unmet) || this.#unmets.learnt === learnt || anew === DRAWN_ANEW) throw error;
      } finally {
        this.#conversation.endCases();
        this.#seeds.endCases();
      }
    }
  }

  async #runOnce<T>(
    arbitrary: Arbitrary<T>,
    question: (value: T) => Promise<void>,
    options: PropertyOptions,
    { path, seed = this.#seed, about }: Start & { about(value: T): Json },
  ): Promise<Found<T> | undefined> {
    const base = this.#owned.size;
    // A path leads to one value only.
    let untilLearning = path === undefined ? UNMET : 1;
    this.#conversation.beginCases();
    const running = runProperty(
      { ...this.#environment, path },
      arbitrary,
      seed,
      options,
      async (value) => {
        this.count += 1;
        const before = this.#conversation.findings.length;
        this.#conversation.beginCase();
        this.#seeds.beginCase(about(value));
        try {
          await question(value);
        } catch (error) {
          if (error instanceof Unmet) {
            this.#unmets.note(error);
            untilLearning -= 1;
            if (untilLearning === 0) await this.#unmets.learn(error);
          }
          throw error;
        } finally {
          await this.#conversation.settle();
          await this.#owned.release(base);
        }
        this.#environment.sought?.requireNone(this.#conversation.findings.slice(before));
      },
      () => this.#conversation.log,
    );
    return running.catch((error: unknown) => {
      // Where a check asks about several properties, a path belongs to one of them.
      if (!(error instanceof NoSuchCase)) throw error;
      this.#missed = error;
      return undefined;
    });
  }
}
