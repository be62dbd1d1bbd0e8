import type { Reading } from '../../contract/protocol.js';
import { seeCorrespondence } from './correspondence.js';
import { seeExpiry } from './course.js';
import { seeElsewhere } from './elsewhere.js';
import type { Part } from './facts.js';
import type { Effect, Known, Underway } from './known.js';
import { expectFound, expectNotGone, seeBatch, seeGet, seeTagsOf } from './presence.js';
import { Registry, Sessions, Times, Walks } from './records.js';
import {
  expectCreatable,
  expectFewTags,
  expectReferences,
  expectRefusals,
  expectUnused,
} from './refusals.js';
import { type Call, type Contradiction, type Scene, Store } from './scene.js';
import { seeSessions } from './sessions.js';
import { seeTimes } from './times.js';
import { seePage } from './walks.js';
import {
  deletedAlong,
  doubt,
  effectsOf,
  NO_EFFECTS,
  namedBy,
  seeCreation,
  seeDeletion,
  seeTagging,
  seeUpdate,
} from './writes.js';

/** A request that has not been answered yet. */
export interface Pending<E> {
  readonly call: Call;
  readonly part: Part | undefined;
  readonly effects: ReadonlyMap<string, Effect>;
  /** What it may change, as far as it was known before: the resource that it names, and what goes with that. */
  readonly targets: readonly Known<E>[];
  readonly underway: Underway;
}

/** How a request came out. */
export interface Outcome<E> {
  readonly reading: Reading;
  /** Of the response; names in lower case. */
  readonly headers: { readonly [name: string]: string };
  readonly ended: number;
  readonly exchange: E;
}

/**
 * What was seen of an endpoint so far: what was made, changed, tagged and deleted. Told of requests when they begin and when they
 * end, in the order of these times.
 */
export class Memory<E> {
  readonly #settle: number;
  readonly #store = new Store<E>();
  readonly #registry = new Registry<E>();
  readonly #walks = new Walks<E>();
  readonly #times = new Times<E>();
  readonly #sessions = new Sessions<E>();

  /** @param settle milliseconds that reads may lag behind writes */
  constructor(settle: number) {
    this.#settle = settle;
  }

  /** A request was sent. */
  begin(call: Call): Pending<E> {
    const part = call.facts.partOf(call.operation);
    const effects = part === undefined ? NO_EFFECTS : effectsOf(part, call);
    const removes = part?.role === 'delete';
    const named =
      part !== undefined && (removes || effects.size > 0) ? namedBy(this.#store, part, call) : undefined;
    const along = named !== undefined && removes ? deletedAlong(this.#store, call, named) : [];
    const targets = named === undefined ? [] : [named, ...along];
    const underway = { began: call.began, effects, removes };
    for (const each of targets) each.underway.add(underway);
    this.#act(call, part, Number.POSITIVE_INFINITY);
    return { call, part, effects, targets, underway };
  }

  /** It was answered, or never will be. @returns what that contradicts */
  end(pending: Pending<E>, { reading, headers, ended, exchange }: Outcome<E>): Contradiction<E>[] {
    const { call, part, targets, underway } = pending;
    for (const each of targets) each.underway.delete(underway);
    this.#act(call, part, ended);
    const found: Contradiction<E>[] = [];
    // One literal without others in it: this is done for every exchange.
    const scene: Scene<E> = {
      call,
      part,
      reading,
      headers,
      began: call.began,
      ended,
      exchange,
      settle: this.#settle,
      store: this.#store,
      registry: this.#registry,
      walks: this.#walks,
      times: this.#times,
      sessions: this.#sessions,
      tell: (each) => found.push({ ...each, strength: call.facts.strengthOf(each.rule) }),
    };
    this.#see(scene, pending);
    return found;
  }

  /** What an operation that is no plain role changes, only its documentation knows. */
  #act({ operation, input, origin }: Call, part: Part | undefined, until: number): void {
    if (operation.readonly || part !== undefined) return;
    for (const value of Object.values(input)) {
      if (typeof value === 'string' && value.startsWith('arn:')) this.#store.act(origin, value, until);
    }
  }

  #see(scene: Scene<E>, { part, effects, targets, call }: Pending<E>): void {
    const { reading } = scene;
    if (!isCertain(reading)) {
      const named = part && namedBy(this.#store, part, call);
      const touched = targets.length > 0 || named === undefined ? targets : [named];
      if (effects.size > 0 || part?.role === 'delete')
        for (const each of touched) doubt(scene, each, effects);
      return;
    }
    if (!reading.succeeded) {
      if (part !== undefined) expectFound(scene, part);
      return;
    }
    seeTimes(scene);
    seeSessions(scene);
    seeElsewhere(scene);
    seeExpiry(scene);
    expectRefusals(scene);
    seePage(scene, part);
    if (part === undefined) return;
    if (part.role !== 'create' && expectNotGone(scene, part)) return;
    this.#seePart(scene, part, effects);
  }

  #seePart(scene: Scene<E>, part: Part, effects: ReadonlyMap<string, Effect>): void {
    const { resource, role } = part;
    if (role === 'tags') seeTagsOf(scene, part);
    const changed =
      role === 'tag' || role === 'untag' || role === 'delete' ? this.#named(scene, part) : undefined;
    if (changed !== undefined && role === 'delete') {
      if (scene.call.input[resource?.delete?.force ?? ''] !== true) expectUnused(scene, changed);
      seeDeletion(scene, changed);
    }
    if (changed !== undefined && role !== 'delete') {
      seeTagging(scene, changed, effects);
      expectFewTags(scene, changed);
    }
    if (resource === undefined) return;
    if (role === 'create') {
      expectCreatable(scene, resource);
      seeCreation(scene, resource);
      seeCorrespondence(scene);
    }
    if (role === 'get') seeGet(scene, part);
    if (role === 'update') {
      expectReferences(scene, resource);
      seeUpdate(scene, part, resource);
    }
    if (role === 'batchGet') seeBatch(scene, part);
  }

  /** The resource that a request names; known from now on if it was not seen before. */
  #named({ call, ended }: Scene<E>, part: Part): Known<E> | undefined {
    const arn = call.input[part.binding?.input ?? 'resourceArn'];
    const resource = typeof arn === 'string' ? call.facts.resourceOf(arn) : undefined;
    if (typeof arn !== 'string' || resource === undefined) return undefined;
    if (part.resource !== undefined && part.resource !== resource) return undefined;
    return this.#store.know(call.origin, resource, arn, ended);
  }
}

const THROTTLED = /throttl|toomanyrequests|requestlimit|slowdown|unavailable|timeout/i;

/** Whether a response leaves no doubt of what the request did: a success that can be read, or a refusal. */
function isCertain({ status, succeeded, error, unreadable }: Reading): boolean {
  if (succeeded) return unreadable === undefined;
  return (
    status >= 400 && status < 500 && status !== 408 && status !== 429 && !THROTTLED.test(error?.code ?? '')
  );
}
