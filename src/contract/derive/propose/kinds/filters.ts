import { resolve } from '../../../load.js';
import type { Resource } from '../../../resources.js';
import type { Contract, Json } from '../../../types.js';
import type { RuleEntry } from '../handwritten.js';
import { arnTypeOf } from './arns.js';

/** Filters of a list that the rule about its exclusive members lacks. */
export interface FilterAmendment {
  readonly rule: string;
  readonly members: readonly { readonly member: string; readonly resource?: string }[];
}

/** The filters that the rules of kind `exclusive` do not name. */
export function filterAmendments(
  contract: Contract,
  rules: readonly RuleEntry[],
  resources: readonly Resource[],
): FilterAmendment[] {
  return rules.flatMap(({ id, kind, operations, members }): FilterAmendment[] => {
    const input = contract.operations.get(operations[0] ?? '')?.input.properties ?? {};
    const told = kind === 'exclusive' ? namesIn(members) : [];
    if (!told.some((name) => name.startsWith('filterBy'))) return [];
    const missing = Object.entries(input).filter(
      ([member]) => member.startsWith('filterBy') && !told.includes(member),
    );
    const added = missing.map(([member, schema]) => {
      const type = arnTypeOf(resolve(contract, schema));
      const named = resources.find(({ arnType }) => type !== undefined && arnType === type);
      return { member, ...(named && { resource: named.name }) };
    });
    return added.length === 0 ? [] : [{ rule: id, members: added }];
  });
}

function namesIn(members: Json | undefined): string[] {
  if (!Array.isArray(members)) return [];
  return members.flatMap((each) =>
    typeof each === 'object' && each !== null && !Array.isArray(each) && typeof each.member === 'string'
      ? [each.member]
      : [],
  );
}
