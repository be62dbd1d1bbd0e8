import type { Owned } from '../checks/types.js';
import { withUsed } from '../checks/uses.js';
import { headOf } from '../contract/constraints.js';
import type { ResourceUse } from '../contract/resources.js';
import type { JsonObject } from '../contract/types.js';

/** Resources for others to use: these do not change them, so one of a kind is enough as long as it is there. */
export class Used {
  readonly #create: (use: ResourceUse) => Promise<Owned>;
  readonly #find: (arn: string | undefined) => Owned | undefined;
  readonly #arns = new Map<string, string>();

  constructor(
    create: (use: ResourceUse) => Promise<Owned>,
    find: (arn: string | undefined) => Owned | undefined,
  ) {
    this.#create = create;
    this.#find = find;
  }

  /**
   * Input members that name what a resource uses.
   * @param given ARNs for some of the paths
   * @param apart members that are not wanted
   */
  async by(
    uses: readonly ResourceUse[],
    given: { readonly [member: string]: string },
    apart: readonly string[] = [],
  ): Promise<JsonObject> {
    let place: JsonObject = {};
    for (const use of uses) {
      if (apart.includes(headOf(use.member))) continue;
      place = withUsed(place, use.member, given[use.member] ?? (await this.#one(use)).arn);
    }
    return place;
  }

  async #one(use: ResourceUse): Promise<Owned> {
    const key = `${use.other?.service ?? ''} ${use.resource}`;
    const known = this.#find(this.#arns.get(key));
    if (known !== undefined) return known;
    const owned = await this.#create(use);
    this.#arns.set(key, owned.arn);
    return owned;
  }
}
