import type { Resource, ResourceReference } from '../../../resources.js';
import type { Contract } from '../../../types.js';
import { type Naming, namingsIn } from './arns.js';

/** How a resource hangs together with others. */
type Links = Pick<Resource, 'parent' | 'implicit' | 'uses' | 'references'>;

/**
 * How a resource names others, by the ARNs that the members of its operations take: the one that it belongs to, those
 * without which it cannot be made, and those that it refers to.
 * @param all resources of the service
 */
export function linksOf(contract: Contract, entry: Resource, all: readonly Resource[]): Links {
  const operation = (name: string | undefined) => contract.operations.get(name ?? '');
  const others = all.filter(({ name }) => name !== entry.name);
  const sent = namingsIn(contract, operation(entry.create?.operation), others);
  const list = operation(entry.list?.operation);
  const parent = sent.find(
    ({ member, isRequired }) =>
      isRequired && !member.includes('.') && (list === undefined || list.input.required?.includes(member)),
  );
  const uses = sent.filter((each) => each !== parent && isUse(each));
  const references = referencesIn(contract, entry, others);
  const implicit = implicitIn(contract, entry, others);
  return {
    ...(parent && { parent: { resource: parent.resource.name, member: parent.member } }),
    ...(implicit && { implicit }),
    ...(uses.length > 0 && {
      uses: uses.map(({ member, resource }) => ({ member, resource: resource.name })),
    }),
    ...(references.length > 0 && { references }),
  };
}

/** What a resource refers to, in its own operations. */
export function referencesIn(
  contract: Contract,
  { create, update }: Resource,
  others: readonly Resource[],
): ResourceReference[] {
  const namings = [create, update].flatMap((each) =>
    namingsIn(contract, contract.operations.get(each?.operation ?? ''), others),
  );
  const members = new Map(namings.filter((each) => !isUse(each)).map((each) => [each.member, each]));
  return [...members.values()].map(({ member, resource, isUnset }) => ({
    member,
    resource: resource.name,
    ...(isUnset ? { unset: '' } : {}),
  }));
}

/** Whether the named resource has to be there, or is one of a list. */
function isUse({ member, isRequired, isUnset }: Naming): boolean {
  return member.includes('[]') || (isRequired && !isUnset);
}

/** Whether making another resource makes one of this as well: its output has both. */
function implicitIn(
  contract: Contract,
  { create }: Resource,
  others: readonly Resource[],
): Resource['implicit'] {
  const shape = contract.operations.get(create?.operation ?? '')?.output.properties?.[create?.output ?? ''];
  for (const other of others) {
    const output = contract.operations.get(other.create?.operation ?? '')?.output.properties ?? {};
    const [member] = Object.entries(output).find(([, schema]) => schema.$ref === shape?.$ref) ?? [];
    if (other.create !== undefined && member !== undefined && shape?.$ref !== undefined) {
      return { operation: other.create.operation, output: member };
    }
  }
  return undefined;
}
