import type { Arbitrary } from 'fast-check';
import { headOf, membersOf } from '../../contract/schema/constraints.js';
import type { Json, JsonObject } from '../../contract/types.js';
import { type Answer, isObject } from '../../transport/http/answer.js';
import { bindRequest } from '../../transport/http/request.js';
import { asObject } from '../ask/exercise.js';
import { type Caller, callersOf } from '../ask/valid-request.js';
import { describeAnswer } from '../expect/expect.js';
import { Inconclusive } from '../expect/verdicts.js';
import { pruned, withoutReferences } from '../inputs/constraint-cases.js';
import type { Check, CheckContext, Scope } from '../types.js';
import {
  bodyMembers,
  deviation,
  isRefusedAsMalformed,
  leastInputs,
  malformedCheck,
  namingNothing,
} from './request.js';

/** Every member of every input that travels in a body: a JSON value of another type is refused. */
export function typeChecks(scope: Scope): Check[] {
  return callersOf(scope).flatMap((caller) => {
    const inBody = bodyMembers(caller.operation);
    return membersOf(scope.contract, caller.operation.input)
      .filter(({ member, schema }) => schema.type !== undefined && inBody.includes(headOf(member)))
      .filter(({ member }) => !member.endsWith('{key}'))
      .map(({ member, schema, isRequired }) => {
        const refusesNull = isRequired || /\[\]$|\{\}$/.test(member);
        return typeCheck(scope, caller, { member, type: schema.type ?? '', refusesNull });
      });
  });
}

/** A member whose type is asked about. */
interface Typed {
  readonly member: string;
  readonly type: string;
  /** An optional member that is null is absent; a required one, an entry of a list or a value of a map is not there to be null. */
  readonly refusesNull: boolean;
}

function typeCheck(scope: Scope, caller: Caller, typed: Typed): Check {
  const { operation } = caller.operation;
  const { member, type, refusesNull } = typed;
  return malformedCheck(scope, {
    name: `${operation}/type/${member}`,
    title: `${operation} refuses ${member} of another JSON type`,
    operations: [operation, ...caller.needs],
    member,
    strength: 'modelled',
    sent: `${operation} with ${member} as a JSON value that is no ${type}${refusesNull ? ', or null' : ''}`,
    expected: 'a refusal of the value: a 4xx such as SerializationException or ValidationException',
    run: (context) =>
      context.forEach(
        wrongInputs(context, caller, typed),
        async (value) => {
          const answer = await askWrongly(context, caller, member, asObject(value));
          if (answer.status === 403)
            throw new Inconclusive(`${operation} is not permitted: ${describeAnswer(answer)}`);
          if (isRefusedAsMalformed(answer, scope.contract.shapes.errors)) return;
          throw deviation(
            answer,
            `a refusal of the value (such as 400 ValidationException), because ${member} has to be ${article(type)}`,
          );
        },
        { cases: 2 },
      ),
  });
}

/** The least input, and one in which the member alone is wrong: first by a value that is easily taken for one of its type. */
function wrongInputs(
  context: CheckContext,
  caller: Caller,
  { member, refusesNull }: Typed,
): Arbitrary<JsonObject>[] {
  const { fc, generators, scope, isSparing } = context;
  const name = caller.operation.operation;
  const broken = generators
    .brokenFor(scope.contract, name)
    .find((each) => each.member === member && each.keyword === 'type');
  if (broken === undefined) throw new Error(`no value of another type is known for ${name} ${member}`);
  const wrong = refusesNull
    ? fc.oneof(
        { arbitrary: broken.arbitrary, weight: 3 },
        broken.arbitrary.map((value) => withNull(value, member.split(/\.|(?=\[\])|(?=\{\})/))),
      )
    : broken.arbitrary;
  const all = isSparing ? [wrong] : [...broken.near.map(({ arbitrary }) => arbitrary), wrong];
  const least = leastInputs(context, caller.operation);
  return all.map((each) => fc.record({ least, wrong: each }));
}

/**
 * The type is decided before anything is looked up, so an ARN that names nothing will do. Where the endpoint looks it up
 * first all the same, it is asked again with a real one.
 */
async function askWrongly(
  context: CheckContext,
  caller: Caller,
  member: string,
  { least, wrong }: JsonObject,
): Promise<Answer> {
  const { operation, target } = caller;
  const head = headOf(member);
  const alone = pruned(context.scope.contract, caller, { member }, asObject(wrong));
  const broken = withoutReferences(caller, { member }, alone)[head] ?? null;
  const input = { ...(await namingNothing(context, caller, asObject(least))), [head]: broken };
  const first = await context.send(bindRequest(operation, input), input);
  if (first.status !== 404 || target === undefined || head === target.member) return first;
  const call = await caller.prepare(context);
  return call({ [head]: broken });
}

/** The value with null at a path, in every entry of the lists and maps on the way. */
function withNull(value: Json, [step, ...rest]: readonly string[]): Json {
  if (step === undefined) return null;
  if (step === '[]') return Array.isArray(value) ? value.map((item) => withNull(item, rest)) : value;
  if (!isObject(value)) return value;
  if (step !== '{}') return { ...value, [step]: withNull(value[step] ?? null, rest) };
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withNull(one, rest)]));
}

function article(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}
