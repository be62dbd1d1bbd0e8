/** The model that sequences are judged by: which resources there are, and what their calls have made of them. */
import type { Step } from '../../../../generators/index.js';
import { type Resource, resourceNamed } from '../../../contract/resources.js';
import type { InUseRule } from '../../../contract/rules/rules.js';
import { rulesOfKind } from '../../../contract/rules/rules.js';
import type { JsonObject } from '../../../contract/types.js';
import { equal } from '../../expect/expect.js';
import type { Scope } from '../../types.js';

/** A resource that a sequence made, as it has to be now. */
export interface Thing {
  readonly resource: Resource;
  readonly arn: string;
  /** What it was made with. */
  readonly input: JsonObject;
  readonly parent?: Thing;
  /** Its members, tags apart. */
  view: JsonObject;
  tags: JsonObject;
  /** What it refers to, by member. */
  readonly names: Map<string, Thing>;
  isThere: boolean;
}

/** What becomes of a resource that is deleted; undefined where documents do not say. */
export type Fate =
  | { readonly goes: readonly Thing[] }
  | { readonly stays: InUseRule; readonly user: Thing }
  | undefined;

/** Of each kind at most so many at a time: quotas differ, and what goes wrong shows with few. */
const MOST = 3;

/** Every resource that a sequence made. */
export class Things {
  readonly all: Thing[] = [];
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Those of one kind, the oldest first. */
  of(resource: Resource): Thing[] {
    return this.all.filter((thing) => thing.resource === resource);
  }

  /** Those of one kind that have not been deleted. */
  there(resource: Resource): Thing[] {
    return this.of(resource).filter(({ isThere }) => isThere);
  }

  /** The resource that a step is about, deleted or not; undefined where there was none yet. */
  target(step: Step): Thing | undefined {
    return pick(this.of(resourceNamed(this.#scope.resources, step.resource)), step.on);
  }

  /** The parent for a new resource; undefined where it needs none, or there is none. */
  parentFor(resource: Resource, on: number): Thing | undefined {
    return resource.parent && pick(this.there(this.#named(resource.parent.resource)), on);
  }

  /** Whether a resource can be made here: what it belongs to is there, and it is not too much. */
  hasPlaceFor(resource: Resource, { on, input }: Step): boolean {
    if (resource.parent !== undefined && this.parentFor(resource, on) === undefined) return false;
    const there = this.there(resource);
    const most = Math.min(MOST, (resource.quota?.limit ?? MOST + 1) - 1);
    const same = (member: string) => there.some((thing) => equal(thing.input[member], input[member]));
    return there.length < most && !(resource.unique ?? []).some(same);
  }

  /** Whether a parent has as many of a resource as it can have, by the rules. */
  isFull(resource: Resource, parent: Thing | undefined): boolean {
    const rule = rulesOfKind(this.#scope.rules, 'limit-per-parent').find(
      (each) => each.resource === resource.name,
    );
    if (rule === undefined || parent === undefined) return false;
    return this.there(resource).filter((thing) => thing.parent === parent).length >= rule.limit;
  }

  /** What the members of a step that refer to others name now: null for nothing. Such as name nothing yet are left out. */
  named(step: Step): Map<string, Thing | null> {
    const { references = [] } = resourceNamed(this.#scope.resources, step.resource);
    const named = new Map<string, Thing | null>();
    for (const { member, resource } of references) {
      const which = step.names[member];
      if (which === undefined) continue;
      const thing = which === null ? null : pick(this.there(this.#named(resource)), which);
      if (thing !== undefined) named.set(member, thing);
    }
    return named;
  }

  /** What becomes of a resource that is there when it is deleted. */
  fateOf(thing: Thing): Fate {
    const users = this.all.filter(({ isThere, names }) => isThere && [...names.values()].includes(thing));
    const belonging = this.all.filter(({ isThere, parent }) => isThere && parent === thing);
    for (const user of users) {
      const rule = this.inUseRules(thing.resource).find(
        (each) => each.user === user.resource.name && user.names.get(each.member) === thing,
      );
      if (rule !== undefined) return { stays: rule, user };
    }
    const cascades = rulesOfKind(this.#scope.rules, 'cascade').filter(
      ({ resource }) => resource === thing.resource.name,
    );
    const isCascading = (child: Thing) => cascades.some(({ removes }) => removes === child.resource.name);
    if (users.length > 0 || !belonging.every(isCascading)) return undefined;
    return { goes: [thing, ...belonging] };
  }

  /** The rules by which a resource cannot be deleted while it is in use. */
  inUseRules(resource: Resource): InUseRule[] {
    return rulesOfKind(this.#scope.rules, 'in-use').filter((rule) => rule.resource === resource.name);
  }

  #named(name: string): Resource {
    return resourceNamed(this.#scope.resources, name);
  }
}

/**
 * One of several by its number: 0 is the latest, and beyond the first one it goes on with the latest. Counted so, what was
 * made before can be left out of a sequence, and the others are still about the same.
 */
export function pick<T>(from: readonly T[], index: number): T | undefined {
  return from.at(-1 - (index % from.length));
}
