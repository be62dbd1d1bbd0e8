import type { Generators, Scope, Settled } from '../checks/types.js';
import type { Resource } from '../contract/resources.js';
import type { JsonObject, OperationContract, Service } from '../contract/types.js';
import type { Effort } from '../results/types.js';
import type { PartialDriver } from '../transport/driver/types.js';
import type { Answer } from '../transport/http/answer.js';
import type { Transport } from '../transport/types.js';
import type { Candidates, Judging, Sought } from './conversation/judged.js';
import type { Impression } from './conversation/recognition.js';
import { Vitals } from './conversation/vitals.js';
import { CoverageRecorder } from './coverage/coverage.js';
import type { Lender } from './fixtures/fixture-cache.js';
import { Guard } from './guard/guard.js';
import type { Ledger } from './guard/ledger.js';
import { NO_MARK } from './guard/mark.js';
import type { Refusal } from './run/skipped/refusals.js';

/** What all checks of one run share. */
export interface Environment {
  /** That of the guard: whatever a run sends goes through it. */
  readonly transport: Transport;
  /** Keeps what the run did not make as it is. */
  readonly guard: Guard;
  readonly scopes: ReadonlyMap<Service, Scope>;
  readonly generators: Generators;
  readonly fc: typeof import('fast-check');
  readonly seed: number;
  readonly effort: Effort;
  /** How long a read may lag behind a write, in milliseconds. */
  readonly settleMs: number;
  /** Marks what this run makes: no other run has it, and no report shows it. */
  readonly mark: string;
  /** The endpoint is on this machine. */
  readonly isLoopback: boolean;
  /** S3 bucket that the endpoint may record to; undefined where any name will do. */
  readonly bucket?: string;
  /** Whether resources that need something outside of the service can be made with invented names. */
  readonly inventsExternals: boolean;
  /** Does what the API alone cannot; undefined where the user names none. */
  readonly driver?: PartialDriver;
  /** fast-check path of the one counterexample to replay. */
  readonly path?: string;
  readonly coverage: CoverageRecorder;
  /** What a check is asked again for, although it conforms; undefined where it is asked for what it is about. */
  readonly sought?: Sought;
  /** Sees every exchange; undefined where only what the checks themselves find is wanted. */
  readonly judging?: Judging;
  /** Whether checks ask how requests have to be signed. Default: false. */
  readonly asksAuthentication?: boolean;
  /**
   * Only verdicts are wanted, of each check by itself: no counterexample is shrunk, and what another check reports is
   * reported again. Default: false.
   */
  readonly verdictsOnly?: boolean;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
  readonly shared: Shared;
}

/** What a guard knows beside the endpoint. */
export interface Safeguards {
  readonly ledger?: Ledger | undefined;
  /** The account that is asked, where it is known. */
  readonly account?: string | undefined;
}

/**
 * An environment in which nothing has been asked yet; unless told otherwise, of an endpoint on this machine. A guard stands
 * before its transport.
 */
export function newEnvironment(
  given: Pick<Environment, 'transport' | 'scopes' | 'generators' | 'fc' | 'seed' | 'effort'> &
    Partial<Omit<Environment, 'guard'>>,
  { ledger, account }: Safeguards = {},
): Environment {
  const { settleMs = 0, isLoopback = true } = given;
  const guard = new Guard(given.transport, given.scopes, {
    ...{ isLoopback, settleMs },
    ...(ledger && { ledger }),
    ...(account && { account: { account, region: given.transport.region } }),
  });
  return {
    settleMs,
    isLoopback,
    mark: NO_MARK,
    inventsExternals: true,
    coverage: new CoverageRecorder(),
    signal: new AbortController().signal,
    shared: {
      made: new Map(),
      least: new Map(),
      wanted: new Map(),
      unwanted: new Map(),
      unnamed: new Set(),
      renamed: 0,
      unknown: new Map(),
      refusals: new Map(),
      lenders: new Map(),
      leftovers: new Map(),
      pending: new Map(),
      unmarked: new Set(),
      takesMark: new Set(),
      throttled: 0,
      slowed: 0,
      refused: 0,
      transient: 0,
      failing: 0,
      vitals: new Vitals(),
      impressions: { ivs: { silence: 0 }, 'ivs-realtime': { silence: 0 } },
      working: new Set(),
      broken: new Map(),
    },
    ...given,
    guard,
    transport: guard.transport,
  };
}

