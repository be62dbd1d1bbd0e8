import type { Contract, Contracts, OperationContract } from '../../../contract/types.js';
import { type SchemaSite, schemaSites } from '../../../reference/mutants/build/schema-sites.js';
import { NEVER_SHOWN } from '../../../reference/mutants/schema/output.js';

/** An operation with a place in its output or input. */
export interface OperationSite {
  readonly operation: OperationContract;
  readonly site: SchemaSite;
}

/** Every operation of both services. */
export function operationsOf(contracts: Contracts): OperationContract[] {
  return [...contracts.values()].flatMap(({ operations }) => [...operations.values()]);
}

/** Every place in an output, except for what a conforming endpoint has no occasion to show. */
export function outputSites(contracts: Contracts): OperationSite[] {
  return sitesOf(contracts, ({ output }) => output).filter(
    ({ operation, site }) => !NEVER_SHOWN.test(`${operation.operation} ${site.path}`),
  );
}

/** Every place in an input that travels in the body. */
export function inputSites(contracts: Contracts): OperationSite[] {
  return sitesOf(contracts, ({ input }) => input).filter(({ operation, site: { steps } }) => {
    const [first] = steps;
    return first?.to === 'member' && operation.http.input[first.member] === undefined;
  });
}

function sitesOf(
  contracts: Contracts,
  of: (operation: OperationContract) => Contract['shapes']['$defs'][string],
) {
  return [...contracts.values()].flatMap((contract) =>
    [...contract.operations.values()].flatMap((operation) =>
      schemaSites(contract, of(operation)).map((site): OperationSite => ({ operation, site })),
    ),
  );
}

/** Whether it is a member of a structure. */
export function isMember({ site }: OperationSite): boolean {
  return site.steps.at(-1)?.to === 'member';
}

/** Name of the innermost member that a place is of; empty where it is none. */
export function lastMember({ steps }: SchemaSite): string {
  const last = steps.findLast(({ to }) => to === 'member');
  return last?.to === 'member' ? last.member : '';
}
