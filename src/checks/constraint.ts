import type { Arbitrary } from 'fast-check';
import { type Constraint, constraintsOf } from '../contract/constraints.js';
import { resolve } from '../contract/load.js';
import { rulesOfKind } from '../contract/rules.js';
import type { Contract, Json, JsonObject, OperationContract, Schema } from '../contract/types.js';
import { type Answer, isObject } from '../transport/answer.js';
import { type Caller, callersOf } from './caller.js';
import { asObject } from './exercise.js';
import { at, describeAnswer, expectError, withMember } from './expect.js';
import { sourceOf } from './scope.js';
import type { Check, CheckContext, Kind, Scope } from './types.js';
import { DeviationFound, Skipped } from './verdicts.js';

const CODE = 'ValidationException';

/**
 * Every constraint of every input member: broken alone it is refused with a ValidationException, and a value on
 * the limit is not.
 */
export const constraint: Kind = {
  id: 'constraint',
  title: 'Input constraints',
  plan: (scope) =>
    callersOf(scope).flatMap((caller) =>
      constraintsOf(scope.contract, caller.operation.input)
        .filter((each, _, all) => isAskable(caller.operation, each, all))
        .map((each) => check(scope, caller, each)),
    ),
};

/**
 * An empty member in the URI makes another path, so its absence cannot be asked; neither can a least length that
 * nothing falls below without breaking the pattern as well.
 */
function isAskable({ http }: OperationContract, each: Constraint, all: readonly Constraint[]): boolean {
  const { member, keyword, value } = each;
  const inPath = http.input[member]?.location === 'uri';
  if (inPath && (keyword === 'required' || keyword === 'minLength')) return false;
  const pattern = all.find((other) => other.member === member && other.keyword === 'pattern');
  return !(
    keyword === 'minLength' &&
    value === 1 &&
    pattern &&
    !new RegExp(String(pattern.value), 'u').test('')
  );
}

