import { count, counted } from '../../report/summary/plain-text.js';
import { reportedCauses } from '../../results/reported/causes.js';
import type { CheckResult } from '../../results/types.js';

/** How far a run is. What is skipped costs no time, and is no progress. */
export class Tally {
  readonly #started: number;
  readonly #now: () => number;
  #requests: () => number = () => 0;
  #skipped = 0;
  #deviating = 0;
  #done = 0;
  #total = 0;

  /** @param now milliseconds, as from a clock that never goes back */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#started = now();
  }

  measure(requests: () => number): void {
    this.#requests = requests;
  }

  add({ outcome }: Pick<CheckResult, 'outcome'>, done: number, total: number): void {
    if (outcome === 'skipped') this.#skipped += 1;
    if (outcome === 'deviates') this.#deviating += 1;
    this.#done = done;
    this.#total = total;
  }

  /** `1,234 of 2,300 checks · 12 deviate · 13 s · 460 requests/s · about 20 s left`. */
  line(): string {
    const elapsed = this.#now() - this.#started;
    const asked = this.#done - this.#skipped;
    const total = this.#total - this.#skipped;
    const perSecond = elapsed === 0 ? 0 : Math.round((1000 * this.#requests()) / elapsed);
    const left = asked === 0 ? undefined : (elapsed / asked) * (total - asked);
    return [
      `${count(asked)} of ${counted(total, 'check')}`,
      `${count(this.#deviating)} deviate`,
      inSeconds(elapsed),
      `${count(perSecond)} requests/s`,
      ...(left === undefined ? [] : [`about ${inSeconds(left)} left`]),
    ].join(' · ');
  }
}

/** No finer than a person reads it. */
function inSeconds(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** How much more time has to pass than it takes to find causes, so that this does not slow a run down. */
const SHARE = 20;

/** The causes of what was seen so far: each is told once, as soon as it is known. */
export class CausesSoFar {
  readonly #results: CheckResult[] = [];
  readonly #told = new Set<string>();
  #isStale = false;
  #notBefore = 0;

  add(result: CheckResult): void {
    this.#results.push(result);
    this.#isStale ||= result.outcome === 'deviates';
  }

  /** Titles of causes that share no deviation with those told before. */
  news(): string[] {
    const started = performance.now();
    if (!this.#isStale || started < this.#notBefore) return [];
    this.#isStale = false;
    const titles = reportedCauses({ run: {}, checks: this.#results }).flatMap(({ title, checks }) => {
      const isKnown = this.#told.has(title) || checks.some((id) => this.#told.has(id));
      for (const name of [title, ...checks]) this.#told.add(name);
      return isKnown ? [] : [title];
    });
    this.#notBefore = performance.now() + SHARE * (performance.now() - started);
    return titles;
  }
}
