import type { Arbitrary } from 'fast-check';
import { withMember, withoutMembers } from '../checks/expect.js';
import { operationOf } from '../checks/scope.js';
import type { InputOptions, Scope } from '../checks/types.js';
import { referringMembers, usedMembers } from '../checks/uses.js';
import { Skipped } from '../checks/verdicts.js';
import { headOf } from '../contract/constraints.js';
import { type Resource, resourceMadeBy } from '../contract/resources.js';
import type { JsonObject } from '../contract/types.js';
import type { Environment } from './environment.js';
import { MARK_TAG } from './mark.js';
import type { OwnSeeds } from './own-seeds.js';

/** What one check makes resources with. */
export class Inputs {
  readonly #environment: Environment;
  readonly #scope: Scope;
  readonly #seeds: OwnSeeds;
  readonly #isMarked: boolean;

  /** @param isMarked whether what is made carries the mark of the run among its tags */
  constructor(environment: Environment, scope: Scope, seeds: OwnSeeds, isMarked: boolean) {
    this.#isMarked = isMarked;
    this.#environment = environment;
    this.#scope = scope;
    this.#seeds = seeds;
  }

  /**
   * What a resource is made with where nothing else is asked for: what is required, and a name of its own where it may
   * have one, as some endpoints want names or take each only once; and what the endpoint was found to want besides.
   */
  least(resource: Resource): JsonObject {
    return {
      ...this.#required(resource),
      ...this.#environment.shared.wanted.get(resource),
      ...this.named(resource),
    };
  }

  /** A name that nothing else is called, where the resource may have one. */
  named(resource: Resource): JsonObject {
    const operation = operationOf(this.#scope, resource.create?.operation ?? '');
    if (operation.input.properties?.name === undefined || this.#environment.shared.unnamed.has(resource))
      return {};
    return { name: `n-${this.#environment.mark}-${this.#seeds.next('name').toString(36)}` };
  }

  /** An input, with the tag by which what this run makes is found again, where it may have one and has no tags. */
  marked(name: string, input: JsonObject): JsonObject {
    const made = resourceMadeBy(this.#scope.resources, name);
    if (!this.#isMarked || made === undefined || 'tags' in input) return input;
    const { properties = {} } = operationOf(this.#scope, name).input;
    if (properties.tags === undefined || this.#environment.shared.unmarked.has(made)) return input;
    return { ...input, tags: { [MARK_TAG]: this.#environment.mark } };
  }

  /** Whether a member may be left out of what a resource is made with. */
  mayLack(resource: Resource, member: string): boolean {
    const { input } = operationOf(this.#scope, resource.create?.operation ?? '');
    const isPlace = member === resource.parent?.member || usedMembers(resource).includes(member);
    return !isPlace && !input.required?.includes(member);
  }

  /** Whether a member is not drawn, unless it is asked about. */
  isUnwanted(resource: Resource, member: string): boolean {
    const { unwanted, unnamed } = this.#environment.shared;
    return (unwanted.get(resource)?.has(member) ?? false) || (member === 'name' && unnamed.has(resource));
  }

  /** Everything that a resource may be made with and that names no other one; without tags, which it may have later. */
  full(resource: Resource): JsonObject {
    const { properties = {} } = operationOf(this.#scope, resource.create?.operation ?? '').input;
    const own = [...usedMembers(resource), ...referringMembers(resource), resource.parent?.member ?? ''];
    const free = Object.keys(properties).filter(
      (member) => !own.includes(member) && this.mayLack(resource, member),
    );
    const apart = [...(resource.interdependent ?? []), 'tags'];
    const require = free.filter((member) => !apart.includes(member) && !this.isUnwanted(resource, member));
    const omit = free.filter((member) => apart.includes(member));
    const [input = {}] = this.#environment.fc.sample(this.of(resource, { require, omit }), {
      seed: this.#seeds.next('full'),
      numRuns: 1,
    });
    return { ...input, ...this.named(resource) };
  }

  #required(resource: Resource): JsonObject {
    const { shared, bucket, inventsExternals, seed } = this.#environment;
    const known = shared.least.get(resource);
    if (known !== undefined) return known;
    const operation = operationOf(this.#scope, resource.create?.operation ?? '');
    const required = operation.input.required ?? [];
    const optional = Object.keys(operation.input.properties ?? {}).filter(
      (member) => !required.includes(member),
    );
    const apart = [
      ...usedMembers(resource),
      ...(resource.parent === undefined ? [] : [resource.parent.member]),
    ];
    const omit = [...optional, ...apart];
    const inputs = this.#environment.generators.inputFor(this.#scope.contract, operation.operation, { omit });
    // Where no two may be the same, each is drawn anew.
    const own = resource.unique === undefined ? seed : this.#seeds.next('least');
    let [input = {}] = this.#environment.fc.sample(inputs, { seed: own, numRuns: 1 });
    if (resource.external !== undefined) {
      if (bucket === undefined && !inventsExternals) {
        throw new Skipped(`${operation.operation} needs an S3 bucket; name one with --bucket`);
      }
      if (bucket !== undefined) input = withMember(input, resource.external, bucket);
    }
    if (resource.unique === undefined) shared.least.set(resource, input);
    return input;
  }

  /** Inputs to make a resource with, that name no other one. */
  of(resource: Resource, options: InputOptions = {}): Arbitrary<JsonObject> {
    const least = this.#required(resource);
    const operation = operationOf(this.#scope, resource.create?.operation ?? '');
    const references = referringMembers(resource);
    const parent = resource.parent === undefined ? [] : [resource.parent.member];
    const external = resource.external === undefined ? undefined : headOf(resource.external);
    const require = (options.require ?? []).filter((member) => member !== external);
    const omit = [...references, ...parent, ...usedMembers(resource), ...(options.omit ?? [])].filter(
      (member) => !require.includes(member),
    );
    // What no two may share is the same in all cases of a check: each removes what it made before the next.
    const { generators, fc } = this.#environment;
    const unique = (resource.unique ?? []).filter((member) => !require.includes(member));
    const inputs = generators.inputFor(this.#scope.contract, operation.operation, {
      omit,
      require,
      overrides: Object.fromEntries(unique.map((member) => [member, fc.constant(least[member] ?? null)])),
    });
    const fixed = external === undefined ? {} : { [external]: least[external] ?? null };
    const isAskedFor = require.includes('name');
    return inputs.map((input) => {
      const unwanted = Object.keys(input).filter(
        (member) => !require.includes(member) && this.isUnwanted(resource, member),
      );
      return { ...withoutMembers(isAskedFor ? input : withoutShortName(input), unwanted), ...fixed };
    });
  }
}

/** Characters that a drawn name has at least, for two of them not to be the same. */
const SHORTEST_NAME = 4;

/** The input without a name that some endpoints may not take, or not twice: what makes a resource gives another one. */
function withoutShortName(input: JsonObject): JsonObject {
  const { name, ...rest } = input;
  return typeof name === 'string' && name.length < SHORTEST_NAME ? rest : input;
}
