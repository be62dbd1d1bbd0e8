import { asModelled, correctedMembers } from '../../contract/errata/as-modelled.js';
import type { RawResponse, Reading } from '../../contract/protocol.js';
import type { Match } from '../../contract/route.js';
import { loadCommonErrors } from '../../contract/rules/general.js';
import { compile, compileLazily, type SchemaProblem } from '../../contract/schema/compile.js';
import { isObject, withoutNulls } from '../../contract/schema/values.js';
import type { Contract, Json, OperationContract } from '../../contract/types.js';
import type { Body } from './body.js';
import { bodyProblem, FIRM, formProblem } from './form.js';
import { type Findings, NOTHING, type Note, noteOn, type Problem, problemOf, undecided } from './problem.js';

const COMMON_ERRORS = loadCommonErrors();

/** Judges a response. Never throws. */
export function judgeResponse(
  { contract, operation }: Match,
  answer: Reading,
  response: RawResponse,
  body: Body,
): Findings {
  const { status, succeeded } = answer;
  if (!succeeded && status < 400) return undecided(`status ${status} is neither a success nor an error`);
  if ('unknown' in body) return undecided(`the body of the response cannot be judged: ${body.unknown}`);
  if ('broken' in body) return oneProblem('http-body', { expected: 'JSON in UTF-8', observed: body.broken });
  const notes = noteOn('body of the response', body.note);
  const found = succeeded
    ? judgeSuccess(contract, operation, answer, response)
    : judgeError(contract, operation, answer, response);
  if (notes.length === 0) return found;
  return { problems: found.problems, undecided: found.undecided, notes: [...found.notes, ...notes] };
}

function judgeSuccess(
  contract: Contract,
  operation: OperationContract,
  answer: Reading,
  response: RawResponse,
): Findings {
  const { http } = operation;
  const problems: Problem[] = [];
  if (answer.status !== http.status) {
    problems.push(
      problemAt('http-status', { expected: `status ${http.status}`, observed: `status ${answer.status}` }),
    );
  }
  const problem = bodyProblem(operation, answer, response);
  if (problem !== undefined) problems.push(problemAt('http-body', problem));
  if (!http.hasOutput || !isObject(answer.json)) return { problems, notes: [], undecided: [] };
  const output = response.body.includes('null') ? withoutNulls(answer.json) : answer.json;
  const broken = compileLazily(contract, operation.output)(output);
  if (broken !== undefined) problems.push(...broken().map(inOutput));
  return new Success(problems, () => publishedOtherwise(contract, operation, output));
}

/** What a success comes to; notes are made when somebody reads them. */
class Success implements Findings {
  readonly problems: readonly Problem[];
  readonly undecided = [];
  readonly #makeNotes: () => readonly Note[];

  constructor(problems: readonly Problem[], makeNotes: () => readonly Note[]) {
    this.problems = problems;
    this.#makeNotes = makeNotes;
  }

  get notes(): readonly Note[] {
    return this.#makeNotes();
  }
}

function inOutput(problem: SchemaProblem): Problem {
  return FIRM.has(problem.keyword)
    ? problemOf('response', 'output-shape', 'documented', problem)
    : problemOf('response', 'output-constraints', 'modelled', problem);
}

/** What the documentation publishes contrary to the model is no deviation, but worth knowing. */
function publishedOtherwise(contract: Contract, operation: OperationContract, output: Json): readonly Note[] {
  const corrected = correctedIn(contract, operation);
  return corrected.length === 0 ? NO_NOTES : corrected.flatMap((each) => notesOn(each, output));
}

const NO_NOTES: readonly Note[] = [];

/** A member that the model says otherwise of. */
interface Corrected {
  readonly steps: readonly string[];
  readonly erratum: string;
  readonly judge: ReturnType<typeof compile>;
}

const correctedOf = new WeakMap<OperationContract, readonly Corrected[]>();

function correctedIn(contract: Contract, operation: OperationContract): readonly Corrected[] {
  const known = correctedOf.get(operation);
  if (known !== undefined) return known;
  const found = correctedMembers(contract, operation).map(({ member, erratum, modelled }) => ({
    ...{ erratum, steps: member.split(/\.|(?=\[\])/) },
    judge: compile(asModelled(contract), modelled),
  }));
  correctedOf.set(operation, found);
  return found;
}

function notesOn({ steps, erratum, judge }: Corrected, output: Json): Note[] {
  return valuesAt(output, steps).flatMap(([path, value]) => {
    const [problem] = judge(value);
    if (problem === undefined) return [];
    const text = `${path} of the response is ${problem.observed}, as published, though the model has ${problem.expected} (erratum ${erratum})`;
    return [{ about: `erratum ${erratum}`, text }];
  });
}

/** The values at a member of an output, each with its path; steps are names, and `[]` for the items of a list. */
function valuesAt(
  value: Json | undefined,
  steps: readonly string[],
  path = '',
): [path: string, value: Json][] {
  const [step, ...rest] = steps;
  if (value === undefined) return [];
  if (step === undefined) return [[path, value]];
  if (step === '[]') {
    return Array.isArray(value) ? value.flatMap((item, at) => valuesAt(item, rest, `${path}[${at}]`)) : [];
  }
  return isObject(value) ? valuesAt(value[step], rest, path === '' ? step : `${path}.${step}`) : [];
}

/** What gateways and proxies answer by themselves, in a form of their own; what is answered so is worth another try. */
const GATEWAY_STATUS: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

function judgeError(
  contract: Contract,
  operation: OperationContract,
  answer: Reading,
  response: RawResponse,
): Findings {
  const { status, error } = answer;
  const code = error?.code;
  if (code === undefined) {
    if (GATEWAY_STATUS.has(status)) {
      return undecided(`status ${status} without an error code may come from a gateway`);
    }
    return oneProblem('error-form', {
      expected: 'an error code in the header x-amzn-ErrorType, or as __type or code in the body',
      observed: `status ${status} without a code`,
    });
  }
  const modelled = contract.shapes.errors[code];
  if (modelled !== undefined && operation.errors.includes(code)) {
    // Whatever stands before a service that is overburdened chooses the status.
    if (GATEWAY_STATUS.has(status) && GATEWAY_STATUS.has(modelled.status)) return NOTHING;
    const problem = formProblem(answer, response, modelled);
    return problem === undefined ? NOTHING : oneProblem('error-form', problem);
  }
  if (COMMON_ERRORS.has(code)) return NOTHING;
  return oneProblem('declared-errors', {
    expected: `one of the errors that ${operation.operation} declares, or that all AWS services have in common`,
    observed: `${status} ${code}`,
  });
}

function problemAt(rule: string, problem: { expected: string; observed: string }): Problem {
  return problemOf('response', rule, 'documented', { path: '', ...problem });
}

function oneProblem(rule: string, problem: { expected: string; observed: string }): Findings {
  return { ...NOTHING, problems: [problemAt(rule, problem)] };
}
