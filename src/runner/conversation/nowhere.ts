import { isTelling, nowhere } from '../../checks/operations/unknown.js';
import type { OperationContract } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import type { Environment } from '../environment.js';
import type { Conversation } from './conversation.js';

/**
 * How a path is answered that cannot exist: asked once in a run, of each service and method.
 * @returns undefined where that tells nothing
 */
export async function askNowhere(
  { shared: { unknown } }: Pick<Environment, 'shared'>,
  conversation: Conversation,
  operation: OperationContract,
): Promise<Answer | undefined> {
  const key = `${operation.service} ${operation.http.method}`;
  const asked = unknown.get(key) ?? conversation.send(nowhere(operation), undefined);
  unknown.set(key, asked);
  const answer = await asked;
  return isTelling(answer) ? answer : undefined;
}
