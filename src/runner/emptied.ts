import { Unmet } from '../checks/verdicts.js';
import type { Resource } from '../contract/resources.js';
import type { JsonObject } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';

/** What was deleted to make room, and the answer to that. */
interface Removed {
  readonly resource: Resource;
  readonly arn: string;
  readonly answer: Answer;
}

/** Parents in which a check has made room by deleting what they brought. */
export class Emptied {
  readonly #removed = new Map<string, Removed>();

  /** Notes that a parent has room, as its resource was deleted. */
  add(parent: string, removed: Removed): void {
    this.#removed.set(parent, removed);
  }

  /**
   * Looks, where a creation is refused, whether the deletion that was to make room had an effect.
   * @param read asks for a resource by its ARN
   * @throws Unmet when it had none, and is to blame
   */
  async requireRoom(
    input: JsonObject,
    answer: Answer,
    read: (operation: string, input: JsonObject) => Promise<Answer>,
  ): Promise<void> {
    if (answer.succeeded) return;
    for (const value of Object.values(input)) {
      const removed = typeof value === 'string' ? this.#removed.get(value) : undefined;
      const get = removed?.resource.get;
      if (removed === undefined || get === undefined) continue;
      const { resource, arn } = removed;
      if (resource.create?.operation !== answer.operation.operation) continue;
      const seen = await read(get.operation, { [get.input ?? 'arn']: arn });
      if (!seen.succeeded) continue;
      const { operation } = removed.answer.operation;
      const observed = `the ${resource.name} is still there`;
      throw new Unmet(removed.answer, `${operation} succeeded, but ${observed}`, {
        expected: `${operation} removes the ${resource.name}`,
        observed,
      });
    }
  }
}
