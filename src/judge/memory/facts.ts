import { resolve } from '../../contract/load.js';
import { loadResources, type Resource, type ResourceOperation } from '../../contract/resources.js';
import { resourcesIn } from '../../contract/revisions/revise-resources.js';
import { rulesIn } from '../../contract/revisions/revise-rules.js';
import { loadGeneralRules } from '../../contract/rules/general.js';
import { loadRules, type Rule, rulesOfKind } from '../../contract/rules/rules.js';
import { headOf, membersOf } from '../../contract/schema/constraints.js';
import type { Contract, OperationContract, Schema, Strength } from '../../contract/types.js';

/** What an operation has to do with a resource, or with the tags of any. */
export type Role = 'create' | 'get' | 'list' | 'update' | 'delete' | 'batchGet' | 'tag' | 'untag' | 'tags';

/** An operation in its role. */
export interface Part {
  readonly role: Role;
  /** Absent for operations on the tags of any resource. */
  readonly resource?: Resource;
  readonly binding?: ResourceOperation;
}

const ROLES = ['create', 'get', 'list', 'update', 'delete', 'batchGet'] as const;

type RulesOf<K extends Rule['kind']> = readonly Extract<Rule, { kind: K }>[];

/** Whether rules that were chosen by one kind are of this one. */
function areOf<K extends Rule['kind']>(rules: readonly Rule[], kind: K): rules is RulesOf<K> {
  return rules[0] === undefined || rules[0].kind === kind;
}

/** A rule is about the resource and the operation that it names, or about each of its operations. No two are named alike. */
function isAbout(rule: Rule, name: string): boolean {
  if ('resource' in rule && rule.resource === name) return true;
  return 'operation' in rule ? rule.operation === name : rule.operations.includes(name);
}

/** What the files of one service say, as the memory needs it. */
export class Facts {
  readonly contract: Contract;
  readonly resources: readonly Resource[];
  readonly rules: readonly Rule[];
  /** Names of members that are sensitive in some answer. */
  readonly secrets: ReadonlySet<string>;
  readonly #parts = new Map<string, Part>();
  readonly #settable = new Map<Resource, ReadonlySet<string>>();
  readonly #entries = new Map<string, Map<string, Schema>>();
  readonly #byKind = new Map<string, readonly Rule[]>();
  readonly #byName = new Map<string, Map<string, readonly Rule[]>>();
  readonly #compared = new WeakMap<Schema, readonly (readonly [member: string, property: Schema])[]>();
  readonly #distinct = new Map<string, readonly (readonly [member: string, rule: string])[]>();
  readonly #strengths = new Map<string, Strength>();

  constructor(contract: Contract) {
    this.contract = contract;
    this.resources = resourcesIn(contract, loadResources(contract.service)).filter(({ checked }) => checked);
    this.rules = rulesIn(contract, this.resources, loadRules(contract.service));
    for (const { id, strength } of [...loadGeneralRules(), ...this.rules]) this.#strengths.set(id, strength);
    const operations = [...contract.operations.values()];
    this.secrets = new Set(
      operations.flatMap(({ sensitive }) => sensitive.output.map((path) => path.split('/').at(-1) ?? '')),
    );
    for (const operation of operations) {
      const role = tagRole(operation);
      if (role !== undefined) this.#parts.set(operation.operation, { role });
    }
    for (const resource of this.resources) {
      for (const role of ROLES) {
        const binding = resource[role];
        if (binding !== undefined) this.#parts.set(binding.operation, { role, resource, binding });
      }
      this.#settable.set(resource, this.#settableOf(resource));
    }
  }

  partOf({ operation }: OperationContract): Part | undefined {
    return this.#parts.get(operation);
  }

  /** The rules of one kind. */
  ofKind<K extends Rule['kind']>(kind: K): RulesOf<K> {
    const known = this.#byKind.get(kind);
    if (known !== undefined && areOf(known, kind)) return known;
    const found = rulesOfKind(this.rules, kind);
    this.#byKind.set(kind, found);
    return found;
  }

  /** The rules of one kind about a resource or an operation, by its name: they are looked for in every exchange. */
  about<K extends Rule['kind']>(kind: K, name: string): RulesOf<K> {
    const byName = this.#byName.get(kind) ?? new Map<string, readonly Rule[]>();
    const known = byName.get(name);
    if (known !== undefined && areOf(known, kind)) return known;
    const found = this.ofKind(kind).filter((rule) => isAbout(rule, name));
    byName.set(name, found);
    this.#byName.set(kind, byName);
    return found;
  }

  /** Members of a resource that no two may have the same of, but for its ARN, and the rules that say so. */
  distinctOf({ name }: Resource): readonly (readonly [member: string, rule: string])[] {
    const known = this.#distinct.get(name);
    if (known !== undefined) return known;
    const found = this.ofKind('distinct').flatMap(({ id, members }) =>
      (members[name] ?? []).filter((member) => member !== 'arn').map((member) => [member, id] as const),
    );
    this.#distinct.set(name, found);
    return found;
  }

