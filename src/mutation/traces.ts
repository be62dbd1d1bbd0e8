import { Router } from '../contract/route.js';
import type { Contracts, JsonObject } from '../contract/types.js';
import { inProcessDriver } from '../driver/in-process.js';
import { Fault } from '../reference/fault.js';
import { readInput, validateInput } from '../reference/input.js';
import { createReference } from '../reference/reference.js';
import type { InProcessRequest } from '../transport/in-process.js';
import { askEndpoint, type Judge } from './judge.js';

/** Check → the requests that it puts to a conforming endpoint, in order. */
export type Traces = ReadonlyMap<string, readonly InProcessRequest[]>;

/** Asks every check of the conforming reference endpoint, and notes what is sent. */
export async function recordTraces(judge: Judge): Promise<Traces> {
  const reference = createReference({ contracts: judge.contracts });
  const traces = new Map<string, readonly InProcessRequest[]>();
  let requests: InProcessRequest[] = [];
  const record = (request: InProcessRequest) => {
    requests.push(request);
    return reference.handle(request);
  };
  // Each on its own: of what checks share, the first one would have sent it all.
  for (const check of judge.checks) {
    await askEndpoint(judge, record, [check], () => false, undefined, inProcessDriver(reference.control));
    traces.set(check.id, requests);
    requests = [];
  }
  return traces;
}

/** One request of a trace, with how a contract reads it. */
interface Read {
  readonly check: string;
  readonly request: InProcessRequest;
  readonly reading: string;
}

/**
 * Tells which checks can notice that an endpoint goes by another contract. A check does the same again for the same
 * answers, and the reference endpoint answers the same to what it reads the same: so a check that sends nothing that
 * the two contracts read differently comes to the same verdict, and need not be asked.
 */
export class ContractDifference {
  readonly #reads: ReadonlyMap<string, readonly Read[]>;

  constructor(contracts: Contracts, traces: Traces) {
    const router = new Router(contracts);
    const reads = new Map<string, Read[]>();
    for (const [check, requests] of traces) {
      for (const request of requests) {
        const { operation, reading } = read(router, request);
        const known = reads.get(operation) ?? [];
        reads.set(operation, known);
        known.push({ check, request, reading });
      }
    }
    this.#reads = reads;
  }

  /**
   * Checks that send something which these contracts read otherwise than the documented ones.
   * @param operation the one operation whose input the contracts differ in, of either service
   */
  noticedBy(changed: Contracts, operation: string): ReadonlySet<string> {
    const router = new Router(changed);
    const noticed = new Set<string>();
    for (const { check, request, reading } of this.#reads.get(operation) ?? []) {
      if (!noticed.has(check) && read(router, request).reading !== reading) noticed.add(check);
    }
    return noticed;
  }
}

/** The input as text; what is nested deeper than the stack all in one. */
function asText(input: JsonObject): string {
  try {
    return JSON.stringify(input);
  } catch (error) {
    if (error instanceof RangeError) return 'nested too deeply';
    throw error;
  }
}

/** The input as the endpoint sees it, or the error. */
function read(
  router: Router,
  { method, path, body }: InProcessRequest,
): { operation: string; reading: string } {
  const match = router.find(method, path);
  if (typeof match === 'string') return { operation: '', reading: match };
  const { contract, operation } = match;
  try {
    const input = readInput(match, body);
    validateInput(contract, operation, input);
    return { operation: operation.operation, reading: asText(input) };
  } catch (error) {
    if (error instanceof Fault) return { operation: operation.operation, reading: error.code };
    throw error;
  }
}
