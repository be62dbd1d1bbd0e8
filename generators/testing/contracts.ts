/** The contracts and operations that the tests go through. */
import { loadContracts } from '../../src/contract/load.js';
import type { Contract, OperationContract, Service } from '../../src/contract/types.js';

const contracts = loadContracts();

/** The contract of one service at its latest revision. */
export function contractOf(service: Service): Contract {
  const contract = contracts.get(service);
  if (contract === undefined) throw new Error(`no contract of ${service}`);
  return contract;
}

/** Every operation of both services: name, contract, operation. */
export const OPERATIONS: readonly (readonly [string, Contract, OperationContract])[] = [
  ...contracts.values(),
].flatMap((contract) =>
  [...contract.operations.values()].map(
    (operation) => [`${contract.service} ${operation.operation}`, contract, operation] as const,
  ),
);
