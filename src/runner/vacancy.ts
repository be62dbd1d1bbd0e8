import { describeAnswer } from '../checks/expect.js';
import type { Check, Scope } from '../checks/types.js';
import { Skipped } from '../checks/verdicts.js';
import type { Resource } from '../contract/resources.js';
import type { Answer } from '../transport/answer.js';

/** Thrown where an account seems to have the same already, of what no two may be the same. */
export class Taken extends Skipped {}

/**
 * What tells that an account has no room for what a check makes, so that nothing can be concluded: its quota is used up, or it has
 * the same already, from an earlier run that was ended before it could remove what it had made. What an endpoint does
 * where there is room is asked by the checks that provoke these errors.
 */
export function whyTaken(scope: Scope, check: Pick<Check, 'provokes'>, answer: Answer): Skipped | undefined {
  const { operation, error, status, succeeded } = answer;
  const made = scope.resources.find(({ create }) => create?.operation === operation.operation);
  if (succeeded || made === undefined) return undefined;
  const declared = operation.errors.find((name) => scope.contract.shapes.errors[name]?.status === status);
  const code = error?.code ?? declared;
  if (code === undefined || check.provokes?.includes(code)) return undefined;
  const answered = `${operation.operation} answered ${describeAnswer(answer)}`;
  // What is made in a parent of the check's own cannot have been used up by others.
  if (made.parent === undefined && code === 'ServiceQuotaExceededException')
    return new Skipped(`${answered}: the account has no room for another ${made.name}`);
  if (made.unique !== undefined && code === 'ConflictException')
    return new Taken(`${answered}: the account seems to have the same ${made.name} already`);
  return undefined;
}

/** Why there is nothing to ask about after a creation. */
export function whyNotMade(operation: string, resource: Resource, answer: Answer): string {
  return answer.succeeded
    ? `${operation} succeeded, but its answer holds no ARN in ${resource.create?.output}`
    : `${operation} answered ${describeAnswer(answer)} to a valid request`;
}
