import type { CheckContext, Shareable } from './types.js';

/**
 * Something that takes several requests, or a driver, to bring about, and that checks only look at: a channel that is
 * live, a stage with somebody on it. Checks may share it.
 */
export class SharedFixture<T> implements Shareable<T> {
  readonly #make: (context: CheckContext) => Promise<T>;
  readonly #made = new WeakMap<object, Promise<T>>();

  /** @param make brings it about; what it makes is removed by its context */
  constructor(make: (context: CheckContext) => Promise<T>) {
    this.#make = make;
  }

  in(context: CheckContext, occasion: object): Promise<T> {
    const earlier = this.#made.get(occasion);
    if (earlier !== undefined) return earlier;
    const made = this.#make(context);
    this.#made.set(occasion, made);
    return made;
  }
}
