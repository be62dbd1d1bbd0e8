import type { JudgedEntry } from '../../clients/traffic/verdict.js';
import type { Contracts } from '../../contract/types.js';
import type { CoverageRecorder } from '../../runner/coverage/coverage.js';
import { readAnswer } from '../../transport/http/answer.js';

/** Notes what of the contract an exchange exercised. */
export function noteCoverage(
  { service, operation: name, input, exchange }: JudgedEntry,
  contracts: Contracts,
  coverage: CoverageRecorder | undefined,
): void {
  const contract = contracts.get(service);
  const operation = contract?.operations.get(name);
  if (coverage === undefined || contract === undefined || operation === undefined || exchange === undefined)
    return;
  coverage.record(contract, operation, input, readAnswer(operation, exchange));
}