function check(scope: Scope, caller: Caller, each: Constraint): Check {
  const { operation } = caller;
  const limit = describeConstraint(each);
  const inside = limitIsAccepted(scope, caller, each);
  return {
    id: `constraint/${operation.service}/${operation.operation}/${each.member}/${each.keyword}`,
    kind: 'constraint',
    title: `${operation.operation} enforces: ${each.member} ${limit}`,
    service: operation.service,
    operations: [operation.operation, ...caller.needs],
    member: each.member,
    strength: 'modelled',
    source: sourceOf(operation),
    sent: `${operation.operation} with only this constraint broken${inside ? ', and with values on the limit' : ''}`,
    expected: `400 ${CODE}${inside ? ' for the former, not for the latter' : ''}`,
    run: async (context) => {
      const call = await caller.prepare(context);
      const head = each.member.split(/[.[{]/)[0] ?? '';
      await context.forEach(casesOf(context, caller, each, inside), async (value) => {
        const { valid, whole, input } = asObject(value);
        const kept = whole === true ? asObject(input) : pruned(scope.contract, caller, each, asObject(input));
        const sent = withoutReferences(caller, each, kept);
        const answer = await call(whole === true ? sent : { [head]: sent[head] });
        if (valid === true) expectAccepted(answer, each, limit);
        else expectBroken(answer, each, limit);
      });
    },
  };
}

/**
 * Whether a value on the limit is known to be valid: a token has to be one that was issued, a bucket and what a
 * reference names have to exist, and what a rule restricts further may be refused for that.
 */
function limitIsAccepted(scope: Scope, caller: Caller, { member }: Constraint): boolean {
  const { operation, creates } = caller;
  if (member === operation.pagination?.inputToken) return false;
  const references = (creates ?? caller.target?.resource)?.references ?? [];
  const isReference = references.some((reference) => reference.member === member);
  if (isReference && !operation.errors.includes('ResourceNotFoundException')) return false;
  if (creates?.external !== undefined && member.startsWith(creates.external.split('.')[0] ?? ''))
    return false;
  return !rulesOfKind(scope.rules, 'allowed-values').some((rule) => member.startsWith(`${rule.member}[]`));
}

/** References to other resources are switched off beside the member that is asked about: what they name is not there. */
function withoutReferences({ creates, target }: Caller, each: Constraint, input: JsonObject): JsonObject {
  const references = (creates ?? target?.resource)?.references ?? [];
  return references
    .filter(
      ({ member, unset }) => unset !== undefined && member !== each.member && at(input, member) !== undefined,
    )
    .reduce((whole, { member, unset = '' }) => withMember(whole, member, unset), input);
}

/** Broken values come first: they are what a constraint is there for. */
function casesOf(
  context: CheckContext,
  caller: Caller,
  each: Constraint,
  inside: boolean,
): Arbitrary<JsonObject>[] {
  const { generators, scope, fc } = context;
  const { operation } = caller;
  const same = (other: { member: string; keyword: string }) =>
    other.member === each.member && other.keyword === each.keyword;
  const label = (valid: boolean, arbitrary: Arbitrary<Json>, whole = false): Arbitrary<JsonObject> =>
    fc.record({ valid: fc.constant(valid), whole: fc.constant(whole), input: arbitrary });
  const boundaries = generators.boundariesFor(scope.contract, operation.operation).filter(same);
  const broken = generators.brokenFor(scope.contract, operation.operation).filter(same);
  if (broken.length === 0)
    throw new Skipped('no value breaks this constraint without breaking another as well');
  return [
    ...broken.map(({ arbitrary }) => label(false, arbitrary)),
    ...boundaries.map((boundary) => label(false, boundary.outside)),
    ...(inside ? boundaries.map((boundary) => label(true, boundary.inside)) : []),
    ...enumerated(context, caller, each).map((arbitrary) => label(true, arbitrary, true)),
  ];
}

/** For an enum, valid inputs with each of its values: some go with certain other members only, so inputs are whole. */
function enumerated(
  context: CheckContext,
  { operation, target }: Caller,
  each: Constraint,
): Arbitrary<JsonObject>[] {
  if (each.keyword !== 'enum' || !Array.isArray(each.value)) return [];
  const { generators, scope } = context;
  const omit = target === undefined ? [] : [target.member];
  const inputs = generators.inputFor(scope.contract, operation.operation, { require: [each.member], omit });
  const path = each.member.split(/\.|(?=\[\])/);
  return each.value.map((value) => inputs.filter((input) => valuesAt(input, path).includes(value)));
}

function valuesAt(value: Json | undefined, [step, ...rest]: readonly string[]): Json[] {
  if (value === undefined) return [];
  if (step === undefined) return [value];
  if (step === '[]') return Array.isArray(value) ? value.flatMap((item) => valuesAt(item, rest)) : [];
  return isObject(value) ? valuesAt(value[step], rest) : [];
}

/**
 * The input without optional members beside the one that is asked about, and those that decide together with it: what
 * is valid by the schema alone may contradict a rule between members.
 */
function pruned(
  contract: Contract,
  { operation, creates, target }: Caller,
  each: Constraint,
  input: JsonObject,
): JsonObject {
  const path = each.member.split(/\.|(?=\[\])|(?=\{)/);
  const kept = (creates ?? target?.resource)?.interdependent ?? [];
  return asObject(prune({ contract, kept }, operation.input, [], path, input));
}

/** What is not pruned besides: members that decide together, by their paths, stay together. */
interface Pruning {
  readonly contract: Contract;
  readonly kept: readonly string[];
}

function prune(
  pruning: Pruning,
  unresolved: Schema,
  above: readonly string[],
  path: readonly string[],
  value: Json,
): Json {
  const schema = resolve(pruning.contract, unresolved);
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (head === '[]' && Array.isArray(value)) {
    const items = schema.items;
    return items === undefined
      ? value
      : value.map((item) => prune(pruning, items, [...above, head], rest, item));
  }
  if (!isObject(value) || schema.properties === undefined) return value;
  const isKept = (name: string) =>
    name === head || schema.required?.includes(name) || pruning.kept.includes([...above, name].join('.'));
  const kept = Object.entries(value).filter(([name]) => isKept(name));
  const next = schema.properties[head];
  return Object.fromEntries(
    kept.map(([name, member]) => [
      name,
      name === head && next ? prune(pruning, next, [...above, head], rest, member) : member,
    ]),
  );
}

function expectBroken(answer: Answer, each: Constraint, limit: string): void {
  try {
    expectError(answer, CODE, 400, `${each.member} ${limit}`);
  } catch (error) {
    throw error instanceof DeviationFound
      ? new DeviationFound({ ...error.finding, member: each.member })
      : error;
  }
}

function expectAccepted(answer: Answer, each: Constraint, limit: string): void {
  const refused = answer.error?.code === undefined ? answer.status === 400 : answer.error.code === CODE;
  if (!refused) return;
  throw new DeviationFound({
    expected: `no ${CODE}, because ${each.member} ${limit} and the value is on the limit`,
    observed: describeAnswer(answer),
    member: each.member,
    exchange: answer.exchange,
  });
}

/** A constraint in words that follow the member's name. */
function describeConstraint({ keyword, value }: Constraint): string {
  switch (keyword) {
    case 'required':
      return 'is required';
    case 'enum':
      return `has to be one of ${Array.isArray(value) ? value.join(', ') : String(value)}`;
    case 'pattern':
      return `has to match ${String(value)}`;
    case 'minLength':
      return `has to have at least ${value} characters`;
    case 'maxLength':
      return `may have at most ${value} characters`;
    case 'minimum':
      return `has to be at least ${value}`;
    case 'maximum':
      return `may be at most ${value}`;
    case 'minItems':
    case 'minProperties':
      return `has to have at least ${value} entries`;
    case 'maxItems':
    case 'maxProperties':
      return `may have at most ${value} entries`;
  }
}
