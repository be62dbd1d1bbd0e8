import { readPackageJson } from '../contract/load.js';
import { loadResources, type Resource } from '../contract/resources.js';
import { type JsonObject, type OperationContract, SERVICES, type Service } from '../contract/types.js';

/** What the documentation says of a resource beyond its contract; all of it is optional. */
interface ResourceFacts {
  /** What members are that no request sets; settings within settings have their own. */
  readonly defaults?: JsonObject;
  /** Path of an optional setting → what its own members are that no request sets. */
  readonly within?: { readonly [path: string]: JsonObject };
  /** Members that the service makes up, as templates (see `Identities`). */
  readonly assigned?: JsonObject;
  /** States that only the answer to a request shows, and the one that is shown ever after. */
  readonly states?: { readonly create: string; readonly update?: string; readonly settled: string };
  /** How many of them the resource that they belong to may have. */
  readonly quotaOfParent?: number;
  /** Member in which no two of a region may be the same. */
  readonly distinct?: string;
  /** Resources that forbid deletion while they name it, and the paths where they do. */
  readonly usedBy?: { readonly [resource: string]: readonly string[] };
  /** Resources that do not name it any more once it is deleted, and the members where they did. */
  readonly clearedFrom?: { readonly [resource: string]: string };
}

/** What the documentation says of a list operation. */
export interface ListFacts {
  /** Items of a page when a request does not say how many. Default: the quota or 100, whichever is less. */
  readonly pageSize?: number;
  /** Filters of which a request may have one alone, and what more are refused with. */
  readonly exclusive?: readonly string[];
  readonly refusal?: string;
}

/** `specs/<service>/reference.json`. */
export interface FactsFile {
  readonly quotas: { readonly [what: string]: number };
  readonly lists: { readonly [operation: string]: ListFacts };
  /** Operation → members of its answer that it makes up where a request does not give them, as templates. */
  readonly answers?: { readonly [operation: string]: JsonObject };
  /** Those of shapes that are no resources have nothing but defaults. */
  readonly resources: { readonly [shape: string]: ResourceFacts };
}

/** Parts of a resource that say by which operations it is managed; nothing that checks expect of it is among them. */
type Part = 'name' | 'create' | 'get' | 'list' | 'update' | 'delete' | 'batchGet' | 'parent' | 'implicit';

/** A resource with an ARN, as the reference endpoint knows it. */
export interface KnownResource extends ResourceFacts, Pick<Resource, Part> {
  readonly service: Service;
  /** Its type, as ARNs name it. */
  readonly kind: string;
  /** Paths of the input that name other resources, and what these are called. */
  readonly references: readonly { readonly member: string; readonly resource: string }[];
}

const files = new Map(
  SERVICES.map((service) => [service, readPackageJson<FactsFile>('specs', service, 'reference.json')]),
);

/** What is known of a resource, or of another shape. */
export function factsOf(service: Service, shape: string): ResourceFacts {
  return files.get(service)?.resources[shape] ?? {};
}

/** Every resource of both services. */
export const RESOURCES: readonly KnownResource[] = SERVICES.flatMap((service) =>
  loadResources(service).flatMap(({ arnType: kind, references = [], uses = [], variants = [], ...one }) => {
    const named = [...references, ...uses, ...variants.flatMap((variant) => variant.uses)];
    const known = { ...one, ...factsOf(service, one.name), service, references: named };
    return kind === undefined ? [] : [{ ...known, kind }];
  }),
);

/** The type of a resource in ARNs. @throws Error when no resource has this name */
export function kindOf(name: string): string {
  const found = RESOURCES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no resource ${name}`);
  return found.kind;
}

/** What is known of a list operation. */
export function listFacts(service: Service, operation: string): ListFacts {
  return files.get(service)?.lists[operation] ?? {};
}

/** What the answer to a call makes up where the request does not give it, as templates. */
export function madeUpBy({
  service,
  operation,
}: {
  readonly service: Service;
  readonly operation: OperationContract;
}): JsonObject {
  return files.get(service)?.answers?.[operation.operation] ?? {};
}

/** How many of something a region may hold, where no account can raise that. */
export const FIXED_QUOTAS: { readonly [what: string]: number } = Object.assign(
  {},
  ...[...files.values()].map(({ quotas }) => quotas),
);
