import type { Arbitrary } from 'fast-check';
import type { Constraint } from '../contract/constraints.js';
import { resolve } from '../contract/load.js';
import type { Resource } from '../contract/resources.js';
import { rulesOfKind } from '../contract/rules.js';
import type { Contract, Json, JsonObject, Schema } from '../contract/types.js';
import { type Answer, isObject } from '../transport/answer.js';
import type { Caller } from './caller.js';
import { asObject } from './exercise.js';
import { at, withMember } from './expect.js';
import type { CheckContext, Scope } from './types.js';
import { headOf } from './uses.js';
import { Skipped } from './verdicts.js';

/** Code by which an operation refuses an input that breaks a constraint. */
export const INVALID = 'ValidationException';

/**
 * Whether a value on the limit is known to be valid: a token has to be one that was issued, a bucket and what a
 * reference names have to exist, and what a rule restricts further may be refused for that.
 */
export function isLimitAccepted(scope: Scope, caller: Caller, { member, keyword }: Constraint): boolean {
  if (caller.invents) return false;
  if (keyword === 'enum') return true;
  const { operation, creates } = caller;
  if (member === operation.pagination?.inputToken) return false;
  const references = (creates ?? caller.target?.resource)?.references ?? [];
  const isReference = references.some((reference) => reference.member === member);
  if (isReference && !operation.errors.includes('ResourceNotFoundException')) return false;
  if (creates?.uses !== undefined && !isSettledWithinUses(creates, member)) return false;
  if (creates?.external !== undefined && member.startsWith(headOf(creates.external))) return false;
  return !rulesOfKind(scope.rules, 'allowed-values').some((rule) => member.startsWith(`${rule.member}[]`));
}

/**
 * Of what holds the members that name used resources, only what stands beside these is known to be valid on its limit:
 * their number, and further ones, depend on each other.
 */
function isSettledWithinUses(resource: Resource, member: string): boolean {
  const uses = (resource.uses ?? []).map((use) => use.member);
  if (!uses.some((use) => headOf(use) === headOf(member))) return true;
  if (uses.some((use) => use.startsWith(member))) return false;
  const holder = member.slice(0, member.lastIndexOf('.'));
  return uses.some((use) => use.startsWith(`${holder}.`) || member.startsWith(`${holderOf(use)}.`));
}

function holderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

/** References to other resources are switched off beside the member that is asked about: what they name is not there. */
export function withoutReferences(
  { creates, target }: Caller,
  each: Pick<Constraint, 'member'>,
  input: JsonObject,
): JsonObject {
  const references = (creates ?? target?.resource)?.references ?? [];
  return references
    .filter(
      ({ member, unset }) => unset !== undefined && member !== each.member && at(input, member) !== undefined,
    )
    .reduce((whole, { member, unset = '' }) => withMember(whole, member, unset), input);
}

/** Inputs that break the constraint and nothing else: one arbitrary for each way. */
export function refusedCases(
  context: CheckContext,
  caller: Caller,
  each: Constraint,
): Arbitrary<JsonObject>[] {
  const { generators, scope, isSparing } = context;
  const name = caller.operation.operation;
  const broken = generators.brokenFor(scope.contract, name).filter((other) => isSame(other, each));
  if (broken.length === 0)
    throw new Skipped('no value breaks this constraint without breaking another as well');
  const outside = generators.boundariesFor(scope.contract, name).filter((other) => isSame(other, each));
  const beyond = broken.map(({ arbitrary }) => arbitrary);
  const next = outside.map((boundary) => boundary.outside);
  // What is one beyond the limit is refused last: if few requests are to tell, it tells most.
  const chosen = isSparing && next.length > 0 ? next : [...beyond, ...next];
  return chosen.map((input) => input.map((value) => sentMembers(context, caller, each, asObject(value))));
}

/** Whether the answer says that the input is invalid; one that is refused for another reason had a valid input. */
export function isRefusedAsInvalid({ error, status }: Answer): boolean {
  return error?.code === undefined ? status === 400 : error.code === INVALID;
}

/** Inputs that satisfy the constraint: with values on the limit, and with each value of an enum. */
export function acceptedCases(
  context: CheckContext,
  caller: Caller,
  each: Constraint,
): Arbitrary<JsonObject>[] {
  const { generators, scope } = context;
  const limits = generators
    .boundariesFor(scope.contract, caller.operation.operation)
    .filter((other) => isSame(other, each))
    .map(({ inside }) => inside.map((value) => sentMembers(context, caller, each, asObject(value))));
  const { interdependent = [] } = caller.creates ?? caller.target?.resource ?? {};
  const head = headOf(each.member);
  // Some values go with certain other members only: those within the same member stay, and all that decide together.
  const values = enumerated(context, caller, each).map((input) =>
    input.map((value): JsonObject => {
      const sent = withoutReferences(caller, each, value);
      return interdependent.includes(head) ? sent : { [head]: sent[head] ?? null };
    }),
  );
  return [...limits, ...values];
}

function isSame(
  one: { readonly member: string; readonly keyword: string },
  other: { readonly member: string; readonly keyword: string },
): boolean {
  return one.member === other.member && one.keyword === other.keyword;
}

/** Of a whole input, the member that the constraint is about, without what need not be sent in it. */
function sentMembers(
  { scope }: CheckContext,
  caller: Caller,
  each: Constraint,
  input: JsonObject,
): JsonObject {
  const head = headOf(each.member);
  const sent = withoutReferences(caller, each, pruned(scope.contract, caller, each, input));
  // A required member that is left out has to be seen to be: what is absent here replaces what the least input has.
  return head in sent ? { [head]: sent[head] ?? null } : {};
}

/** For an enum, valid inputs with each of its values, whole, because some go with certain other members only. */
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
export function pruned(
  contract: Contract,
  { operation, creates, target }: Caller,
  each: Pick<Constraint, 'member'>,
  input: JsonObject,
): JsonObject {
  const path = each.member.split(/\.|(?=\[\])|(?=\{)/);
  const resource = creates ?? target?.resource;
  const used = (resource?.uses ?? []).map(({ member }) => holderOf(member).replaceAll('[]', '.[]'));
  const kept = [...(resource?.interdependent ?? []), ...used];
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
