/** What sequences are about. */
import type { Arbitrary } from 'fast-check';
import type { Step, StepOptions } from '../../../../generators/index.js';
import type { Resource } from '../../../contract/resources.js';
import type { CheckContext, Scope } from '../../types.js';

/**
 * The kinds of resources that sequences are about: those that can be made, read and deleted by calls that stand for
 * themselves. What is made of others, and what takes its time to go, is asked about by checks of its own.
 */
export function sequenced(scope: Scope): Resource[] {
  return scope.resources.filter(
    ({ checked, arnType, create, get, delete: remove, uses, leaving }) =>
      checked && arnType && create && get && remove && uses === undefined && leaving === undefined,
  );
}

/** The operations that steps about a resource call, tags apart. */
export function ownOperations({ create, get, list, update, delete: remove }: Resource): string[] {
  return [create, get, list, update, remove].flatMap((each) => each?.operation ?? []);
}

/** Steps about a resource, with what the endpoint needs to make one. */
export function ownSteps(
  context: CheckContext,
  resource: Resource,
  options: Omit<StepOptions, 'inputs' | 'least'>,
): Arbitrary<Step> {
  const { unique = [] } = resource;
  const inputs = context.inputsFor(resource, { require: unique });
  // No two may be made alike where something has to be unique.
  const least = unique.length > 0 ? {} : { least: context.leastInput(resource) };
  return context.generators.sequence(context.scope.contract, resource, { ...options, ...least, inputs });
}
