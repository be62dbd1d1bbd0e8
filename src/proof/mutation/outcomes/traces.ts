import type { Check } from '../../../checks/types.js';
import { Router } from '../../../contract/route.js';
import type { Contracts, JsonObject } from '../../../contract/types.js';
import { readInput, validateInput } from '../../../reference/protocol/input.js';
import { createReference } from '../../../reference/reference.js';
import { Fault } from '../../../reference/state/fault.js';
import { inProcessDriver } from '../../../transport/driver/in-process.js';
import type { InProcessRequest } from '../../../transport/in-process.js';
import { askEndpoint, type Judge } from '../judge.js';

/** The requests that checks put to a conforming endpoint: each is asked when that is first wanted. */
export class Traces {
  readonly #judge: Judge;
  readonly #reference: ReturnType<typeof createReference>;
  readonly #known = new Map<string, readonly InProcessRequest[]>();

  constructor(judge: Judge) {
    this.#judge = judge;
    this.#reference = createReference({ contracts: judge.contracts });
  }

  /** Asks checks of the reference endpoint, unless they were asked before, and notes what is sent. */
  async record(checks: readonly Check[]): Promise<void> {
    const driver = inProcessDriver(this.#reference.control);
    // Each on its own: of what checks share, the first one would have sent it all.
    for (const check of checks) {
      if (this.#known.has(check.id)) continue;
      const requests: InProcessRequest[] = [];
      const handle = (request: InProcessRequest) => {
        requests.push(request);
        return this.#reference.handle(request);
      };
      await askEndpoint(this.#judge, handle, [check], { probed: () => false, driver });
      this.#known.set(check.id, requests);
    }
  }

  /** What a check sends, in order; nothing where it has not been recorded. */
  of(check: string): readonly InProcessRequest[] {
    return this.#known.get(check) ?? [];
  }
}

/** One request of a trace, with how the documented contract reads it. */
interface Read {
  readonly request: InProcessRequest;
  readonly operation: string;
  readonly reading: string;
}

/**
 * Tells which checks can notice that an endpoint goes by another contract. A check does the same again for the same
 * answers, and the reference endpoint answers the same to what it reads the same: so a check that sends nothing that
 * the two contracts read differently comes to the same verdict, and need not be asked.
 */
export class ContractDifference {
  readonly #router: Router;
  readonly #traces: Traces;
  readonly #reads = new Map<string, readonly Read[]>();

  constructor(contracts: Contracts, traces: Traces) {
    this.#router = new Router(contracts);
    this.#traces = traces;
  }

  /**
   * Those of the checks that send something which these contracts read otherwise than the documented ones.
   * @param operation the one operation whose input the contracts differ in, of either service
   * @param checks their requests have been recorded
   */
  noticedBy(changed: Contracts, operation: string, checks: readonly Check[]): Check[] {
    const router = new Router(changed);
    return checks.filter(({ id }) =>
      this.#readsOf(id).some(
        (known) => known.operation === operation && read(router, known.request).reading !== known.reading,
      ),
    );
  }

  #readsOf(check: string): readonly Read[] {
    const reads =
      this.#reads.get(check) ??
      this.#traces.of(check).map((request) => ({ request, ...read(this.#router, request) }));
    this.#reads.set(check, reads);
    return reads;
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
