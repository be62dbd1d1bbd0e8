import type { Contracts } from '../../../contract/types.js';
import type { ExchangeMutant } from './exchange.js';
import { answerMutants, entryMutants, wholeMutants } from './families/answers.js';
import { deletionMutants } from './families/deletions.js';
import { errorMutants } from './families/errors.js';
import { listMutants } from './families/lists.js';
import { requestMutants, unforwardedMutants } from './families/requests.js';
import { resourceMutants } from './families/resources.js';
import { withReason } from './indistinguishable.js';
import { operationsOf } from './sites.js';

/** Every fault in the exchanges with an endpoint; identifiers are unique and stable. */
export function exchangeMutants(contracts: Contracts): ExchangeMutant[] {
  const operations = operationsOf(contracts);
  return [
    ...answerMutants(contracts),
    ...entryMutants(contracts),
    ...wholeMutants(operations),
    ...listMutants(contracts),
    ...resourceMutants(contracts),
    ...deletionMutants(contracts),
    ...requestMutants(contracts),
    ...unforwardedMutants(operations),
    ...errorMutants(contracts),
  ].map(withReason);
}
