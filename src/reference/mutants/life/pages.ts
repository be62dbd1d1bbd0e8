import type { Contracts, JsonObject, OperationContract } from '../../../contract/types.js';
import { implementedOperations } from '../../handlers.js';
import type { Call } from '../../state/call.js';
import { pick, text } from '../../state/json.js';
import { mutantOf, withInput, withItems } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';

/** What is wrong on later pages only. */
export function pageMutants(contracts: Contracts): Mutant[] {
  return [...contracts.values()].flatMap((contract) =>
    implementedOperations(contract.service).flatMap((name) => {
      const operation = contract.operations.get(name);
      // A channel has one stream key, so there are no later pages of them.
      return operation?.pagination === undefined || name === 'ListStreamKeys'
        ? []
        : operationMutants(operation, operation.pagination.items);
    }),
  );
}

function operationMutants(operation: OperationContract, items: string): Mutant[] {
  const { properties = {} } = operation.input;
  const filters = Object.keys(properties).filter((member) => member.startsWith('filterBy'));
  const onLast = (
    family: string,
    statement: string,
    change: (all: readonly JsonObject[]) => JsonObject[],
  ): Mutant =>
    mutantOf(family, operation, [], statement, (call, next) => {
      const answer = next();
      return isLater(call) && answer.body?.nextToken === undefined
        ? withItems(answer, items, change)
        : answer;
    });
  return [
    onLast('last-page-drops', 'The last of several pages lacks its last item.', (all) => all.slice(0, -1)),
    onLast('last-page-bare', 'On the last of several pages, entries have their first member only.', (all) =>
      all.map((entry) => pick(entry, Object.keys(entry).slice(0, 1))),
    ),
    onLast('last-page-repeats', 'The last of several pages holds its first item twice.', (all) => [
      ...all.slice(0, 1),
      ...all,
    ]),
    mutantOf(
      'later-page-size-ignored',
      operation,
      [],
      'With a nextToken, maxResults is ignored.',
      (call, next) => next(isLater(call) && isSize(call) ? withInput(call, { maxResults: 100 }) : call),
    ),
    ...filters.map((filter) =>
      mutantOf(
        'later-filter-ignored',
        operation,
        [filter],
        `With a nextToken, ${filter} is ignored.`,
        (call, next) => next(isLater(call) ? withInput(call, { [filter]: undefined }) : call),
      ),
    ),
  ];
}

function isLater({ input }: Call): boolean {
  return text(input, 'nextToken') !== '';
}

function isSize({ input: { maxResults } }: Call): boolean {
  return (
    typeof maxResults === 'number' && Number.isInteger(maxResults) && maxResults > 0 && maxResults <= 100
  );
}
