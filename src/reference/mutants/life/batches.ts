import type { JsonObject } from '../../../contract/types.js';
import type { Answer } from '../../state/call.js';
import { isObject, list, text, texts } from '../../state/json.js';
import { mutantOf, type Place } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import type { ResourceType } from '../build/resources.js';

/** Batch reads that lose, repeat or misjudge some of what they are asked for. */
export function batchMutants({ service, batch, items }: ResourceType): Mutant[] {
  if (batch === undefined) return [];
  const place: Place = { service, operation: batch };
  const change = (answer: Answer, members: JsonObject): Answer =>
    answer.error === undefined ? { ...answer, body: { ...answer.body, ...members } } : answer;
  return [
    mutantOf('batch-errors-lost', place, [], 'Unknown ARNs are passed over in silence.', (_, next) =>
      change(next(), { errors: [] }),
    ),
    mutantOf('batch-item-lost', place, [], 'The last of several items is missing.', (_, next) => {
      const answer = next();
      const found = list(answer.body ?? {}, items);
      return found.length > 1 ? change(answer, { [items]: found.slice(0, -1) }) : answer;
    }),
    mutantOf('batch-second-lost', place, [], 'The second of several items is missing.', (_, next) => {
      const answer = next();
      return change(answer, { [items]: list(answer.body ?? {}, items).filter((_item, at) => at !== 1) });
    }),
    mutantOf('batch-repeats', place, [], 'The first of several items comes twice.', (_, next) => {
      const answer = next();
      const found = list(answer.body ?? {}, items);
      return found.length > 1 ? change(answer, { [items]: [...found.slice(0, 1), ...found] }) : answer;
    }),
    mutantOf(
      'batch-known-reported',
      place,
      [],
      'What is found is reported as an error as well.',
      (_, next) => {
        const answer = next();
        const [first] = list(answer.body ?? {}, items);
        if (!isObject(first)) return answer;
        const error = { arn: text(first, 'arn'), code: 'ResourceNotFoundException', message: 'not found' };
        return change(answer, { errors: [...list(answer.body ?? {}, 'errors'), error] });
      },
    ),
    mutantOf(
      'batch-second-error-lost',
      place,
      [],
      'Of several unknown ARNs, the first alone is reported.',
      (_, next) => {
        const answer = next();
        const errors = list(answer.body ?? {}, 'errors');
        return errors.length > 1 ? change(answer, { errors: errors.slice(0, 1) }) : answer;
      },
    ),
    mutantOf('batch-fails-whole', place, [], 'One unknown ARN fails the whole batch.', (call, next) => {
      const answer = next();
      if (list(answer.body ?? {}, 'errors').length === 0) return answer;
      const body: JsonObject = {
        exceptionMessage: `Resource: ${texts(call.input, 'arns').join()} not found`,
      };
      const headers = { 'content-type': 'application/json', 'x-amzn-errortype': 'ResourceNotFoundException' };
      return { status: 404, headers, body, error: 'ResourceNotFoundException' };
    }),
  ];
}
