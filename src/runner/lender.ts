import type { Owned, Shareable } from '../checks/types.js';
import type { Resource, UseVariant } from '../contract/resources.js';
import type { Json, JsonObject } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';
import type { Session } from './session.js';

/** What was asked for one generated value, and answered. */
export interface Observation {
  readonly value: Json;
  readonly answers: readonly Answer[];
}

/**
 * What the checks of one service share in a run of little effort: resources that nothing is to change, and answers that
 * several checks judge. A check that does not conform with them is asked again with its own, so that no verdict but
 * `conforms` rests on what another check may have spoilt.
 */
export class Lender {
  readonly #session: Session;
  readonly #fixtures = new Map<Resource, Promise<Owned>>();
  readonly #sites = new Map<Resource | UseVariant, Promise<JsonObject>>();
  readonly #populations = new Map<Resource, Promise<readonly Owned[]>>();
  #occasion = {};
  readonly #observations = new Map<string, Promise<readonly Observation[]>>();

  /** @param session makes what is lent, and removes it in the end */
  constructor(session: Session) {
    this.#session = session;
  }

  /** A resource made with the least input, ready for others to use. */
  fixture(resource: Resource): Promise<Owned> {
    return remembered(this.#fixtures, resource, () => this.#session.create(resource, {}, { ready: true }));
  }

  /** What somebody brings about in the first place. */
  lend<T>(fixture: Shareable<T>): Promise<T> {
    return fixture.in(this.#session, this.#occasion);
  }

  /** The members that name a parent with room for a new resource. */
  siteFor(resource: Resource, variant?: UseVariant): Promise<JsonObject> {
    return remembered(this.#sites, variant ?? resource, () => this.#session.placeFor(resource, {}, variant));
  }

  /** At least so many resources: those that are there already, and what is missing. */
  population(resource: Resource, count: number): Promise<readonly Owned[]> {
    const before = this.#populations.get(resource) ?? Promise.resolve([]);
    const grown = before.then(async (owned) => [
      ...owned,
      ...(await this.#session.population(resource, count - owned.length)),
    ]);
    this.#populations.set(resource, grown);
    return grown;
  }

  /** What was answered to one subject: asked by whoever needs it first. */
  observations(subject: string, ask: () => Promise<readonly Observation[]>): Promise<readonly Observation[]> {
    return remembered(this.#observations, subject, ask);
  }

  /** Gives up all that was lent, because some of it has been spoilt: the next one to ask gets a new one. */
  renew(): void {
    for (const lent of [this.#fixtures, this.#sites, this.#populations]) lent.clear();
    this.#occasion = {};
  }

  /** Removes everything. */
  close(): Promise<void> {
    return this.#session.proceedings.cleanUp();
  }
}

function remembered<K, V>(known: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const earlier = known.get(key);
  if (earlier !== undefined) return earlier;
  const made = make();
  known.set(key, made);
  return made;
}
