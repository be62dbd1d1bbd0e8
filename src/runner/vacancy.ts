import { describeAnswer } from '../checks/expect.js';
import type { Check, Scope } from '../checks/types.js';
import { Skipped } from '../checks/verdicts.js';
import { type Resource, resourceMadeBy } from '../contract/resources.js';
import type { Answer } from '../transport/answer.js';

/** Thrown where an account seems to have the same already, of what no two may be the same. */
export class Taken extends Skipped {}

/**
 * Nothing can be concluded where an account has no room for what a check makes: its quota is used up, or it has the same
 * already, from an earlier run that was ended before it could remove what it had made. What an endpoint does where there
 * is room is asked by the checks that provoke these errors.
 * @returns the answer
 * @throws Skipped when it has none
 */
export function requireVacancy(scope: Scope, check: Pick<Check, 'provokes'>, answer: Answer): Answer {
  const { operation, error, status, succeeded } = answer;
  const made = resourceMadeBy(scope.resources, operation.operation);
  if (succeeded || made === undefined) return answer;
  const declared = operation.errors.find((name) => scope.contract.shapes.errors[name]?.status === status);
  const code = error?.code ?? declared;
  if (code === undefined || check.provokes?.includes(code)) return answer;
  const answered = `${operation.operation} answered ${describeAnswer(answer)}`;
  // What is made in a parent of the check's own cannot have been used up by others.
  if (made.parent === undefined && code === 'ServiceQuotaExceededException')
    throw new Skipped(`${answered}: the account has no room for another ${made.name}`);
  if (made.unique !== undefined && code === 'ConflictException')
    throw new Taken(`${answered}: the account seems to have the same ${made.name} already`);
  return answer;
}

/** Why there is nothing to ask about after a creation. */
export function whyNotMade(operation: string, resource: Resource, answer: Answer): string {
  return answer.succeeded
    ? `${operation} succeeded, but its answer holds no ARN in ${resource.create?.output}`
    : `${operation} answered ${describeAnswer(answer)} to a valid request`;
}
