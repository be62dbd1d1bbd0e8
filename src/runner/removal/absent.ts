/** What was made, and is not there for its removal, although nothing has removed it. */
import { describeAnswer, objectAt } from '../../checks/expect.js';
import type { Owned } from '../../checks/types.js';
import { isAsNowhere } from '../../checks/unknown.js';
import { Unmet } from '../../checks/verdicts.js';
import type { JsonObject, OperationContract } from '../../contract/types.js';
import type { Answer } from '../../transport/answer.js';
import type { WireRequest } from '../../transport/types.js';

/** How the endpoint is asked about it. */
export interface Inquirer {
  /** Calls an operation of the resource's service. */
  ask(operation: string, input: JsonObject): Promise<Answer>;
  /** Waits until what the removal did not know yet has to be known to it. */
  settle(): Promise<void>;
}

/** What came of a removal. */
export interface Removed {
  /** The last answer to it. */
  readonly answer: Answer;
  /** What is wrong with the creation or the removal, where one of them is at fault. */
  readonly unmet?: Unmet | undefined;
  /** The read that does not know it, where the creation is at fault unless that read knows others. */
  readonly unlessRead?: OperationContract;
}

/** Whether an answer says that what it was asked about is not there, in whatever words, and not as any path is answered. */
export function saysAbsent(answer: Answer, nowhere: Answer | undefined): boolean {
  const { succeeded, status, error } = answer;
  if (succeeded || error?.code === undefined) return false;
  if (status !== 404 && !/NotFound/.test(error.code)) return false;
  return nowhere === undefined || !isAsNowhere(answer, nowhere);
}

/**
 * Finds out why a removal says that something is not there which the run has made, and which nothing has removed: where a
 * read shows it, the removal is at fault; where a read does not know it either, its creation has named something else, unless
 * that read knows what others have made: then it may be gone by the removal, which should have said so.
 * @param removal the answer of the removal
 * @param nowhere how a path is answered that cannot exist
 */
export async function lookForAbsent(
  owned: Owned,
  removal: Answer,
  nowhere: Answer | undefined,
  inquirer: Inquirer,
): Promise<Removed> {
  const { resource, arn } = owned;
  const { get, delete: remove } = resource;
  // What is on its way out is gone at a time that nobody says.
  const isDecided = get !== undefined && remove !== undefined && resource.leaving === undefined;
  if (!isDecided || !saysAbsent(removal, nowhere)) return { answer: removal };
  await inquirer.settle();
  const answer = await inquirer.ask(remove.operation, { [remove.input ?? 'arn']: arn });
  if (!saysAbsent(answer, nowhere)) return { answer };
  const read = await inquirer.ask(get.operation, { [get.input ?? 'arn']: arn });
  if (saysAbsent(read, nowhere)) {
    const unlessRead = read.operation;
    return { answer, unmet: unnamed(owned, answer, read), unlessRead };
  }
  const isShown = objectAt(read.output, get.output ?? '')[resource.identifier ?? 'arn'] === arn;
  return { answer, unmet: read.succeeded && isShown ? unremoved(owned, answer, read) : undefined };
}

/** The creation is at fault: what it shows names nothing. */
function unnamed({ resource, arn, answer }: Owned, removal: Answer, read: Answer): Unmet {
  const member = `${resource.create?.output ?? ''}.${resource.identifier ?? 'arn'}`;
  const { operation } = answer.operation;
  const observed = `${JSON.stringify(arn)}: ${calls(read)}, and ${calls(removal)}, although nothing has removed it`;
  return new Unmet(answer, `${operation} succeeded, but what it names is not there`, {
    expected: `an identifier by which the ${resource.name} that was made can be read and removed`,
    observed,
    member,
    exchange: answer.exchange,
  });
}

/** The removal is at fault: a read shows what it does not know. */
function unremoved({ resource, arn }: Owned, removal: Answer, read: Answer): Unmet {
  const { operation } = removal.operation;
  return new Unmet(removal, `${operation} does not remove what ${read.operation.operation} shows`, {
    expected: `success: ${read.operation.operation} shows the ${resource.name} ${arn}`,
    observed: describeAnswer(removal),
    exchange: removal.exchange,
  });
}

function calls(answer: Answer): string {
  return `${answer.operation.operation} answers ${describeAnswer(answer)}`;
}

/** What a check has sent that may have removed something, whatever was answered. */
export class Attempts {
  readonly #bodies: string[] = [];

  note({ body = '' }: WireRequest): void {
    this.#bodies.push(typeof body === 'string' ? body : Buffer.from(body).toString('latin1'));
  }

  /** Whether something may be gone by them: one of them names it, or might do so in other characters. */
  mayHaveRemoved(identifier: string): boolean {
    return this.#bodies.some((body) => body.includes(identifier) || body.includes('\\'));
  }
}
