import type { Contract, Service } from '../../contract/types.js';
import type { SdkClient } from './client.js';
import { exercise, type Samples } from './exercise.js';
import type { Finding } from './findings/finding.js';
import { contractSurface, type Lacks, lacksOf } from './findings/lacks.js';

/** What came of one client. */
export interface ClientVerdict {
  readonly service: Service;
  readonly version: string;
  /** Revision of the contract that it was judged by. */
  readonly revision: string;
  readonly operations: readonly OperationVerdict[];
  /** What the contract has and the client does not declare: the release is older. */
  readonly lacks: Lacks;
  /** What the client declares and the contract does not have: the contract is older. */
  readonly unknown: Lacks;
}

/** What came of one operation. */
export interface OperationVerdict {
  readonly operation: string;
  readonly outcome: 'conforms' | 'deviates' | 'unimplemented';
  readonly findings: readonly Finding[];
}

/** Judges one client by a contract, without a network. */
export async function checkClient(
  contract: Contract,
  client: SdkClient,
  samples: Samples,
): Promise<ClientVerdict> {
  const operations: OperationVerdict[] = [];
  for (const operation of contract.operations.values()) {
    const { operation: name } = operation;
    const findings = client.has(name) ? await exercise(contract, operation, client, samples) : [];
    const outcome = !client.has(name) ? 'unimplemented' : findings.length > 0 ? 'deviates' : 'conforms';
    operations.push({ operation: name, outcome, findings });
  }
  const { service, revision } = contract;
  const whole = contractSurface(contract);
  return {
    ...{ service, version: client.version, revision, operations },
    lacks: lacksOf(service, client.surface, whole),
    unknown: lacksOf(service, whole, client.surface),
  };
}