/** What is known of a service that is asked. @throws Error when it is not */
export function scopeOf({ scopes }: Pick<Environment, 'scopes'>, service: Service): Scope {
  const scope = scopes.get(service);
  if (scope === undefined) throw new Error(`${service} is not asked`);
  return scope;
}

/** What is known of the service that has a resource. @throws Error when that service is not asked */
export function scopeWith({ scopes }: Pick<Environment, 'scopes'>, resource: Resource): Scope {
  const scope = [...scopes.values()].find(({ resources }) => resources.includes(resource));
  if (scope === undefined) throw new Error(`no service that is asked has ${resource.name}`);
  return scope;
}

/** What checks learn about the endpoint on the way. */
export interface Shared {
  /** `arn:aws:ivs:<region>:<account>` of each service's endpoint, once seen. */
  identity?: { readonly [service in Service]?: string };
  /** ARN → when a check made what it names, in milliseconds: for so long it may be unknown to reads. */
  readonly made: Map<string, number>;
  /** Least inputs, by resource. */
  readonly least: Map<Resource, JsonObject>;
  /** What further members resources are made with, by resource: the endpoint refused to make one with less. */
  readonly wanted: Map<Resource, JsonObject>;
  /** Members that are not drawn, by resource: the endpoint refused to make one with them. */
  readonly unwanted: Map<Resource, ReadonlySet<string>>;
  /** Resources that get no name of their own: the endpoint refused to make one with a name. */
  readonly unnamed: Set<Resource>;
  /** Resources that were made with another name than at first, as that was refused. */
  renamed: number;
  /** How paths are answered that cannot exist, by service and method. */
  readonly unknown: Map<string, Promise<Answer>>;
  /** Valid requests that were not carried out, the simplest of each operation and error. */
  readonly refusals: Map<string, Refusal>;
  /** What the checks of each service share; none unless {@link canShareAnswers}. */
  readonly lenders: Map<Service, Lender>;
  /** Resources that could not be removed, with the reason. */
  readonly leftovers: Map<string, string>;
  /** Resources that were not ready when the settling time was over, by name. */
  readonly pending: Map<string, Settled>;
  /** What the judge finds in the exchanges of checks that conform. */
  candidates?: Candidates;
  /** Answers that only asked to slow down. */
  throttled: number;
  /** Resources that the endpoint does not make with the mark of the run among their tags. */
  readonly unmarked: Set<Resource>;
  /** Resources that it has made with the mark among their tags. */
  readonly takesMark: Set<Resource>;
  /** Requests that were answered after they had been throttled. */
  slowed: number;
  /** Requests that stayed throttled however often they were sent. */
  refused: number;
  /** Answers that the endpoint fails, where it no longer did when it was asked again. */
  transient: number;
  /** Requests that it failed to answer however often they were sent. */
  failing: number;
  /** Whether the endpoint still lives. */
  readonly vitals: Vitals;
  /** Why nothing further can be asked: the endpoint no longer takes connections. */
  obstacle?: string;
  /** What each service's endpoint is like. */
  readonly impressions: { readonly [service in Service]: Impression };
  /** Operations that have shown once what they are called for. */
  readonly working: Set<OperationContract>;
  /** Why checks that need an operation are skipped, as it does not work: by service and name of the operation. */
  readonly broken: Map<string, string>;
}

/**
 * Whether checks that ask the very same may judge the same answers. A judge sees every answer of a run, so that to ask
 * it again for each of them would show little else.
 */
export function canShareAnswers({ effort }: Pick<Environment, 'effort'>): boolean {
  return effort !== 'thorough';
}

/** Whether checks may share resources too: where few requests matter more than that each check stands alone. */
export function canShare({ effort }: Pick<Environment, 'effort'>): boolean {
  return effort === 'smoke';
}

/** Cases per property at standard effort are multiplied by this, and are at least one. */
export const CASE_FACTOR: { readonly [effort in Effort]: number } = { smoke: 0, standard: 1, thorough: 8 };

/** Cases that are tried while a counterexample is shrunk. */
export const SHRINK_LIMIT: { readonly [effort in Effort]: number } = {
  smoke: 30,
  standard: 150,
  thorough: 600,
};
