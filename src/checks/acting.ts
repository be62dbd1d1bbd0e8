import { resolve } from '../contract/load.js';
import type { ActionRule } from '../contract/rules.js';
import { rulesOfKind } from '../contract/rules.js';
import { TIMESTAMP_PATTERN } from '../contract/timestamp.js';
import type { Json, JsonObject } from '../contract/types.js';
import { leastInputOf } from './action.js';
import { at, equal, expectMember, expectRefusal, requireSuccess, show, stringAt } from './expect.js';
import { leastInState, needsInState } from './in-state.js';
import { SharedFixture } from './loan.js';
import { ruleCheck } from './rule-check.js';
import { type Action, actionsOf } from './scope.js';
import { lookedAt, STATES } from './states.js';
import type { Check, Kind, Scope } from './types.js';
import { DeviationFound } from './verdicts.js';

const TIMESTAMP = new RegExp(TIMESTAMP_PATTERN, 'u');
/** How far ahead of now a time is that a request gives, in milliseconds. */
const AHEAD_MS = 60_000;
/** Letters of a text that a request gives, where the contract sets no limit. */
const OWN_LENGTH = 12;

/** How operations that act on a resource answer to what a request gives, or leaves out. */
export const acting: Kind = {
  id: 'action',
  title: 'Actions on resources',
  plan: (scope) =>
    rulesOfKind(scope.rules, 'action').flatMap((rule) =>
      actionsOf(scope)
        .filter(({ operation }) => operation.operation === rule.operations[0])
        .map((action) => check(scope, rule, action)),
    ),
};

/** How one aspect is asked: parts of its check. */
type Question = Pick<Check, 'title' | 'sent' | 'expected' | 'run'> & Partial<Pick<Check, 'member'>>;

function check(scope: Scope, rule: ActionRule, each: Action): Check {
  const { action, operation } = each;
  const name = operation.operation;
  const { title, sent, ...question } = QUESTIONS[rule.aspect](each, rule);
  return ruleCheck(scope, rule, '', {
    operations: [name, ...needsInState(scope, each, action.state)],
    ...(action.state === undefined ? {} : { drives: STATES[action.state].drives }),
    title: `${name} ${title}`,
    member: rule.shown ?? rule.member,
    sent: `${name} ${sent}`,
    ...question,
  });
}

const QUESTIONS: { readonly [aspect in ActionRule['aspect']]: (each: Action, rule: ActionRule) => Question } =
  { given, made, needs };

function given(each: Action, { member, shown = member }: ActionRule): Question {
  return {
    title: `shows the ${member} that it is given`,
    sent: `with ${member}, for ${named(each)}`,
    expected: `the same as ${shown}`,
    run: async (context) => {
      const least = await context.lend(ready(each));
      const sent = least[member] ?? valueToGive(context.scope, each, member, least);
      const answer = await context.call(each.operation.operation, { ...least, [member]: sent });
      const seen = at(requireSuccess(answer), shown);
      if (isSameTime(seen, sent)) return;
      expectMember(answer, shown, seen, sent, { because: 'the request gave it' });
    },
  };
}

function made(each: Action, { member, shown = member }: ActionRule): Question {
  return {
    title: `makes a new ${shown} each time`,
    sent: `twice without ${member}, for ${named(each)}`,
    expected: `another ${shown} each time`,
    run: async (context) => {
      const least = await context.lend(ready(each));
      const ask = () => context.call(each.operation.operation, least);
      const first = at(requireSuccess(await ask()), shown);
      const answer = await ask();
      const second = at(requireSuccess(answer), shown);
      if (second !== undefined && !equal(second, first)) return;
      throw new DeviationFound({
        expected: `${shown} differs from that of the call before`,
        observed: `${show(first)} twice`,
        member: shown,
        exchange: answer.exchange,
      });
    },
  };
}

function needs({ resource, action, operation }: Action, { member }: ActionRule): Question {
  const what = `a ${resource.name} without ${member}`;
  return {
    title: `refuses ${what}`,
    ...(action.member === undefined ? {} : { member: action.member }),
    sent: `for ${what}${stateOf(action)}`,
    expected: 'a refusal (4xx); no source names the error',
    run: async (context) => {
      const { arn } = await (action.state === undefined
        ? context.fixture(resource)
        : context.lend(lookedAt(resource, action.state)).then(({ owned }) => owned));
      const answer = await context.call(operation.operation, leastInputOf(action, arn));
      expectRefusal(answer, `it is ${what}`);
    },
  };
}

/** The resource that is acted on, in words. */
function named({ resource, action }: Action): string {
  const uses = (action.uses ?? []).map((path) => ` with ${path}`).join(' and');
  return `a ${resource.name}${uses}${stateOf(action)}`;
}

function stateOf({ state }: Action['action']): string {
  return state === undefined ? '' : ` that is ${state}`;
}

const loans = new WeakMap<Action, SharedFixture<JsonObject>>();

/** The least input of an action for a resource that is ready for it; what is answered to it does not depend on others. */
function ready(each: Action): SharedFixture<JsonObject> {
  const loan =
    loans.get(each) ?? new SharedFixture((context) => leastInState(context, each, each.action.state));
  loans.set(each, loan);
  return loan;
}

/** A value that nobody else gives: a time that lies ahead, or text from the end of the ARN, as long as it may get. */
function valueToGive(scope: Scope, { action, operation }: Action, member: string, least: JsonObject): string {
  const schema = resolve(scope.contract, operation.input.properties?.[member] ?? {});
  if (schema.pattern === TIMESTAMP_PATTERN)
    return new Date(Math.ceil(Date.now() / 1_000) * 1_000 + AHEAD_MS).toISOString();
  const arn = stringAt(least, action.member ?? '') ?? '';
  return arn.replaceAll(/[^a-zA-Z0-9]/g, '').slice(-(schema.maxLength ?? OWN_LENGTH));
}

/** Whether two texts are the same point in time, however they write it. */
function isSameTime(seen: Json | undefined, sent: Json): boolean {
  const times = [seen, sent].map((each) =>
    typeof each === 'string' && TIMESTAMP.test(each) ? Date.parse(each) : Number.NaN,
  );
  return times[0] === times[1];
}
