import type { Resource } from '../../contract/resources.js';
import type { Json, JsonObject } from '../../contract/types.js';

/** A value that a member may have, and what it is known by. */
export interface Option<E> {
  readonly value: Json | undefined;
  /** When the exchange that set or showed it ended. */
  readonly ended: number;
  readonly exchange: E;
  readonly by: 'create' | 'update' | 'tag' | 'untag' | 'read';
}

/** What is known of one member. */
export interface Register<E> {
  /** Values that it may have now: several where writes overlapped. */
  current: readonly Option<E>[];
  /** Values that it had, and when the write that replaced them had ended; the latest last. */
  past: readonly { readonly value: Json | undefined; readonly until: number }[];
}

/** What a request under way may do to a member. */
export type Effect =
  /** It sets it; what is sent may be only a part of it. */
  | { readonly value: Json | undefined }
  /** It may change along. */
  | 'any';

/** A request that changes something, and has not been answered yet. */
export interface Underway {
  readonly began: number;
  /** By member, tags as `tags.` with their key. */
  readonly effects: ReadonlyMap<string, Effect>;
  readonly removes: boolean;
}

/** When something was done, and by what. */
export interface Deed<E> {
  readonly began: number;
  readonly ended: number;
  readonly exchange: E;
}

/** What is known of each member of a resource. Of most, nobody asks before they are gone: till then nothing is noted. */
export class Registers<E> {
  readonly #byMember = new Map<string, Register<E>>();
  #begin: (() => void) | undefined;

  /** Forgets everything; what is noted first is noted when somebody asks. */
  reset(begin?: () => void): void {
    this.#byMember.clear();
    this.#begin = begin;
  }

  get(member: string): Register<E> | undefined {
    return this.#begun().get(member);
  }

  set(member: string, register: Register<E>): void {
    this.#begun().set(member, register);
  }

  delete(member: string): void {
    this.#begun().delete(member);
  }

  /** Everything that is known, by member. */
  all(): ReadonlyMap<string, Register<E>> {
    return this.#begun();
  }

  #begun(): Map<string, Register<E>> {
    const begin = this.#begin;
    this.#begin = undefined;
    begin?.();
    return this.#byMember;
  }
}

/** What is known of one resource that has an ARN. */
export interface Known<E> {
  readonly resource: Resource;
  readonly arn: string;
  readonly origin: string;
  /** Its creation, where it was seen; else it is somebody else's. */
  made?: Deed<E> & { readonly client: string };
  /** When the first exchange that showed it ended: by then it was there. */
  seen: number;
  /** Its deletion. */
  gone?: Deed<E>;
  /** Whether it is there is not certain, until it is seen. */
  doubt: boolean;
  /** A request that was never answered may change it at any time. */
  loose: boolean;
  /** Until then, requests of which it is not known what they did were under way. */
  fuzzyUntil: number;
  readonly registers: Registers<E>;
  /** Members of its creation's input in which no two may be the same. */
  sent?: JsonObject;
  /** When it was first shown to be ready. */
  ready?: { readonly ended: number; readonly exchange: E };
  /** No tags but those in registers. */
  hasAllTags: boolean;
  readonly underway: Set<Underway>;
}

/** Values of the past that are kept of each member. */
const KEPT = 16;

/** Notes that a member was set. What overlapping requests set remains possible. */
export function write<E>(known: Known<E>, member: string, option: Option<E>, began: number): void {
  const register = known.registers.get(member);
  const before = register?.current ?? [];
  const overlapping = before.filter(({ ended }) => ended > began);
  const over = before.filter(({ ended }) => ended <= began);
  const past = [...(register?.past ?? []), ...over.map(({ value }) => ({ value, until: option.ended }))];
  known.registers.set(member, { current: [option, ...overlapping], past: past.slice(-KEPT) });
}

/** Notes what a member is seen to be, in place of what it may be. */
export function adopt<E>(known: Known<E>, member: string, option: Option<E>): void {
  const past = known.registers.get(member)?.past ?? [];
  known.registers.set(member, { current: [option], past });
}

/** Forgets what a member is: something may have changed it. */
export function forget<E>(known: Known<E>, member: string): void {
  known.registers.delete(member);
}

/** Whether a request under way may have an effect on a member. */
export function effectsOn<E>({ underway }: Known<E>, member: string): Effect[] {
  return [...underway].flatMap(({ effects }) => effects.get(member) ?? []);
}

/** Whether nothing has removed it, as far as can be told, when an exchange that began then is answered. */
export function lives<E>({ gone, doubt, loose, underway }: Known<E>): boolean {
  return gone === undefined && !doubt && !loose && ![...underway].some(({ removes }) => removes);
}

/** Whether what a read that began then shows of a member is what it is, whatever overlapped before. */
export function isQuiet<E>(known: Known<E>, member: string, since: number): boolean {
  if (known.loose || known.fuzzyUntil > since || effectsOn(known, member).length > 0) return false;
  return (known.registers.get(member)?.current ?? []).every(
    ({ ended, by }) => by === 'read' || ended <= since,
  );
}

/** Notes that a member may be something else as well. */
export function allow<E>(known: Known<E>, member: string, option: Option<E>): void {
  const register = known.registers.get(member);
  known.registers.set(member, {
    current: [...(register?.current ?? []), option],
    past: register?.past ?? [],
  });
}
