import type { Service } from '../../../contract/types.js';
import { RESOURCES } from '../../resources/facts.js';
import type { Kind } from '../../state/store.js';

/** The operations of one type of resource, as mutants speak of them. */
export interface ResourceType {
  readonly service: Service;
  readonly kind: Kind;
  /** Output member that shows one. */
  readonly member: string;
  readonly create: string;
  readonly get: string;
  readonly update?: string;
  readonly delete: string;
  readonly list: string;
  /** Output member of the list operation. */
  readonly items: string;
  readonly batch?: string;
}

/** Every type of resource that is made, shown, listed and removed. */
export const RESOURCE_TYPES: readonly ResourceType[] = RESOURCES.flatMap(
  ({ service, kind, create, get, update, delete: remove, list, batchGet }) => {
    const { output: member, operation: getOperation = '' } = get ?? {};
    if (create === undefined || remove === undefined || list?.output === undefined) return [];
    if (member === undefined) return [];
    return [
      {
        ...{ service, kind, member, create: create.operation, get: getOperation, delete: remove.operation },
        ...{ list: list.operation, items: list.output },
        ...(update && { update: update.operation }),
        ...(batchGet && { batch: batchGet.operation }),
      },
    ];
  },
);
