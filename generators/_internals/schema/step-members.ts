import type { Resource } from '../../../src/contract/resources.js';
import type { Contract } from '../../../src/contract/types.js';

/** Members of the create operation that name other resources, by the first steps of their paths. */
export function resourceMembers({ parent, references = [], uses = [] }: Resource): string[] {
  const paths = [...references, ...uses].map(({ member }) => member.split(/[.[{]/)[0] ?? '');
  return [...new Set([...(parent === undefined ? [] : [parent.member]), ...paths])];
}

/** Members of an update that are valid whatever the others are, and the rest. */
export function updatable(
  contract: Contract,
  resource: Resource,
  operation: string,
): { readonly members: readonly string[]; readonly others: readonly string[] } {
  const all = Object.keys(contract.operations.get(operation)?.input.properties ?? {});
  const dependent = Object.entries(resource.members ?? {}).filter(
    ([, setting]) => setting.given !== undefined || setting.with !== undefined,
  );
  const apart = [
    resource.update?.input ?? 'arn',
    ...resourceMembers(resource),
    ...(resource.interdependent ?? []),
    ...dependent.map(([member]) => member),
  ];
  const isApart = (member: string) => apart.includes(member);
  return { members: all.filter((member) => !isApart(member)), others: all.filter(isApart) };
}
