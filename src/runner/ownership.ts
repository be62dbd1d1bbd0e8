import type { Owned } from '../checks/types.js';
import type { Resource } from '../contract/resources.js';
import type { JsonObject } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';

/** Resources removed at the same time. */
const WIDTH = 8;

/** Status of a removal that something else stands in the way of. */
const CONFLICT = 409;

/** Removes a resource by this operation of its service. */
export type Removal = (owned: Owned, operation: string, input: JsonObject) => Promise<Answer>;

/** Looks into the answer to the first removal of a resource. @returns the answer that counts */
export type Inspection = (owned: Owned, answer: Answer) => Promise<Answer>;

/** The resources that a check has made and has to remove, newest first, because newer ones may use older ones. */
export class Ownership {
  readonly #call: Removal;
  readonly #inspect: Inspection;
  readonly #leftovers: Map<string, string>;
  readonly #gone = new Set<string>();
  #owned: Owned[] = [];

  constructor(
    call: Removal,
    leftovers: Map<string, string>,
    inspect: Inspection = async (_, answer) => answer,
  ) {
    this.#call = call;
    this.#inspect = inspect;
    this.#leftovers = leftovers;
  }

  get size(): number {
    return this.#owned.length;
  }

  /** Adds a resource, unless it is there already. */
  add(owned: Owned): void {
    if (this.find(owned.arn) === undefined) this.#owned.push(owned);
  }

  /** Notes what a call of the check itself has removed, if that is what the operation does. */
  noteRemoval(resources: readonly Resource[], operation: string, input: JsonObject): void {
    const removed = resources.find((resource) => resource.delete?.operation === operation);
    const arn = input[removed?.delete?.input ?? 'arn'];
    if (removed !== undefined && typeof arn === 'string') this.#gone.add(arn);
  }

  find(arn: string | undefined): Owned | undefined {
    return this.#owned.find((owned) => owned.arn === arn);
  }

  /**
   * Removes what was added since there were so many. What is still in use, because something older was made to use it,
   * is tried again once that is gone. Never throws: what stays behind is noted.
   */
  async release(size: number): Promise<void> {
    const inUse: Owned[] = [];
    while (this.#owned.length > size) {
      const last = this.#owned.at(-1);
      const group = this.#owned.slice(size).reverse();
      const end = group.findIndex(({ resource }) => resource !== last?.resource);
      const alike = group.slice(0, Math.min(WIDTH, end === -1 ? group.length : end));
      this.#owned = this.#owned.slice(0, this.#owned.length - alike.length);
      await Promise.all(
        alike.map(async (owned) => {
          if ((await this.#remove(owned)) === CONFLICT) inUse.push(owned);
        }),
      );
    }
    await Promise.all(inUse.map((owned) => this.#remove(owned, true)));
  }

  /**
   * @param isAgain whether it was tried before
   * @returns the status of the answer, if there is one
   */
  async #remove(owned: Owned, isAgain = false): Promise<number | undefined> {
    const { resource, arn } = owned;
    if (resource.delete === undefined || this.#gone.has(arn)) return undefined;
    const { operation, input = 'arn', force } = resource.delete;
    try {
      let answer = await this.#call(owned, operation, { [input]: arn });
      if (!answer.succeeded && !isAgain) answer = await this.#inspect(owned, answer);
      if (answer.status === CONFLICT && force !== undefined)
        answer = await this.#call(owned, operation, { [input]: arn, [force]: true });
      if (answer.succeeded || answer.status === 404) this.#leftovers.delete(arn);
      else this.#leftovers.set(arn, `${operation} answered ${answer.status}`);
      return answer.status;
    } catch (error) {
      this.#leftovers.set(arn, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
}
