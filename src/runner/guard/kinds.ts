import type { Scope } from '../../checks/types.js';
import { type Resource, resourceNamed } from '../../contract/resources.js';
import type { Service } from '../../contract/types.js';
import type { Inquiry, Listed } from './inventory.js';

/** Times that a list is looked at for what was made, before it is given up. */
const MOST_LOOKS = 3;

/** Lists that have to show what is made, for others to be believed where an answer speaks for the run as well. */
const ENOUGH_LISTS = 4;

/** What there was of each kind of resource before the run made any, and whether that can be believed. */
export class Kinds {
  /** Kinds of resources of which it cannot be told what was there before, each with the reason. */
  readonly unlisted = new Map<string, string>();
  readonly #inquiry: Inquiry;
  readonly #names: ReadonlyMap<string, string>;
  readonly #inventories = new Map<Resource, Promise<Listed>>();
  readonly #before = new Set<string>();
  /** Whether a list shows what the run has made of a kind. */
  readonly #shows = new Map<Resource, Promise<boolean>>();
  readonly #looks = new Map<Resource, number>();

  constructor(inquiry: Inquiry, scopes: ReadonlyMap<Service, Scope>) {
    this.#inquiry = inquiry;
    const resources = [...scopes.values()].flatMap((scope) => scope.resources);
    this.#names = new Map(resources.map(({ arnType = '', name }) => [arnType, name]));
  }

  /** Lists what there is of a kind, when that is asked for first. */
  inventory(scope: Scope, resource: Resource): Promise<Listed> {
    const known = this.#inventories.get(resource);
    if (known !== undefined) return known;
    const listing = this.#list(scope, resource);
    this.#inventories.set(resource, listing);
    return listing;
  }

  /** Whether an ARN is that of something which was there before. */
  wasThere(arn: string): boolean {
    return this.#before.has(arn);
  }

  /** What kind of resource the type in an ARN names; undefined for one that is not known. */
  nameOf(arnType: string): string | undefined {
    return this.#names.get(arnType);
  }

  /**
   * Whether all that there was of a kind is known: its list was read to the end, and shows what is made.
   * @param arn something that was made
   * @param parent what it belongs to, if it belongs to something
   */
  async areKnown(
    scope: Scope,
    resource: Resource,
    arn: string,
    parent: string | undefined,
  ): Promise<boolean> {
    const { incomplete } = await this.inventory(scope, resource);
    if (incomplete !== undefined) return false;
    const looks = this.#looks.get(resource) ?? 0;
    const known = this.#shows.get(resource);
    if (known !== undefined && ((await known) || looks >= MOST_LOOKS)) return known;
    this.#looks.set(resource, looks + 1);
    const looking = this.#look(scope, resource, arn, parent);
    this.#shows.set(resource, looking);
    return looking;
  }

  /** Whether the lists of several kinds have shown what was made, and none has failed to. */
  get areTrusted(): boolean {
    return this.#shows.size >= ENOUGH_LISTS && this.unlisted.size === 0;
  }

  async #list(scope: Scope, resource: Resource): Promise<Listed> {
    if (resource.arnType === undefined) return { arns: new Set() };
    const parents =
      resource.parent === undefined
        ? undefined
        : await this.inventory(scope, resourceNamed(scope.resources, resource.parent.resource));
    const listed = await this.#inquiry.list(scope, resource, parents);
    for (const arn of listed.arns) this.#before.add(arn);
    if (listed.incomplete !== undefined) this.unlisted.set(resource.name, listed.incomplete);
    return listed;
  }

  async #look(scope: Scope, resource: Resource, arn: string, parent: string | undefined): Promise<boolean> {
    const parents = parent === undefined ? undefined : { arns: new Set([parent]) };
    const { arns } = await this.#inquiry.list(scope, resource, parents, arn);
    const isShown = arns.has(arn);
    if (isShown) this.unlisted.delete(resource.name);
    else this.unlisted.set(resource.name, `${resource.list?.operation} does not show what was made`);
    return isShown;
  }
}
