/** The form of answers, whatever their values are. */
import type { RawResponse, Reading } from '../../contract/protocol.js';
import { isObject } from '../../contract/schema/values.js';
import type { ErrorContract, OperationContract } from '../../contract/types.js';

/** What published documentation states of every answer: these are firm. Lengths and patterns are modelled only. */
export const FIRM: ReadonlySet<string> = new Set(['type', 'required', 'enum', 'const']);

/** An output without members may travel as an empty body or as `{}`: the sources do not say which. */
export function bodyProblem(
  { http: { hasOutput }, output }: OperationContract,
  answer: Reading,
  { body, headers }: RawResponse,
): { expected: string; observed: string } | undefined {
  const members = Object.keys(output.properties ?? {}).length;
  if (body.trim() === '' && members === 0) return undefined;
  if (!hasOutput) {
    if (body.trim() === '{}') return undefined;
    return { expected: 'no body', observed: `a body of ${body.length} characters` };
  }
  if (
    answer.json === undefined ||
    answer.json === null ||
    typeof answer.json !== 'object' ||
    Array.isArray(answer.json)
  ) {
    return {
      expected: 'a JSON object',
      observed: answer.unreadable ?? (body.trim() === '' ? 'an empty body' : 'JSON of another type'),
    };
  }
  const type = headers['content-type'] ?? '';
  if (/^application\/([a-z0-9.+-]+\+)?json\b/i.test(type)) return undefined;
  return {
    expected: 'content type application/json',
    observed: type === '' ? 'no content type' : `content type ${type}`,
  };
}

/** How an answer with an error departs from the form that the error is documented with; undefined where it does not. */
export function formProblem(
  answer: Reading,
  { body, headers }: RawResponse,
  error: ErrorContract,
): { expected: string; observed: string } | undefined {
  const { code } = error;
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
