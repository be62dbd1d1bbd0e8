import { resolve } from '../../../contract/load.js';
import { loadResources, type Resource } from '../../../contract/resources.js';
import type { Contract, Contracts, JsonObject, OperationContract } from '../../../contract/types.js';
import { isObject, text } from '../../../reference/state/json.js';

/** An operation that shows a kind of resource. */
export interface View {
  readonly resource: Resource;
  readonly operation: OperationContract;
  /** Output member that holds one, or a list of them. */
  readonly member: string;
  /** Members of the resource that it shows. */
  readonly members: readonly string[];
}

/** A kind of resource with all operations that show it. */
export interface Viewed {
  readonly resource: Resource;
  readonly views: readonly View[];
  /** Those that make it. */
  readonly makers: readonly View[];
  readonly remove?: OperationContract;
}

/** Every kind of resource that has an ARN. */
export function viewedResources(contracts: Contracts): Viewed[] {
  return [...contracts.values()].flatMap((contract) => {
    const { service, operations } = contract;
    return loadResources(service).flatMap((resource): Viewed[] => {
      if (resource.arnType === undefined) return [];
      const viewsOf = (all: readonly (Partial<NonNullable<Resource['get']>> | undefined)[]): View[] =>
        all.flatMap(({ operation: name = '', output: member } = {}) => {
          const operation = operations.get(name);
          if (operation === undefined || member === undefined) return [];
          return [{ resource, operation, member, members: membersAt(contract, operation, member) }];
        });
      const makers = viewsOf([resource.create, resource.implicit]);
      const others = viewsOf([resource.get, resource.update, resource.list, resource.batchGet]);
      const remove = operations.get(resource.delete?.operation ?? '');
      return [{ resource, views: [...makers, ...others], makers, ...(remove && { remove }) }];
    });
  });
}

/** Members of the resource that an output member holds, or of those in the list that it holds. */
function membersAt(contract: Contract, { output }: OperationContract, member: string): string[] {
  const held = resolve(contract, output.properties?.[member] ?? {});
  const { properties = {} } = held.items === undefined ? held : resolve(contract, held.items);
  return Object.keys(properties);
}

/** Names of the operations of views. */
export function namesOf(views: readonly View[]): string[] {
  return views.map(({ operation }) => operation.operation);
}

/** The resources that an answer shows, as they are in it. */
export function shownIn({ member }: Pick<View, 'member'>, body: JsonObject | undefined): JsonObject[] {
  return [body?.[member] ?? []].flat().filter((one) => isObject(one));
}

/** What names a resource, in an answer that shows it. */
export function arnOf(shown: JsonObject): string {
  return text(shown, 'arn');
}