  strengthOf(rule: string): Strength {
    return this.#strengths.get(rule) ?? 'inferred';
  }

  /** The resource whose ARN it is, by its type. */
  resourceOf(arn: string): Resource | undefined {
    const [, type] = ARN.exec(arn) ?? [];
    return type === undefined ? undefined : this.resources.find(({ arnType }) => arnType === type);
  }

  /** The schema of a resource as an operation shows it at a path, alone or in a list; a structure. */
  viewSchema({ operation, output }: OperationContract, path: string): Schema {
    const byPath = this.#entries.get(operation) ?? new Map<string, Schema>();
    this.#entries.set(operation, byPath);
    const known = byPath.get(path);
    if (known !== undefined) return known;
    const at = resolve(this.contract, output.properties?.[path] ?? {});
    const schema = at.items === undefined ? at : resolve(this.contract, at.items);
    byPath.set(path, schema);
    return schema;
  }

  /** Members of a resource that requests set: those of its creation and its update. */
  isSettable(resource: Resource, member: string): boolean {
    return this.#settable.get(resource)?.has(member) === true;
  }

  /** Members that an update of these ones may change along. */
  changedAlong(resource: Resource, sent: readonly string[]): Set<string> {
    const along = sent.flatMap((member) => resource.members?.[member]?.changes ?? []);
    const group = (resource.interdependent ?? []).map(headOf);
    return new Set(sent.some((member) => group.includes(member)) ? [...along, ...group] : along);
  }

  /** The members of a view that are compared: all but what names it, its tags, and what the service changes by itself. */
  comparedIn(resource: Resource, schema: Schema): readonly (readonly [member: string, property: Schema])[] {
    const known = this.#compared.get(schema);
    if (known !== undefined) return known;
    const found = Object.entries(schema.properties ?? {}).filter(
      ([member, property]) =>
        member !== 'arn' && member !== 'tags' && !this.#isVolatile(resource, member, property),
    );
    this.#compared.set(schema, found);
    return found;
  }

  /** Whether the service changes a member by itself: a state, and what the resource says of it. */
  #isVolatile(resource: Resource, member: string, schema: Schema): boolean {
    if (resource.volatile?.includes(member)) return true;
    return !this.isSettable(resource, member) && resolve(this.contract, schema).enum !== undefined;
  }

  /** Whether something is left that can change a member once it is assigned. */
  isChangeable(resource: Resource, member: string): boolean {
    const update = this.contract.operations.get(resource.update?.operation ?? '');
    const sent = Object.keys(update?.input.properties ?? {});
    return sent.includes(member) || this.changedAlong(resource, sent).has(member);
  }

  #settableOf({ create, update }: Resource): Set<string> {
    const inputs = [create, update].flatMap(
      (each) => this.contract.operations.get(each?.operation ?? '') ?? [],
    );
    return new Set(inputs.flatMap(({ input }) => Object.keys(input.properties ?? {})));
  }
}

const ARN = /^arn:[\w-]+:[\w-]+:[\w-]*:[\w-]*:([\w-]+)\/\S+$/;

/** Whether a text is an ARN of a resource of that kind, so that something can be built on it. */
export function isArnOf(resource: Resource, text: unknown): text is string {
  return typeof text === 'string' && ARN.exec(text)?.[1] === resource.arnType;
}

/** Operations on tags are known by what they take and give. */
function tagRole({ input, output, http }: OperationContract): Role | undefined {
  const members = input.properties ?? {};
  if (members.resourceArn === undefined || !http.uri.startsWith('/tags/')) return undefined;
  if (members.tagKeys !== undefined) return 'untag';
  if (members.tags !== undefined) return 'tag';
  return output.properties?.tags === undefined ? undefined : 'tags';
}

/** Paths of an operation's output at which a shape stands, by the shape's reference; `[]` for entries of a list. */
export function pathsOfShape(
  contract: Contract,
  operation: OperationContract,
  ref: string,
): readonly string[] {
  const known = shapePaths.get(operation) ?? new Map<string, readonly string[]>();
  shapePaths.set(operation, known);
  const found = known.get(ref) ?? findShape(contract, operation, ref);
  known.set(ref, found);
  return found;
}

const shapePaths = new WeakMap<OperationContract, Map<string, readonly string[]>>();

function findShape(contract: Contract, { output }: OperationContract, ref: string): string[] {
  return membersOf(contract, output).flatMap(({ member, schema }) =>
    Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
      const path = member === '' ? name : `${member}.${name}`;
      if (property.$ref === ref) return [path];
      return resolve(contract, property).items?.$ref === ref ? [`${path}[]`] : [];
    }),
  );
}
