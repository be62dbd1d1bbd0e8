import type { Contracts } from '../../contract/types.js';
import { answerMutants, entryMutants, wholeMutants } from './answers.js';
import { deletionMutants } from './deletions.js';
import { errorMutants } from './errors.js';
import type { ExchangeMutant } from './exchange.js';
import { withReason } from './indistinguishable.js';
import { listMutants } from './lists.js';
import { requestMutants, unforwardedMutants } from './requests.js';
import { resourceMutants } from './resources.js';
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
