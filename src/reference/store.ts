import type { JsonObject } from '../contract/types.js';

/** Anything that can be listed. */
export interface Listed {
  /** Position in the order of creation; never reused, so a page token outlives deletions. */
  readonly sequence: number;
  /** Members, of which the contract decides how many an answer shows. */
  state: JsonObject;
}

/** Of entries, those that show these members. */
export function having<One extends Listed>(entries: Iterable<One>, members: JsonObject): One[] {
  const wanted = Object.entries(members);
  return [...entries].filter(({ state }) => wanted.every(([member, value]) => state[member] === value));
}

/** Resource type, as ARNs name it. */
export type Kind = string;

/** One resource. Its state is what the Get operation shows of it, replaced as a whole, never changed in place. */
export interface Entry extends Listed {
  readonly kind: Kind;
  readonly arn: string;
  readonly region: string;
  /** What it was asked for with. */
  readonly request: JsonObject;
}

/** All resources, of all regions. */
export class Store {
  /** By ARN, in order of creation. */
  readonly #entries = new Map<string, Entry>();
  #sequence = 0;

  /** Adds a resource; its ARN becomes the state's `arn` member. */
  add(kind: Kind, region: string, arn: string, members: JsonObject, request: JsonObject = {}): Entry {
    this.#sequence += 1;
    const entry: Entry = { kind, arn, region, sequence: this.#sequence, state: { arn, ...members }, request };
    this.#entries.set(arn, entry);
    return entry;
  }

  /** The resource of this type, if this region has it. */
  find(kind: Kind, region: string, arn: string): Entry | undefined {
    const entry = this.findAny(region, arn);
    return entry?.kind === kind ? entry : undefined;
  }

  /** The resource of any type, if this region has it. */
  findAny(region: string, arn: string): Entry | undefined {
    const entry = this.#entries.get(arn);
    return entry?.region === region ? entry : undefined;
  }

  /** Resources of one type in one region that have these members, in order of creation. */
  all(kind: Kind, region: string, members: JsonObject = {}): Entry[] {
    const all = [...this.#entries.values()].filter((one) => one.kind === kind && one.region === region);
    return having(all, members);
  }

  remove({ arn }: Entry): void {
    this.#entries.delete(arn);
  }

  /** Undoes a removal: the resource is back at its old place. */
  restore(entry: Entry): void {
    const all = [...this.#entries.values(), entry].sort((one, other) => one.sequence - other.sequence);
    this.#entries.clear();
    for (const one of all) this.#entries.set(one.arn, one);
  }

  /** Everything as it is now; what is then done to either does not show in the other. */
  copy(): Store {
    const copy = new Store();
    copy.#sequence = this.#sequence;
    for (const entry of this.#entries.values()) copy.#entries.set(entry.arn, { ...entry });
    return copy;
  }
}
