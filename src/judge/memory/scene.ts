import type { Reading } from '../../contract/protocol.js';
import type { Resource } from '../../contract/resources.js';
import type { JsonObject, OperationContract, Strength } from '../../contract/types.js';
import type { Facts, Part } from './facts.js';
import { type Deed, type Known, Registers } from './known.js';
import type { Registry, Sessions, Times, Walks } from './records.js';

/** What kind of contradiction a finding is. */
export type FindingCode =
  /** The exchange alone contradicts the contract. */
  | 'contract'
  /** The request has a member that the contract does not have: services leave it out of account. */
  | 'unknown-member'
  /** A member that was not sent is not as documented. */
  | 'default'
  /** What was sent is not what is shown. */
  | 'not-as-sent'
  /** A member is not what it was made or seen to be. */
  | 'changed'
  /** What was deleted is there. */
  | 'gone'
  /** What was made is not there. */
  | 'missing'
  /** Two things that are different have one identifier. */
  | 'not-distinct'
  /** Something is listed twice. */
  | 'twice'
  /** A page is too long. */
  | 'page-size'
  /** A filter lets something through. */
  | 'filter'
  /** A rule has such a request refused, and it was not. */
  | 'accepted'
  /** A time contradicts another one. */
  | 'time';

/** A request, as the memory sees it. */
export interface Call {
  readonly facts: Facts;
  readonly operation: OperationContract;
  /** Members that were sent; empty where they cannot be read. */
  readonly input: JsonObject;
  /** Whether the input keeps to the contract. */
  readonly isValid: boolean;
  /** Scheme and host that it goes to. */
  readonly origin: string;
  /** Who asks, and of which region. */
  readonly client: string;
  readonly began: number;
}

/** What an exchange contradicts in what was seen before, or in what the contract says beyond its schemas. */
export interface Contradiction<E> {
  readonly code: FindingCode;
  /** ID of the rule that it breaks. */
  readonly rule: string;
  readonly strength: Strength;
  /** Path of the member of the response; empty for the response as a whole. */
  readonly member: string;
  readonly expected: string;
  readonly observed: string;
  /** The earlier exchange that it contradicts. */
  readonly against?: E;
}

/** One exchange that is being looked at. */
export interface Scene<E> extends Deed<E> {
  readonly call: Call;
  readonly part: Part | undefined;
  readonly reading: Reading;
  /** Of the response. */
  readonly headers: { readonly [name: string]: string };
  /** Milliseconds that a read may lag behind a write. */
  readonly settle: number;
  readonly store: Store<E>;
  readonly registry: Registry<E>;
  readonly walks: Walks<E>;
  readonly times: Times<E>;
  readonly sessions: Sessions<E>;
  tell(contradiction: Omit<Contradiction<E>, 'strength'>): void;
}

/** What has been seen of resources at one place. */
class Site<E> {
  readonly known = new Map<string, Known<E>>();
  /** ARN → when the last operation that acted on it was over. */
  readonly acted = new Map<string, number>();
  /** What was not deleted, by kind. */
  readonly there = new Map<string, Set<Known<E>>>();
}

/** Everything that has been seen of resources. */
export class Store<E> {
  readonly #sites = new Map<string, Site<E>>();

  /** An operation acts on a resource in its own way: what names that resource may be let go of, until then and afterwards. */
  act(origin: string, arn: string, until: number): void {
    this.#at(origin).acted.set(arn, until);
  }

  /** When the last operation that acted on a resource was over. */
  actedUntil(origin: string, arn: string): number {
    return this.#sites.get(origin)?.acted.get(arn) ?? -Infinity;
  }

  find(origin: string, arn: unknown): Known<E> | undefined {
    return typeof arn === 'string' ? this.#sites.get(origin)?.known.get(arn) : undefined;
  }

  /** What is known of a resource, from now on. */
  know(origin: string, resource: Resource, arn: string, seen: number): Known<E> {
    const found = this.find(origin, arn);
    if (found !== undefined) return found;
    const known: Known<E> = {
      resource,
      arn,
      origin,
      seen,
      doubt: false,
      loose: false,
      fuzzyUntil: -Infinity,
      registers: new Registers(),
      hasAllTags: false,
      underway: new Set(),
    };
    this.#at(origin).known.set(arn, known);
    this.#kin(known).add(known);
    return known;
  }

  make(known: Known<E>, made: Deed<E> & { readonly client: string }): void {
    known.made = made;
    // It may have been deleted by somebody who saw it before its creation was answered.
    known.doubt = known.gone !== undefined && known.gone.ended > made.began;
    // Nearly nothing is made that was deleted before.
    if (known.gone !== undefined) delete known.gone;
    this.#kin(known).add(known);
  }

  remove(known: Known<E>, gone: Deed<E>): void {
    known.gone = gone;
    known.registers.reset();
    this.#kin(known).delete(known);
  }

  /** What is there of a kind, whoever made it, as far as it was seen. */
  ofKind(origin: string, { name }: Resource): Iterable<Known<E>> {
    return this.#sites.get(origin)?.there.get(name) ?? [];
  }

  #at(origin: string): Site<E> {
    const site = this.#sites.get(origin) ?? new Site<E>();
    this.#sites.set(origin, site);
    return site;
  }

  #kin({ origin, resource }: Known<E>): Set<Known<E>> {
    const { there } = this.#at(origin);
    const kin = there.get(resource.name) ?? new Set();
    there.set(resource.name, kin);
    return kin;
  }
}
