import { readPackageJson } from './load.js';
import type { JsonObject, Service, Source } from './types.js';

/** An operation together with the members through which it takes or gives a resource. */
export interface ResourceOperation {
  readonly operation: string;
  /** Input member that names the resource (its ARN), or a list of ARNs for batch operations. */
  readonly input?: string;
  /** Output member that holds the resource, or a list of it. */
  readonly output?: string;
}

/** How a member of one resource names another resource. */
export interface ResourceReference {
  /** Member of the create and update operations (and of the resource itself). */
  readonly member: string;
  readonly resource: string;
  /** Value that means "none", where there is one. */
  readonly unset?: string;
}

/** What a check has to do with of the other service. */
export interface OtherService {
  readonly service: Service;
  /** Operations of it that have to work. */
  readonly operations: readonly string[];
}

/** A resource that has to be there before another one can be made. */
export interface ResourceUse {
  /** Where the create operation names it: a path as in constraints, with `[]` for the entries of a list. */
  readonly member: string;
  readonly resource: string;
  /** Set where it is a resource of the other service: by which operations it is made there. */
  readonly other?: OtherService;
}

/** A member that uses other resources, in place of one that `uses` names. */
export interface UseVariant {
  /** Path of the member. */
  readonly member: string;
  /** Path of the one that is left out then. */
  readonly instead: string;
  readonly uses: readonly ResourceUse[];
}

/** What the tests of one member need around it, because members depend on each other. */
export interface MemberSetting {
  /** Members that the resource is created with. */
  readonly given?: JsonObject;
  /** Members that the update sends along. */
  readonly with?: JsonObject;
  /** Members that may change together with it. */
  readonly changes?: readonly string[];
}

/** An operation that acts on a resource without making, reading, changing or removing the resource itself. */
export interface ResourceAction {
  readonly operation: string;
  /**
   * Input member that names the resource, `[].` after the name of a list for each of its entries; absent where the
   * operation is about all resources of the kind.
   */
  readonly member?: string;
  /** Valid values of the other required members. */
  readonly input?: JsonObject;
  /** State in which a resource has to be for the operation to succeed; absent where it may be as it was made. */
  readonly state?: StateName;
  /** State in which it has something to show, where it succeeds without. */
  readonly shownIn?: StateName;
  /**
   * Members of `input` that name what is only there in the state: of the invented ones, sources do not say whether an
   * endpoint finds nothing or calls them invalid.
   */
  readonly invents?: readonly string[];
  /** Further resources that the operation names; they are made new. */
  readonly beside?: readonly ResourceUse[];
  /** Members by which the resource has to name another one for the operation to succeed. */
  readonly uses?: readonly string[];
  /** Paths of the output that are documented to be there, required by the schema or not; `[]` for entries of a list. */
  readonly always?: readonly string[];
}

/**
 * A state that the API alone does not bring a resource into: a channel that is live, a stage that somebody publishes
 * to, and one from which somebody is replicated.
 */
export type StateName = 'live' | 'joined' | 'replicated';

/** A kind of thing that a service manages: the entries of `specs/<service>/resources.json`. */
export interface Resource {
  /** Name of the shape: `Channel`. */
  readonly name: string;
  /** Resource type in its ARN: `channel`. Absent for resources without ARN. */
  readonly arnType?: string;
  /** Output member of `create` by which operations name a resource without ARN. */
  readonly identifier?: string;
  /** Whether the suite asks for its behaviour in this version, or only whether its operations are there. */
  readonly checked: boolean;
  readonly create?: ResourceOperation;
  readonly get?: ResourceOperation;
  readonly list?: ResourceOperation;
  readonly update?: ResourceOperation;
  readonly delete?: ResourceOperation & {
    /** Boolean input member that has it deleted even while it is in use. */
    readonly force?: string;
  };
  readonly batchGet?: ResourceOperation;
  /** Further operations that act on it. */
  readonly actions?: readonly ResourceAction[];
  /** Can be tagged through TagResource. */
  readonly taggable: boolean;
  /** The resource that it belongs to, and the input member of `create` and `list` that names it. */
  readonly parent?: { readonly resource: string; readonly member: string };
  /** Creating the parent makes one as well, in this output member. */
  readonly implicit?: { readonly operation: string; readonly output: string };
  /** Members that the service itself assigns: every view of the whole resource shows them. */
  readonly always: readonly string[];
  /** Members that the service changes by itself. */
  readonly volatile?: readonly string[];
  readonly references?: readonly ResourceReference[];
  /** Input members whose order the documentation does not promise to keep. */
  readonly unordered?: readonly string[];
  /** Where the answer to `create` carries an input member, when not under the same name. */
  readonly echo?: { readonly [member: string]: string };
  /** Input members that `create` does not give back. */
  readonly silent?: readonly string[];
  /**
   * Input members, or what holds them, that a source shows with their defaults although they were not sent. Of others an
   * answer may leave out what was not sent.
   */
  readonly shownUnsent?: { readonly members: readonly string[]; readonly source: Source };
  readonly members?: { readonly [member: string]: MemberSetting };
  /** Members of which not every combination is valid. */
  readonly interdependent?: readonly string[];
  /** Member that shows the state: its value when the resource can be used, those until then, and the final failure. */
  readonly ready?: {
    readonly member: string;
    readonly value: string;
    readonly before: readonly string[];
    readonly failed: string;
  };
  /** Other resources without which `create` cannot be called; they are made first. */
  readonly uses?: readonly ResourceUse[];
  /** What else it can be made with, in place of some of that. */
  readonly variants?: readonly UseVariant[];
  /** Member and value that show a deleted resource to be on its way out. */
  readonly leaving?: { readonly member: string; readonly value: string };
  /** `create` needs something outside of the service (an S3 bucket); the member that names it. */
  readonly external?: string;
  /** How many of them an account may have in a region, where that is so few that a run has to share them out. */
  readonly quota?: {
    readonly limit: number;
    /** Whether an account can have it raised: then nothing is concluded from the limit. */
    readonly adjustable: boolean;
  };
  /** Input members of `create` in which no two may be the same. */
  readonly unique?: readonly string[];
}

/** The resources of one service. */
export function loadResources(service: Service): readonly Resource[] {
  return readPackageJson<{ resources: Resource[] }>('specs', service, 'resources.json').resources;
}

/** Names of the operations by which a resource is made, read, changed and removed. */
export function operationsOf(resource: Resource): string[] {
  const { create, get, list, update, delete: remove, batchGet } = resource;
  return [create, get, list, update, remove, batchGet].flatMap((each) => each?.operation ?? []);
}

/** The resource that an operation makes; undefined for one that makes none. */
export function resourceMadeBy(resources: readonly Resource[], operation: string): Resource | undefined {
  return resources.find(({ create }) => create?.operation === operation);
}

/** The resource of that name. @throws Error when the service has none */
export function resourceNamed(resources: readonly Resource[], name: string): Resource {
  const resource = resources.find((candidate) => candidate.name === name);
  if (resource === undefined) throw new Error(`no resource is named ${name}`);
  return resource;
}

/** Whether the documentation leaves the order of a member's entries open, at the top or within. */
export function isUnordered(resource: Resource, member: string): boolean {
  return (resource.unordered ?? []).some((path) => path === member || path.startsWith(`${member}.`));
}
