import type { Json } from '../../contract/types.js';
import { deriveSeed } from './seed.js';

/**
 * Seeds of what a check draws beside its generated values. Within a case they depend on its value, and not on the cases
 * before it: so a path alone leads to the same again.
 */
export class OwnSeeds {
  readonly #seed: number;
  /** How many were taken before cases, and in the current one, by what they are for. */
  readonly #taken = { before: new Map<string, number>(), inCase: new Map<string, number>() };
  /** The value of the current case, as JSON. */
  #about: string | undefined;

  /** @param seed the check's own */
  constructor(seed: number) {
    this.#seed = seed;
  }

  /** From here on a case is asked. */
  beginCase(value: Json): void {
    this.#about = JSON.stringify(value);
    this.#taken.inCase.clear();
  }

  /** From here on none is. */
  endCases(): void {
    this.#about = undefined;
  }

  /** A seed that no other of this check, in this case, is the same as. */
  next(what: string): number {
    const taken = this.#about === undefined ? this.#taken.before : this.#taken.inCase;
    const count = (taken.get(what) ?? 0) + 1;
    taken.set(what, count);
    return deriveSeed(
      this.#seed,
      [what, count, ...(this.#about === undefined ? [] : [this.#about])].join(' '),
    );
  }
}
