import { compile, type SchemaProblem } from '../../contract/schema/compile.js';
import { isObject, withoutNulls } from '../../contract/schema/values.js';
import type { Json, JsonObject } from '../../contract/types.js';
import { FIRM } from '../../judge/exchange/form.js';
import type { Answer } from '../../transport/http/answer.js';
import { type Exercise, exercisesOf, observe } from '../ask/exercise.js';
import { at, listAt, requireSuccess } from '../expect/expect.js';
import { DeviationFound, Skipped } from '../expect/verdicts.js';
import { sourceOf } from '../plan/scope.js';
import type { Check, CheckContext, Kind, Scope } from '../types.js';

/** Answers have the documented members, of the documented types. */
export const shape: Kind = {
  id: 'shape',
  title: 'Output shape',
  plan: (scope) =>
    outputs(scope).map((exercise) =>
      check(exercise, {
        kind: 'shape',
        strength: 'documented',
        title: `${exercise.operation.operation} answers with the documented members and types`,
        expected: 'every required member, and every member of its documented type and value set',
        firm: true,
      }),
    ),
};

/** Output members keep the lengths, ranges and patterns of the model. */
export const outputConstraint: Kind = {
  id: 'output-constraint',
  title: 'Output constraints',
  plan: (scope) =>
    outputs(scope, true).map((exercise) =>
      check(exercise, {
        kind: 'output-constraint',
        strength: 'modelled',
        title: `${exercise.operation.operation} answers within the modelled lengths, ranges and patterns`,
        expected: 'every member within its modelled length, range and pattern',
        firm: false,
      }),
    ),
};

function outputs(scope: Scope, showing = false): Exercise[] {
  return exercisesOf(scope, showing).filter(
    (exercise) => Object.keys(exercise.operation.output.properties ?? {}).length > 0,
  );
}

interface Judgement {
  readonly kind: string;
  readonly strength: 'documented' | 'modelled';
  readonly title: string;
  readonly expected: string;
  /** Whether it is about what is firm, or about the rest. */
  readonly firm: boolean;
}

function check(exercise: Exercise, judgement: Judgement): Check {
  const { operation } = exercise;
  return {
    id: `${judgement.kind}/${operation.service}/${operation.operation}`,
    kind: judgement.kind,
    title: judgement.title,
    service: operation.service,
    operations: [operation.operation, ...exercise.needs],
    strength: judgement.strength,
    source: sourceOf(operation),
    sent: exercise.sent,
    ...(exercise.drives === undefined ? {} : { drives: exercise.drives }),
    expected: judgement.expected,
    run: async (context) => {
      const validate = compile(context.scope.contract, operation.output);
      await observe(context, exercise, (answer) => {
        const output = withoutNulls(requireObject(answer));
        const missing = judgement.firm ? missingMember(exercise, output) : undefined;
        if (missing !== undefined) throw new DeviationFound({ ...missing, exchange: answer.exchange });
        const problems = validate(output).filter((problem) => FIRM.has(problem.keyword) === judgement.firm);
        const [problem] = problems;
        if (problem?.keyword === 'required' && isObject(output) && Object.keys(output).length === 0)
          throw new DeviationFound({ ...absent(problem.path, output), exchange: answer.exchange });
        if (problems.length > 0)
          throw new DeviationFound({ ...explain(problems), exchange: answer.exchange });
      });
    },
  };
}

/** An answer that another check got has the modelled shape as well. @throws DeviationFound */
export function expectShape(context: CheckContext, answer: Answer): void {
  const problems = compile(context.scope.contract, answer.operation.output)(withoutNulls(answer.output));
  if (problems.length > 0) throw new DeviationFound({ ...explain(problems), exchange: answer.exchange });
}

/** The output of a successful call. @throws Skipped when it did not succeed, or is no JSON object: that is for the http checks to tell */
function requireObject(answer: Answer): JsonObject {
  const output = requireSuccess(answer);
  if (isObject(answer.json)) return output;
  throw new Skipped(`${answer.operation.operation} answered a valid request with no JSON object`);
}

/** What an answer lacks of the resource that it is documented to show, as far as no schema requires it. */
function missingMember(
  exercise: Exercise,
  output: Json,
): { expected: string; observed: string; member: string } | undefined {
  for (const path of exercise.shows) {
    const [head = '', rest] = path.split('[].');
    const values =
      rest === undefined ? [at(output, head)] : listAt(output, head).map((entry) => at(entry, rest));
    if (values.length > 0 && values.every((value) => value !== undefined)) continue;
    return absent(path, output);
  }
  return undefined;
}

function absent(path: string, output: Json): { expected: string; observed: string; member: string } {
  const whole = JSON.stringify(output);
  const answer = whole.length <= 60 ? `: the answer is ${whole}` : '';
  return { member: path, expected: `${path} is there`, observed: `${path} is absent${answer}` };
}

function explain(problems: readonly SchemaProblem[]): { expected: string; observed: string; member: string } {
  const lines = (say: (problem: SchemaProblem) => string) => problems.slice(0, 5).map(say).join('; ');
  return {
    member: problems[0]?.path ?? '',
    expected: lines(({ path, expected }) => `${path} is ${expected}`),
    observed: lines(({ path, observed }) => `${path} is ${observed}`),
  };
}
