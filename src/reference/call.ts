import type { Contract, JsonObject, OperationContract, Service } from '../contract/types.js';
import type { Attendance } from './attendance.js';
import type { Broadcasts } from './broadcast.js';
import { Fault, invalid, notFound } from './fault.js';
import { text } from './json.js';
import type { Entry, Kind } from './store.js';
import type { Surroundings } from './surroundings.js';

/** One operation about to be carried out. */
export interface Call {
  readonly service: Service;
  readonly contract: Contract;
  readonly operation: OperationContract;
  /** Members from URI, query and body together; null members are left out, as the protocol reads them. */
  readonly input: JsonObject;
  /** Region of the request's credential scope, or the endpoint's own. */
  readonly region: string;
  /** A constraint of the prose that is not enforced in this call; only mutants set it. */
  readonly unchecked?: string;
}

/** What an operation answers. */
export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** Absent for an empty body. */
  readonly body?: JsonObject;
  /** Code of the error, when it is one. */
  readonly error?: string;
}

/**
 * How many of something an account may have in one region, by resource type; without an entry, any number.
 * `participant-replica`: running replicas of one participant.
 */
export type Quotas = { readonly [what: Kind]: number | undefined };

/** Everything an operation may look at or change. */
export interface World extends Surroundings {
  readonly quotas: Quotas;
  /** Streams of channels. */
  readonly broadcasts: Broadcasts;
  /** Who is and was on which stage. */
  readonly attendance: Attendance;
}

/**
 * Carries out one operation whose input satisfies the contract's input schema.
 * @returns the output members
 * @throws Fault when the operation refuses
 */
export type Handler = (call: Call, world: World) => JsonObject;

/** Operation name → handler, of one service. */
export interface Handlers {
  readonly [operation: string]: Handler;
}

/**
 * Enforces one constraint that only the documentation's prose states.
 * @param constraint its name, by which a mutant switches it off
 * @throws Fault ValidationException (or the given one) when it does not hold
 */
export function constrain(call: Call, constraint: string, holds: boolean, message: string | Fault): void {
  if (holds || call.unchecked === constraint) return;
  throw typeof message === 'string' ? invalid(message) : message;
}

/** @throws Fault ServiceQuotaExceededException when there are as many of something as the quota allows */
export function checkQuota(call: Call, quota: number | undefined, present: number, what: string): void {
  const fault = new Fault('ServiceQuotaExceededException', `the quota of ${quota} for ${what} is used up`);
  constrain(call, 'quota/fixed', quota === undefined || present < quota, fault);
}

/**
 * The resource that an input member names.
 * @param kind its type; undefined for any
 * @throws Fault ResourceNotFoundException when this region has none
 */
export function named(call: Call, { store }: World, kind: Kind | undefined, member = 'arn'): Entry {
  const arn = text(call.input, member);
  const entry = kind === undefined ? store.findAny(call.region, arn) : store.find(kind, call.region, arn);
  if (entry === undefined) throw notFound(arn);
  return entry;
}
