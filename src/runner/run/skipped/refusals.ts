import { describeAnswer } from '../../../checks/expect/expect.js';
import type { Unmet } from '../../../checks/expect/verdicts.js';
import type { Check, Finding, Owned } from '../../../checks/types.js';
import type { OperationContract, Service } from '../../../contract/types.js';
import type { CheckResult, Deviation } from '../../../results/types.js';
import type { Answer } from '../../../transport/http/answer.js';
import type { Exchange } from '../../../transport/types.js';
import type { Shared } from '../../environment.js';

/** A valid request that was not carried out, and what was asked before it. */
export interface Rebuff {
  readonly answer: Answer;
  /** Exchanges of the case, and those with what the check asked before its cases. */
  readonly exchanges: readonly Exchange[];
  readonly trail: readonly Exchange[];
  /** A read that did not know what was made: if it knows others, nothing is wrong with how they are made. */
  readonly unlessRead?: OperationContract | undefined;
}

/** The simplest way that was seen to have an operation refuse a valid request with one error. */
export interface Refusal {
  /** What was called, and whether it succeeded without doing what it is called for. */
  readonly service: Service;
  readonly operation: string;
  readonly succeeded: boolean;
  /** ID of the check that saw it. */
  readonly check: string;
  readonly deviation: Deviation;
  readonly size: number;
  readonly unlessRead?: OperationContract | undefined;
}

/** Statuses that tell of the caller, the account or the moment, and not of the request. */
const CIRCUMSTANTIAL: ReadonlySet<number> = new Set([401, 402, 403, 429]);

/** Whether an answer says nothing but that the endpoint does not do what is valid: a declared conflict is of the moment. */
export function isRebuff({ status, succeeded, error, operation }: Answer): boolean {
  if (succeeded) return true;
  const isConflict = error?.code === 'ConflictException' && operation.errors.includes('ConflictException');
  return status >= 400 && !CIRCUMSTANTIAL.has(status) && !isConflict;
}

/** What is wrong with the answer to a request that was not carried out. */
export function findingOf({ answer, message, finding }: Unmet): Finding {
  const observed = answer.succeeded ? message : describeAnswer(answer);
  return finding ?? { expected: 'success, as the request is valid', observed };
}

/** Whether an answer refuses what an operation was seen to refuse in the same way, although it is valid. */
export function isNoted({ refusals }: Pick<Shared, 'refusals'>, answer: Answer): boolean {
  return !answer.succeeded && refusals.has(keyOf(answer));
}

/** Whether it was told already that what makes or removes something does not do so. */
export function isToldOf({ refusals }: Pick<Shared, 'refusals'>, { resource, answer }: Owned): boolean {
  const { service, operation } = answer.operation;
  const names = new Set([operation, resource.delete?.operation]);
  return [...refusals.values()].some((each) => each.service === service && names.has(each.operation));
}

function keyOf({ operation, status, error }: Answer): string {
  return [operation.service, operation.operation, status, error?.code ?? ''].join(' ');
}

/** Notes a request that was not carried out; of each operation and error the simplest one is kept. */
export function noteRefusal(
  { refusals }: Pick<Shared, 'refusals'>,
  check: Pick<Check, 'id'>,
  { answer, trail, unlessRead }: Rebuff,
  tell: () => Deviation,
): void {
  const { service, operation } = answer.operation;
  const key = [keyOf(answer), unlessRead?.operation ?? ''].join(' ').trim();
  const size = trail.reduce((sum, { request }) => sum + 1_000 + (request.body?.length ?? 0), 0);
  const known = refusals.get(key);
  const isSimpler =
    known === undefined || size < known.size || (size === known.size && check.id < known.check);
  if (!isSimpler) return;
  const { succeeded } = answer;
  refusals.set(key, { service, operation, succeeded, check: check.id, deviation: tell(), size, unlessRead });
}

/** Whether a check tells of what others see: valid requests to the operation that were not carried out. */
export function tellsOfRefusals({ id, service }: Pick<Check, 'id' | 'service'>, operation: string): boolean {
  return tellersOf(`${service}/${operation}`).includes(id);
}

