import type { Json, JsonObject, OperationContract } from '../../contract/types.js';
import { type Answer, isObject } from '../../transport/http/answer.js';
import { bindRequest } from '../../transport/http/request.js';
import { asObject } from '../ask/exercise.js';
import { type Caller, callersOf } from '../ask/valid-request.js';
import { describeAnswer, equal, objectAt, requireSuccess } from '../expect/expect.js';
import { DeviationFound, Skipped } from '../expect/verdicts.js';
import { type Part, partsOf } from '../plan/scope.js';
import { referringMembers } from '../plan/uses.js';
import type { Check, CheckContext, Scope } from '../types.js';
import {
  bodyMembers,
  deviation,
  expectRefused,
  hasBody,
  leastInputs,
  malformedCheck,
  namingNothing,
  welcomePage,
  withBody,
} from './request.js';

/** A way to break the JSON text of an input. */
export interface Breakage {
  readonly what: string;
  break(json: string): string;
}

/** Faults that make a body no JSON at all. */
const BROKEN: readonly Breakage[] = [
  { what: 'truncated before its last brace', break: (json) => json.slice(0, -1) },
  { what: 'followed by garbage', break: (json) => `${json}abc` },
  { what: 'only an opening brace and bracket', break: () => NO_JSON },
];

/** Faults that lenient parsers forgive. */
const LENIENT: readonly Breakage[] = [
  { what: 'preceded by garbage', break: (json) => `abc${json}` },
  { what: 'followed by a second value', break: (json) => `${json}${json}` },
  { what: 'with a comma after its last member', break: (json) => json.replace(/\}$/, ',}') },
  { what: 'with a line comment', break: (json) => json.replace(/\}$/, ' // comment\n}') },
  { what: 'with single quotes', break: (json) => json.replaceAll('"', "'") },
  { what: 'with a form feed between its tokens', break: (json) => json.replace(/:/, ':\f') },
];

/** What no parser takes for JSON. */
const NO_JSON = '{[';

/** Bodies that are JSON, but no object. */
const NO_OBJECT: readonly string[] = ['[{"name":"a"}]', '10', 'true'];

/** Per operation: a body that is no JSON, or none where there has to be one, is refused. */
export function bodyChecks(scope: Scope): Check[] {
  return callersOf(scope)
    .filter(({ operation }) => hasBody(operation))
    .map((caller) => {
      const { operation } = caller;
      const needsBody = bodyMembers(operation).some((member) => operation.input.required?.includes(member));
      return malformedCheck(scope, {
        name: `${operation.operation}/body`,
        title: `${operation.operation} refuses a body that is no JSON`,
        operations: [operation.operation],
        sent: `${operation.operation} with a JSON text that is cut off or followed by garbage${needsBody ? ', or with an empty body' : ''}`,
        expected: 'a refusal (4xx)',
        run: (context) => askBody(context, caller, needsBody),
      });
    });
}

function askBody(context: CheckContext, caller: Caller, needsBody: boolean): Promise<void> {
  const { fc } = context;
  const { operation } = caller;
  const faults = [...BROKEN.map(({ what }) => what), ...(needsBody ? ['empty'] : [])];
  const cases = fc.record({ least: leastInputs(context, operation), fault: fc.constantFrom(...faults) });
  return context.forAll(
    cases,
    async ({ least, fault }) => {
      const input = await namingNothing(context, caller, asObject(least));
      const json = JSON.stringify(JSON.parse(String(bindRequest(operation, input).body)));
      const breakage = BROKEN.find(({ what }) => what === fault);
      const answer = await context.send(withBody(operation, input, breakage?.break(json) ?? ''));
      expectRefused(answer, breakage === undefined ? 'the body is empty' : `the body is JSON ${fault}`);
    },
    { cases: 2 },
  );
}

/** Per service, asked of one operation: what a lenient parser would forgive, and JSON that is no object. */
export function parserChecks(scope: Scope, { operation }: Caller): Check[] {
  const name = operation.operation;
  return [
    malformedCheck(scope, {
      name: 'json-syntax',
      title: 'A body that is not quite JSON is refused',
      operations: [name],
      sent: `${name} with ${LENIENT.map(({ what }) => what).join('; ')}`,
      expected: 'a refusal (4xx) of each',
      run: async (context) => {
        const plain = await context.send(withBody(operation, {}, NO_JSON));
        if (!isRefused(plain)) throw notRefused(plain);
        await forEachOf(
          context,
          LENIENT.map(({ what }) => what),
          async (fault) => {
            const json = JSON.stringify({ name: 'ivs-conformance' });
            const broken = LENIENT.find(({ what }) => what === fault)?.break(json) ?? '';
            expectRefused(await context.send(withBody(operation, {}, broken)), `the body is JSON ${fault}`);
          },
        );
      },
    }),
    malformedCheck(scope, {
      name: 'json-object',
      title: 'A body that is JSON, but no object, is refused',
      operations: [name],
      sent: `${name} with a list, a number, a string or a boolean for a body`,
      expected: 'a refusal (4xx) of each',
      run: async (context) => {
        const plain = await context.send(withBody(operation, {}, NO_JSON));
        if (!isRefused(plain)) throw notRefused(plain);
        await forEachOf(context, NO_OBJECT, async (body) => {
          expectRefused(await context.send(withBody(operation, {}, body)), 'the body is no JSON object');
        });
      },
    }),
    errorFormCheck(scope, operation),
  ];
}

function isRefused({ status }: Answer): boolean {
  return status >= 400 && status < 500;
}

