import type { JsonObject } from '../contract/types.js';

/** Resource types, as ARNs name them. */
export type Kind =
  | 'channel'
  | 'stream-key'
  | 'playback-restriction-policy'
  | 'recording-configuration'
  | 'playback-key'
  | 'ad-configuration'
  | 'failover-slate-configuration'
  | 'stage'
  | 'encoder-configuration'
  | 'storage-configuration'
  | 'ingest-configuration'
  | 'public-key'
  | 'composition';

/** One resource. */
export interface Entry {
  readonly kind: Kind;
  readonly arn: string;
  readonly region: string;
  /** Position in the order of creation; never reused, so a page token outlives deletions. */
  readonly sequence: number;
  /** The resource as its Get operation shows it. Replaced as a whole, never changed in place. */
  state: JsonObject;
  /** What the service knows of the resource and never shows; empty for most. */
  readonly hidden: JsonObject;
}

/** All resources, of all regions. */
export class Store {
  readonly #byArn = new Map<string, Entry>();
  readonly #byKind = new Map<string, Map<string, Entry>>();
  #sequence = 0;

  /** Adds a resource; its ARN becomes the state's `arn` member. */
  add(kind: Kind, region: string, arn: string, members: JsonObject, hidden: JsonObject = {}): Entry {
    this.#sequence += 1;
    const entry: Entry = { kind, arn, region, sequence: this.#sequence, state: { arn, ...members }, hidden };
    this.#byArn.set(arn, entry);
    this.#bucket(region, kind).set(arn, entry);
    return entry;
  }

  /** The resource of this type, if this region has it. */
  find(kind: Kind, region: string, arn: string): Entry | undefined {
    const entry = this.#byArn.get(arn);
    return entry?.kind === kind && entry.region === region ? entry : undefined;
  }

  /** The resource of any type, if this region has it. */
  findAny(region: string, arn: string): Entry | undefined {
    const entry = this.#byArn.get(arn);
    return entry?.region === region ? entry : undefined;
  }

  /** Resources of one type in one region, in order of creation. */
  all(kind: Kind, region: string): Iterable<Entry> {
    return this.#bucket(region, kind).values();
  }

  remove(entry: Entry): void {
    this.#byArn.delete(entry.arn);
    this.#bucket(entry.region, entry.kind).delete(entry.arn);
  }

  /** Undoes a removal: the resource is back at its old place. */
  restore(entry: Entry): void {
    const bucket = this.#bucket(entry.region, entry.kind);
    const later = [...bucket.values()].filter(({ sequence }) => sequence > entry.sequence);
    for (const { arn } of later) bucket.delete(arn);
    for (const one of [entry, ...later]) bucket.set(one.arn, one);
    this.#byArn.set(entry.arn, entry);
  }

  /** Everything as it is now; what is then done to either does not show in the other. */
  copy(): Store {
    const copy = new Store();
    copy.#sequence = this.#sequence;
    for (const entry of [...this.#byKind.values()].flatMap((bucket) => [...bucket.values()])) {
      const own = { ...entry };
      copy.#byArn.set(own.arn, own);
      copy.#bucket(own.region, own.kind).set(own.arn, own);
    }
    return copy;
  }

  #bucket(region: string, kind: Kind): Map<string, Entry> {
    const name = `${region} ${kind}`;
    const known = this.#byKind.get(name);
    if (known !== undefined) return known;
    const created = new Map<string, Entry>();
    this.#byKind.set(name, created);
    return created;
  }
}
