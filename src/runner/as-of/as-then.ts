import { compile } from '../../contract/schema/compile.js';
import type { Contract, JsonObject } from '../../contract/types.js';
import { type Suspicion, topOf } from '../../results/causes/spot.js';
import { decidingInput } from './calls.js';

/** A deviation is looked at by two contracts. */
export interface Contracts {
  readonly earlier: Contract;
  /** By which it is a deviation. */
  readonly later: Contract;
}

/** Whether the answer that decided is the one that the earlier contract calls for. */
export function answersAsThen(suspicion: Suspicion, contracts: Contracts): boolean {
  const { earlier, later } = contracts;
  const { status, expectsRefusal } = suspicion;
  const operation = suspicion.deciding?.operation ?? '';
  if (status < 400 && !expectsRefusal) return showsAsThen(suspicion, contracts);
  const input = decidingInput(suspicion);
  if (input === undefined) return false;
  const [before, after] = [earlier, later].map((contract) => problemsOf(contract, operation, input));
  // Whoever does not know of a member may refuse it, or not look at it.
  return expectsRefusal
    ? after?.length !== 0 && before?.every((keyword) => keyword === UNKNOWN) === true
    : status < 500 && after?.length === 0 && before?.length !== 0;
}

/** Whether the member that is blamed breaks only what the later contract says of outputs. */
function showsAsThen({ deviation: { member }, deciding }: Suspicion, { earlier, later }: Contracts): boolean {
  if (member === undefined || deciding === undefined) return false;
  const output = topOf(deciding.response?.body);
  const breaks = (contract: Contract) => {
    const schema = contract.operations.get(deciding.operation)?.output;
    return schema !== undefined && compile(contract, schema)(output).some(({ path }) => path === member);
  };
  return breaks(later) && !breaks(earlier);
}

const UNKNOWN = 'additionalProperties';

/** The keywords that an input breaks. */
function problemsOf(contract: Contract, operation: string, input: JsonObject): string[] {
  const schema = contract.operations.get(operation)?.input;
  return schema === undefined ? [] : compile(contract, schema)(input).map(({ keyword }) => keyword);
}