/** What accepts no JSON at all is told of by the operation's own check. */
function notRefused(answer: Answer): Skipped {
  const { service, operation } = answer.operation;
  return new Skipped(
    `a body that is no JSON was not refused (${describeAnswer(answer)}), see malformed/${service}/${operation}/body`,
  );
}

/** Asks of each value of a list, once. */
export function forEachOf<T extends Json>(
  context: CheckContext,
  values: readonly T[],
  question: (value: T) => Promise<void>,
): Promise<void> {
  const arbitraries = values.map((value) => context.fc.constant(value));
  return context.forEach(arbitraries, question, { cases: 1 });
}

/** What refuses a malformed body is often not what refuses an invalid member: its errors have to look the same. */
function errorFormCheck(scope: Scope, operation: OperationContract): Check {
  const name = operation.operation;
  return malformedCheck(scope, {
    name: 'error-form',
    title: 'The refusal of a malformed body has the form of an error',
    operations: [name],
    source: welcomePage(scope),
    sent: `${name} with a body that is no JSON`,
    expected:
      'a JSON object, an error code in x-amzn-ErrorType or in the body, and the status that the code is documented with',
    run: async (context) => {
      const answer = await context.send(withBody(operation, {}, NO_JSON));
      if (!isRefused(answer)) throw notRefused(answer);
      const problem = formProblem(answer, scope);
      if (problem !== undefined) throw deviation(answer, problem.expected, problem.observed);
    },
  });
}

function formProblem(
  answer: Answer,
  { contract }: Scope,
): { readonly expected: string; readonly observed: string } | undefined {
  const { status, error, json, exchange } = answer;
  const { headers, body } = exchange.response;
  if (!isObject(json)) {
    const observed =
      body === ''
        ? `${status} with an empty body`
        : `${status} with ${headers['content-type'] ?? 'a body without content type'}`;
    return { expected: 'a JSON object that describes the error', observed };
  }
  if (error?.code === undefined) {
    const expected = 'an error code in the header x-amzn-ErrorType, or as __type or code in the body';
    return { expected, observed: `${status} without a code` };
  }
  const known = contract.shapes.errors[error.code];
  if (known === undefined || known.status === status) return undefined;
  return { expected: `status ${known.status} for ${error.code}`, observed: `status ${status}` };
}

/** Per update: what is refused for one member has not changed another. */
export function unchangedChecks(scope: Scope): Check[] {
  return partsOf(scope).flatMap((part) => {
    const { resource, operation, binding } = part;
    const members = changeable(part);
    if (part.role !== 'update' || resource.get === undefined || members.length < 2) return [];
    const name = operation.operation;
    return [
      malformedCheck(scope, {
        name: `${name}/unchanged`,
        title: `${name} changes nothing when it is refused for a member of another JSON type`,
        operations: [name, resource.create?.operation ?? '', resource.get.operation],
        strength: 'inferred',
        source: welcomePage(scope),
        sent: `${name} with one valid member and one of another JSON type, then ${resource.get.operation}`,
        expected: `the ${resource.name} is as it was before`,
        run: (context) => askUnchanged(context, part, members, binding.input ?? 'arn'),
      }),
    ];
  });
}

/** Members that an update may change without any other: neither references nor members that depend on each other. */
function changeable({ resource, operation, binding }: Part): string[] {
  const apart = [binding.input ?? 'arn', ...referringMembers(resource), ...(resource.interdependent ?? [])];
  return bodyMembers(operation).filter((member) => !apart.includes(member));
}

async function askUnchanged(
  context: CheckContext,
  { resource, operation }: Part,
  members: readonly string[],
  named: string,
): Promise<void> {
  const { fc, generators, scope } = context;
  const get = resource.get;
  if (get === undefined) return;
  const all = Object.keys(operation.input.properties ?? {});
  const cases = fc
    .shuffledSubarray([...members], { minLength: 2, maxLength: 2 })
    .chain(([valid = '', wrong = '']) => {
      const omit = all.filter((member) => member !== valid && member !== named);
      const inputs = generators.inputFor(scope.contract, operation.operation, { omit, require: [valid] });
      // Several values, so that one of them is another than the resource has.
      const values = fc.array(
        inputs.map((input) => input[valid] ?? null),
        { minLength: 5, maxLength: 5 },
      );
      return fc.record({ values, valid: fc.constant(valid), wrong: fc.constant(wrong) });
    });
  await context.forAll(
    cases,
    async ({ values, valid, wrong }) => {
      const owned = await context.create(resource);
      const read = async () =>
        requireSuccess(await context.call(get.operation, { [get.input ?? 'arn']: owned.arn }));
      const before = objectAt(await read(), get.output ?? '');
      // Neither a string, a number, a boolean nor a list or a map of them is a list of lists.
      const value = values.find((each) => !equal(each, before[valid])) ?? null;
      const sent: JsonObject = { [named]: owned.arn, [valid]: value, [wrong]: [[1]] };
      const refusal = await context.send(bindRequest(operation, sent), sent);
      if (!isRefused(refusal)) throw new Skipped(`the update was not refused (${describeAnswer(refusal)})`);
      const answer = await context.call(get.operation, { [get.input ?? 'arn']: owned.arn });
      const after = objectAt(requireSuccess(answer), get.output ?? '');
      const changed = bodyMembers(operation).filter((member) => !equal(before[member], after[member]));
      if (changed.length === 0) return;
      throw new DeviationFound({
        expected: `the ${resource.name} as it was before the refused ${operation.operation}`,
        observed: `changed: ${changed.join(', ')}`,
        exchange: answer.exchange,
        after: refusal.exchange,
      });
    },
    { cases: 2 },
  );
}