/** IDs of the checks that tell of it for an operation: of its success without what it is called for, and of its status. */
function tellersOf(place: string): readonly [ofSuccess: string, ofStatus: string] {
  return [`shape/${place}`, `http/${place}/status`];
}

/**
 * The results, with each operation that refused something valid told of once: by the check of its status, or else by
 * the check that saw it. What could not be asked because of that says which.
 * @param verdictsOnly whether a check stands for itself alone: then one that saw it, but is not about it, does not tell
 */
export function settleRefusals(
  { refusals, working }: Pick<Shared, 'refusals' | 'working'>,
  results: Map<string, CheckResult>,
  verdictsOnly = false,
): void {
  const simplest = [...refusals.values()].sort(
    (one, other) => one.size - other.size || (one.check < other.check ? -1 : 1),
  );
  for (const refusal of simplest) {
    if (refusal.unlessRead !== undefined && working.has(refusal.unlessRead)) continue;
    const home = homeOf(refusal, results, verdictsOnly);
    if (home === undefined || home.outcome === 'deviates') continue;
    const { reason: _, operations, ...rest } = home;
    const seen = home.id === refusal.check ? {} : { seenBy: refusal.check };
    results.set(home.id, {
      ...rest,
      operations: [refusal.operation, ...operations.filter((name) => name !== refusal.operation)],
      outcome: 'deviates',
      deviation: { ...refusal.deviation, ...seen },
    });
  }
  for (const result of results.values()) {
    const blockedBy = blocker(result, results);
    if (blockedBy !== undefined) results.set(result.id, { ...result, blockedBy });
  }
}

/** The check that tells of it: one that is about such answers, or that which saw it; none where another one tells already. */
function homeOf(
  { service, operation, succeeded, check }: Refusal,
  results: ReadonlyMap<string, CheckResult>,
  verdictsOnly: boolean,
): CheckResult | undefined {
  const place = `${service}/${operation}`;
  const there = results.get(`operation/${place}`)?.outcome;
  if (there === 'unimplemented' || there === 'inconclusive') return undefined;
  const isTold = [...results.values()].some(
    ({ outcome, kind, service: its, operations: [name] }) =>
      outcome === 'deviates' && its === service && name === operation && OF_SUCCESS.has(kind),
  );
  if (succeeded && isTold) return undefined;
  const seenBy = verdictsOnly ? [] : [check];
  const [ofSuccess, ofStatus] = tellersOf(place);
  const ids = [...(succeeded ? [ofSuccess] : []), ofStatus, ...seenBy];
  return ids.map((id) => results.get(id)).find((result) => result !== undefined);
}

/** Kinds that tell of a success without its effect. */
const OF_SUCCESS: ReadonlySet<string> = new Set(['shape', 'lifecycle']);

/** Reasons that begin or end with an operation that is in the way. */
const IN_THE_WAY =
  /^(?:needs )?(?<operation>\w+)(?:, which)? (?:answers|answered|succeeded|returned) (?:no (?<member>\w+)$)?/;

/** ID of the deviation that an operation answers without a member. */
function whatLacks(
  member: string,
  service: Service,
  operation: string,
  results: ReadonlyMap<string, CheckResult>,
): string | undefined {
  const lacking = [...results.values()].find(
    (each) =>
      each.service === service &&
      each.operations[0] === operation &&
      each.deviation?.observed === `${member} is absent`,
  );
  return lacking?.id;
}

/** ID of the deviation because of which a check was skipped. */
function blocker(
  { service, outcome, reason = '' }: CheckResult,
  results: ReadonlyMap<string, CheckResult>,
): string | undefined {
  const { operation, member } = IN_THE_WAY.exec(reason)?.groups ?? {};
  if (outcome !== 'skipped' || operation === undefined) return undefined;
  const lacking = member === undefined ? undefined : whatLacks(member, service, operation, results);
  if (lacking !== undefined) return lacking;
  return tellersOf(`${service}/${operation}`).findLast((id) => results.get(id)?.outcome === 'deviates');
}
