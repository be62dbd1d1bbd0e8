import { rulesOfKind } from '../../contract/rules/rules.js';
import { isEmpty } from '../../contract/schema/values.js';
import type { Json, JsonObject } from '../../contract/types.js';
import { type Answer, isObject } from '../../transport/http/answer.js';
import { type Exercise, exercisesOf } from '../ask/exercise.js';
import { type Call, type Caller, callersOf } from '../ask/valid-request.js';
import { differs } from '../expect/compare.js';
import { describeAnswer, equal, objectAt, requireSuccess, show } from '../expect/expect.js';
import { DeviationFound } from '../expect/verdicts.js';
import { type Part, partsOf, sourceOf, TAG_OPERATIONS } from '../plan/scope.js';
import type { Check, CheckContext, Kind, Scope } from '../types.js';

/** So often it is asked where few requests matter. */
const FEW = 2;

/** So often that what happens to every tenth request is noticed. */
const TIMES = 10;

/** What was answered once is answered the same again: an operation does not depend on how often it is called. */
export const repetition: Kind = {
  id: 'repetition',
  title: 'Repetition',
  alike: { per: 'kind', count: 1 },
  plan: (scope) => [
    ...callersOf(scope)
      .filter(({ creates }) => creates?.quota === undefined && creates?.uses === undefined)
      // What names somebody who was never there is refused each time, and shows nothing.
      .filter(({ invents }) => invents === undefined)
      // Where nothing goes on there is nothing to be found, each time: another refusal would look the same.
      .filter(({ operation }) => !isNotFoundWhereIdle(scope, operation.operation))
      .map((caller) => check(scope, caller)),
    ...exercisesOf(scope, true)
      .filter(({ operation, drives }) => operation.readonly && drives !== undefined)
      .map(checkInState),
  ],
};

/** So often a read is repeated, whatever the effort: of what every second answer lacks, one of two loses it. */
const READS = 3;

/** What a read shows of something that goes on, it still shows at once afterwards, whatever the value is by then. */
function checkInState(exercise: Exercise): Check {
  const { operation, needs, drives, sent } = exercise;
  return {
    id: `repetition/${operation.service}/${operation.operation}/${drives}`,
    kind: 'repetition',
    title: `${operation.operation} shows what it has shown a moment before`,
    service: operation.service,
    operations: [operation.operation, ...needs],
    strength: 'inferred',
    source: sourceOf(operation),
    ...(drives && { drives }),
    sent: `${sent}, ${READS} times`,
    expected: 'the members that the answer before had',
    run: async (context) => {
      let before = await exercise.ask(context, {});
      for (let read = 1; read < READS; read += 1) {
        requireSuccess(before);
        const answer = await context.send(before.exchange.request);
        const lost = lostIn(before.output, answer.succeeded ? answer.output : before.output, '');
        if (lost !== undefined) {
          throw new DeviationFound({
            expected: `${lost} is there, as a moment before`,
            observed: 'it is not there',
            member: lost,
            exchange: answer.exchange,
          });
        }
        before = answer;
      }
    },
  };
}

/** Path of a member that the first of two values has and the second one lacks. */
function lostIn(before: Json, after: Json | undefined, path: string): string | undefined {
  if (Array.isArray(before) && Array.isArray(after)) return lostInList(before, after, `${path}[]`);
  if (!isObject(before) || !isObject(after)) return undefined;
  for (const [name, value] of Object.entries(before)) {
    const at = path === '' ? name : `${path}.${name}`;
    if (isEmpty(value) || name === 'nextToken') continue;
    const lost = after[name] === undefined ? at : lostIn(value, after[name], at);
    if (lost !== undefined) return lost;
  }
  return undefined;
}

/** Entries of which nothing tells which of the others they were before are any of as many. */
function lostInList(before: readonly Json[], after: readonly Json[], path: string): string | undefined {
  for (const entry of before) {
    const names = isObject(entry) ? identifying(entry) : [];
    const others = after.filter((each) =>
      names.length === 0
        ? before.length === after.length
        : isObject(each) && isObject(entry) && names.every((name) => equal(entry[name], each[name])),
    );
    const lost = others.map((each) => lostIn(entry, each, path));
    if (lost.length > 0 && !lost.includes(undefined)) return lost[0];
  }
  return undefined;
}

