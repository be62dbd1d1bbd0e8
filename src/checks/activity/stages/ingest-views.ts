/** How ingest configurations show: in lists by state, and with their credentials. */
import { type Answer, isObject } from '../../../transport/http/answer.js';
import { at, listAt, objectAt, show, stringAt } from '../../expect/expect.js';
import { DeviationFound } from '../../expect/verdicts.js';
import { itemsOf, itemWith } from '../../expect/walk.js';
import { operationOf } from '../../plan/scope.js';
import type { CheckContext, Owned } from '../../types.js';

/** A list by state holds only such, and the one that is known where it belongs. @throws DeviationFound */
export async function expectStates(
  context: CheckContext,
  state: string,
  owned: Owned,
  isListed: boolean,
): Promise<void> {
  const operation = operationOf(context.scope, 'ListIngestConfigurations');
  const { items, answers } = await itemsOf(context, operation, { filterByState: state, maxResults: 100 });
  const wrong = items.find((item) => stringAt(item, 'state') !== state);
  if (wrong === undefined && (itemWith(items, owned.arn) !== undefined) === isListed) return;
  throw new DeviationFound({
    expected: `filterByState ${state} lists only ones in that state${isListed ? `, ${owned.arn} among them` : `, and not ${owned.arn}`}`,
    observed:
      wrong === undefined
        ? `it is ${isListed ? 'not listed' : 'listed'}`
        : `one whose state is ${show(at(wrong, 'state'))}`,
    member: 'filterByState',
    exchange: answers.at(-1)?.exchange,
  });
}

/** Credentials are there exactly if ingest is redundant. @throws DeviationFound */
export function expectCredentials(answer: Answer, isRedundant: boolean): void {
  const shown = listAt(objectAt(answer.output, 'ingestConfiguration'), 'redundantIngestCredentials');
  const isRight = isRedundant
    ? shown.length > 0 &&
      shown.every(
        (each) => isObject(each) && each.participantId !== undefined && each.streamKey !== undefined,
      )
    : shown.length === 0;
  if (isRight) return;
  const path = 'ingestConfiguration.redundantIngestCredentials';
  throw new DeviationFound({
    expected: isRedundant
      ? `${path} with participantId and streamKey each`
      : `no ${path}, because redundantIngest is false`,
    observed: isRedundant
      ? `${shown.length} credentials, or some without their members`
      : `${shown.length} credentials`,
    member: path,
    exchange: answer.exchange,
  });
}
