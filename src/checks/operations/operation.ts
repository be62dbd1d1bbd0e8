import { constraintsOf } from '../../contract/schema/constraints.js';
import type { JsonObject, OperationContract } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { exercisesOf } from '../ask/exercise.js';
import { NOT_PERMITTED } from '../ask/permission.js';
import { describeAnswer } from '../expect/expect.js';
import { Inconclusive, Skipped } from '../expect/verdicts.js';
import { sourceOf } from '../plan/scope.js';
import type { Check, CheckContext, Kind, Scope } from '../types.js';
import { isAsNowhere } from './unknown.js';

/** Error codes by which endpoints say that they do not know an operation. */
const LACKING_CODE = new RegExp(
  [
    '^(?:(?:Unknown|Unsupported|NoSuch|Unimplemented)(?:Operation|Action|Method)|InvalidAction',
    '|(?:Operation|Action|Method)Not(?:Supported|Implemented|Found|Allowed)|Not(?:Implemented|Supported))',
    '(?:Exception|Error)?$',
    // What Amazon API Gateway answers on a path that it does not have.
    '|^MissingAuthenticationTokenException$',
  ].join(''),
);

/** Texts of errors by which they say so, whatever the code. */
const LACKING_TEXT =
  /\bnot (?:yet |been )?implemented\b|\b(?:unknown|unsupported|unimplemented) (?:operation|action|method)\b|\b(?:operation|action|method)\b ?\S{0,60} (?:is )?not (?:yet )?(?:supported|found)\b/i;

/**
 * Whether the endpoint has an operation at all, found with one request that changes nothing; a valid one is sent as well
 * where that is answered as a path that cannot exist.
 */
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
    expected:
      'any answer but that the operation is unknown, in these words or in those that any path is answered with',
    run: async (context) => {
      const { answer, unknown } = await context.probe(name, probe(scope, each));
      const known = Object.keys(scope.contract.shapes.errors);
      const reason = lacking(answer, known);
      if (reason !== undefined) throw new Unimplemented(`${name}: ${reason}`);
      if (unknown !== undefined && isAsNowhere(answer, unknown)) {
        if (mayBeOwn(answer) && (await isAnswered(context, each, unknown))) return;
        throw new Unimplemented(`${name}: ${describeAnswer(answer)}, as any path that cannot exist`);
      }
      const code = answer.error?.code;
      if (code !== undefined && NOT_PERMITTED.has(code))
        throw new Inconclusive(`${name} is not permitted: ${describeAnswer(answer)}`);
    },
  };
}

/**
 * Whether an answer may be the operation's own although a path that cannot exist is answered alike: whatever is no
 * valid request may be refused in the same words. Those of a gateway, or to the caller, are nobody's own.
 */
function mayBeOwn({ status, error }: Answer): boolean {
  if (error?.code !== undefined && NOT_PERMITTED.has(error.code)) return false;
  return !(status >= 300 && status < 400) && !OF_GATEWAYS.has(status);
}

const OF_GATEWAYS: ReadonlySet<number> = new Set([401, 403, 407]);

/** Whether a valid request is answered otherwise than a path that cannot exist. */
async function isAnswered(context: CheckContext, each: OperationContract, unknown: Answer): Promise<boolean> {
  const exercise = exercisesOf(context.scope).find(({ operation, drives }) => operation === each && !drives);
  if (exercise === undefined) return false;
  const [value = {}] = context.fc.sample(exercise.arbitrary(context), { seed: 1, numRuns: 1 });
  try {
    return !isAsNowhere(await exercise.ask(context, value), unknown);
  } catch (error) {
    // What it needs is not there either, so nothing shows that it is.
    if (error instanceof Skipped) return false;
    throw error;
  }
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
  if (code !== undefined && LACKING_CODE.test(code)) return `status ${status} ${code}`;
  const isDeclared = code !== undefined && known.includes(code) && status < 500;
  if (error !== undefined && !isDeclared && LACKING_TEXT.test(error.message ?? ''))
    return describeAnswer(answer);
  if (status !== 404 && status !== 405) return undefined;
  return code !== undefined && known.includes(code)
    ? undefined
    : `status ${status} ${code ?? 'without an error code'}`;
}
