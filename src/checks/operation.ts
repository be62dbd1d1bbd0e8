import { constraintsOf } from '../contract/constraints.js';
import type { JsonObject, OperationContract } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';
import { sourceOf } from './scope.js';
import type { Check, Kind, Scope } from './types.js';

/** Error codes by which endpoints say that they do not know an operation. */
const LACKING: ReadonlySet<string> = new Set([
  // What Amazon API Gateway answers on a path that it does not have.
  'MissingAuthenticationTokenException',
  'UnknownOperation',
  'UnknownOperationException',
  'NotImplemented',
  'NotImplementedException',
  'InvalidAction',
  'UnsupportedOperation',
  'UnsupportedOperationException',
]);

/** Whether the endpoint has an operation at all, found with one request that changes nothing. */
export const operation: Kind = {
  id: 'operation',
  title: 'Implemented operations',
  plan: (scope) => [...scope.contract.operations.values()].map((each) => check(scope, each)),
};

function check(scope: Scope, each: OperationContract): Check {
  const name = each.operation;
  return {
    id: `operation/${each.service}/${name}`,
    kind: 'operation',
    title: `the endpoint has the operation ${name}`,
    service: each.service,
    operations: [name],
    strength: 'documented',
    source: sourceOf(each),
    sent: `${name} with ${JSON.stringify(probe(scope, each))}`,
    expected: 'any answer but that the operation is unknown',
    run: async (context) => {
      const answer = await context.call(name, probe(scope, each));
      const reason = lacking(answer, Object.keys(scope.contract.shapes.errors));
      if (reason !== undefined) throw new Unimplemented(`${name}: ${reason}`);
    },
  };
}

/** Thrown by a check: the endpoint lacks the operation. */
export class Unimplemented extends Error {
  override readonly name = 'Unimplemented';
}

/**
 * Input that no endpoint should act upon: a required member is missing, or a constraint broken. What only reads, and
 * needs nothing to be named, is asked as it is documented: so it is known to work before anything is made.
 */
function probe(scope: Scope, each: OperationContract): JsonObject {
  if (each.readonly && (each.input.required ?? []).length === 0) return {};
  // Malformed, so that an answer that nothing is found there, which may come without a code, is not to be expected.
  const resourceArn = 'none';
  const inPath = Object.keys(each.http.input).filter((member) => each.http.input[member]?.location === 'uri');
  const located = Object.fromEntries(inPath.map((member) => [member, resourceArn]));
  const constraints = constraintsOf(scope.contract, each.input).filter(
    ({ member }) => !inPath.includes(member),
  );
  if (constraints.some(({ keyword }) => keyword === 'required')) return located;
  const breakable = constraints.find(({ member, keyword, value }) => {
    return !/[.[{]/.test(member) && (keyword === 'pattern' || (keyword === 'minimum' && value === 1));
  });
  if (breakable === undefined) return located;
  return { ...located, [breakable.member]: breakable.keyword === 'pattern' ? '!' : 0 };
}

/**
 * Why an answer means that the operation is not there; undefined if it is. A 404 that names no error of the
 * service comes from a router, not from the operation.
 */
function lacking(answer: Answer, known: readonly string[]): string | undefined {
  const { status, error } = answer;
  const code = error?.code;
  if (status === 501) return `status 501 ${code ?? ''}`.trim();
  if (code !== undefined && LACKING.has(code)) return `status ${status} ${code}`;
  if (status !== 404 && status !== 405) return undefined;
  return code !== undefined && known.includes(code)
    ? undefined
    : `status ${status} ${code ?? 'without an error code'}`;
}
