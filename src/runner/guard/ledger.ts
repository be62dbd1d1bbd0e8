import type { JsonObject, Service } from '../../contract/types.js';
import { isObject } from '../../transport/http/answer.js';

/** A creation that is about to be sent. */
export interface Intent {
  readonly service: Service;
  /** Name of the resource. */
  readonly resource: string;
  /** What of the input tells the resource from others. */
  readonly input: JsonObject;
}

/** Where a run writes down what it makes, so that it can be removed by somebody else should the run die. */
export interface Ledger {
  /** What there was of a kind before the run made any, where all of it is known. */
  before(service: Service, resource: string, arns: readonly string[]): void;
  /** Written before a creation is sent. @returns what the other entries name it by */
  intend(intent: Intent): Promise<number>;
  /** The creation made this. */
  made(intent: number, arn: string): void;
  /** The creation was answered, and made nothing of the run's. */
  madeNothing(intent: number): void;
  /** It was removed. */
  gone(arn: string): void;
}

/**
 * The members of an input that tell what was made from what others have: name, tags, and the ARNs that it names. What is
 * malformed tells nothing, and may be of any size and depth.
 */
export function tellingMembers(input: JsonObject): JsonObject {
  const { tags } = input;
  const telling = Object.entries(input).filter(
    ([member, value]) => typeof value === 'string' && (member === 'name' || value.startsWith('arn:')),
  );
  const texts = isObject(tags) ? Object.entries(tags).filter(([, value]) => typeof value === 'string') : [];
  return { ...Object.fromEntries(telling), ...(texts.length > 0 && { tags: Object.fromEntries(texts) }) };
}