/** Members that tell an entry from others. */
function identifying(entry: JsonObject): string[] {
  return Object.keys(entry).filter((name) =>
    /^(?:streamId|sessionId|participantId|arn|eventTime)$/.test(name),
  );
}

function isNotFoundWhereIdle(scope: Scope, name: string): boolean {
  const rules = rulesOfKind(scope.rules, 'idle').filter(({ operations }) => operations.includes(name));
  return rules.some(({ accept = [] }) => accept.includes('ResourceNotFoundException'));
}

function check(scope: Scope, caller: Caller): Check {
  const { operation, needs } = caller;
  const part = partsOf(scope).find((each) => each.operation === operation);
  return {
    id: `repetition/${operation.service}/${operation.operation}`,
    kind: 'repetition',
    title: `${operation.operation} answers ${TIMES} like requests alike`,
    service: operation.service,
    operations: [operation.operation, ...needs],
    strength: 'inferred',
    source: sourceOf(operation),
    sent: `${operation.operation} ${TIMES} times with the least valid input${takesTurns(caller) ? ', for one of two resources in turn' : ''}`,
    expected: `the same status and error each time${part?.role === 'get' ? ', and of each resource the same members' : ''}`,
    run: (context) => ask(context, caller, part),
  };
}

/** Reads of a resource: of two in turn, so that an answer meant for another request is noticed. */
function takesTurns({ operation, target }: Caller): boolean {
  return operation.readonly && target !== undefined;
}

/** What is gone cannot be removed again, and a parent may have room for one only. */
function isSpent(part: Part | undefined): boolean {
  return part?.role === 'delete';
}

async function ask(context: CheckContext, caller: Caller, part: Part | undefined): Promise<void> {
  const calls: Call[] = [await caller.prepare(context, 'accepted')];
  if (takesTurns(caller) && !context.isSparing) calls.push(await caller.prepare(context, 'accepted'));
  const first: Answer[] = [];
  for (let time = 0; time < (context.isSparing ? FEW : TIMES); time += 1) {
    const turn = time % calls.length;
    const call = isSpent(part) ? await caller.prepare(context, 'accepted') : calls[turn];
    const answer = await call?.({});
    const before = first[turn];
    if (answer === undefined) continue;
    if (before === undefined) {
      // What others have made at this moment may stand in the way, and may be gone at the next call.
      if (caller.creates !== undefined) requireSuccess(answer);
      first[turn] = answer;
    } else expectSame(part, before, answer, time + 1);
  }
}

function expectSame(part: Part | undefined, before: Answer, answer: Answer, time: number): void {
  const isSame = before.status === answer.status && before.error?.code === answer.error?.code;
  if (!isSame) {
    throw new DeviationFound({
      expected: `${describeAnswer(before)}, as when it was asked first`,
      observed: `${describeAnswer(answer)} at call ${time}`,
      exchange: answer.exchange,
    });
  }
  const difference = differing(part, before.output, answer.output, answer.operation.operation);
  if (difference === undefined) return;
  const { member, expected, observed } = difference;
  throw new DeviationFound({
    expected: `${member} is ${expected}, as when it was asked first`,
    observed: `${member} is ${observed} at call ${time}`,
    member,
    exchange: answer.exchange,
  });
}

/** What is shown of one resource stays the same; lists change with everything that others do. */
function differing(
  part: Part | undefined,
  before: JsonObject,
  after: JsonObject,
  operation: string,
): { member: string; expected: string; observed: string } | undefined {
  if (operation === TAG_OPERATIONS.list && !equal(before.tags, after.tags))
    return { member: 'tags', expected: show(before.tags), observed: show(after.tags) };
  if (part?.role !== 'get') return undefined;
  const output = part.binding.output ?? '';
  const [first, now] = [objectAt(before, output), objectAt(after, output)];
  const name = differs(part.resource, first, now);
  if (name === undefined) return undefined;
  return { member: `${output}.${name}`, expected: show(first[name]), observed: show(now[name]) };
}
