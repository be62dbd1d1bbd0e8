import type { Owned, Scope } from '../checks/types.js';
import { headOf, withUsed } from '../checks/uses.js';
import { type Resource, resourceNamed } from '../contract/resources.js';
import type { JsonObject } from '../contract/types.js';

/** Resources for others to use: these do not change them, so one of a kind is enough as long as it is there. */
export class Used {
  readonly #scope: Scope;
  readonly #create: (resource: Resource) => Promise<Owned>;
  readonly #find: (arn: string | undefined) => Owned | undefined;
  readonly #arns = new Map<Resource, string>();

  constructor(
    scope: Scope,
    create: (resource: Resource) => Promise<Owned>,
    find: (arn: string | undefined) => Owned | undefined,
  ) {
    this.#scope = scope;
    this.#create = create;
    this.#find = find;
  }

  /**
   * Input members that name what a resource uses.
   * @param given ARNs for some of the paths
   * @param apart members that are not wanted
   */
  async by(
    resource: Resource,
    given: { readonly [member: string]: string },
    apart: readonly string[] = [],
  ): Promise<JsonObject> {
    let place: JsonObject = {};
    for (const { member, resource: name } of resource.uses ?? []) {
      if (apart.includes(headOf(member))) continue;
      const used = resourceNamed(this.#scope.resources, name);
      place = withUsed(place, member, given[member] ?? (await this.#one(used)).arn);
    }
    return place;
  }

  async #one(resource: Resource): Promise<Owned> {
    const known = this.#find(this.#arns.get(resource));
    if (known !== undefined) return known;
    const owned = await this.#create(resource);
    this.#arns.set(resource, owned.arn);
    return owned;
  }
}
