import type { ErrorContract } from '../contract/types.js';
import { type Answer, isObject } from '../transport/answer.js';

/** How an answer with an error departs from the form that the error is documented with; undefined where it does not. */
export function formProblem(
  answer: Answer,
  error: ErrorContract,
): { expected: string; observed: string } | undefined {
  const { code } = error;
  const { body, headers } = answer.exchange.response;
  if (answer.error?.code === undefined) {
    return {
      expected: `the code ${code} in the header x-amzn-ErrorType, or as __type or code in the body`,
      observed: `status ${answer.status} without a code`,
    };
  }
  if (answer.status !== error.status) {
    return { expected: `status ${error.status} for ${code}`, observed: `status ${answer.status}` };
  }
  if (!isObject(answer.json)) {
    const what =
      body === '' ? 'an empty body' : `${headers['content-type'] ?? 'a body without content type'}`;
    return { expected: 'a JSON object that describes the error', observed: what };
  }
  if (answer.error.message === undefined) {
    return {
      expected: `the text of the error as a string in ${error.messageMember} (message is accepted as well)`,
      observed: `the members ${Object.keys(answer.json).join(', ') || '(none)'}`,
    };
  }
  return undefined;
}
