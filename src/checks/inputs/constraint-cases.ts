import type { Arbitrary } from 'fast-check';
import { resolve } from '../../contract/load.js';
import { type ResourceUse, resourceNamed } from '../../contract/resources.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import type { Constraint } from '../../contract/schema/constraints.js';
import { headOf } from '../../contract/schema/constraints.js';
import type { Contract, Json, JsonObject, Schema } from '../../contract/types.js';
import { type Answer, isObject } from '../../transport/http/answer.js';
import { asObject } from '../ask/exercise.js';
import type { Caller } from '../ask/valid-request.js';
import { at, withMember } from '../expect/expect.js';
import { usesOf, variantWith, withChanged } from '../plan/uses.js';
import type { CheckContext, Scope } from '../types.js';

/** Code by which an operation refuses an input that breaks a constraint. */
export const INVALID = 'ValidationException';

/**
 * Whether a value on the limit is known to be valid: a token has to be one that was issued, a bucket and what a
 * reference names have to exist, and what a rule restricts further may be refused for that.
 */
export function isLimitAccepted(scope: Scope, caller: Caller, { member, keyword }: Constraint): boolean {
  if (caller.invents !== undefined) return false;
  if (keyword === 'enum') return true;
  const { operation, creates } = caller;
  if (member === operation.pagination?.inputToken) return false;
  if (isReference(caller, member)) return operation.errors.includes('ResourceNotFoundException');
  const uses = creates === undefined ? [] : usesOf(creates, variantWith(creates, member));
  if (uses.length > 0 && !isSettledWithin(uses, member)) return false;
  if (creates?.external !== undefined && member.startsWith(headOf(creates.external))) return false;
  return !rulesOfKind(scope.rules, 'allowed-values').some((rule) => member.startsWith(`${rule.member}[]`));
}

/**
 * Whether a value on the limit can at least be compared with another one: of what neither names, sources do not say what
 * an endpoint answers, but by the length alone it has no reason to call one of the two invalid.
 */
export function isLimitComparable(caller: Caller, { member, keyword }: Constraint): boolean {
  if (!keyword.endsWith('Length')) return false;
  if (member === caller.creates?.external) return true;
  const { invents, target, beside = [] } = caller;
  return (
    invents !== undefined &&
    [...invents, ...[target, ...beside].map((named) => named?.member)].includes(member)
  );
}

/** Whether a member is the ARN of another resource than the one that the operation acts on. */
function isReference({ creates, target }: Caller, member: string): boolean {
  const { references = [] } = creates ?? target?.resource ?? {};
  const uses = creates === undefined ? [] : usesOf(creates, variantWith(creates, member));
  return [...references, ...uses].some((each) => each.member === member);
}

/** Whether a value on the limit is an ARN that names nothing: it is well-formed, but what it names is not found. */
export function namesNothing(caller: Caller, { member }: Constraint): boolean {
  return member === caller.target?.member || isReference(caller, member);
}

/**
 * Of what holds the members that name used resources, only what stands beside these is known to be valid on its limit:
 * their number, and further ones, depend on each other.
 */
function isSettledWithin(all: readonly ResourceUse[], member: string): boolean {
  const uses = all.map((use) => use.member);
  if (!uses.some((use) => headOf(use) === headOf(member))) return true;
  if (uses.some((use) => use.startsWith(member))) return false;
  const holder = member.slice(0, member.lastIndexOf('.'));
  return uses.some((use) => use.startsWith(`${holder}.`) || member.startsWith(`${holderOf(use)}.`));
}

/**
 * The ARNs that a constraint is about, in the account and region and of the type that they have to be: by any of these,
 * an endpoint might take them for invalid, or for somebody else's, whatever their length.
 */
export async function ofOwnKind(
  context: CheckContext,
  caller: Caller,
  { member, keyword }: Constraint,
  input: JsonObject,
): Promise<JsonObject> {
  const unknown = keyword === 'maxLength' ? await unknownFor(context, caller, member) : undefined;
  return unknown === undefined
    ? input
    : withChanged(input, member, ({ length }) => unknown.padEnd(length, '0'));
}

/** A well-formed ARN that names nothing, of the resource that a member names; undefined where it names none. */
export async function unknownFor(
  context: CheckContext,
  { creates, target, beside = [] }: Caller,
  member: string,
): Promise<string | undefined> {
  if (member === target?.member) return context.unknownArn(target.resource);
  const { references = [] } = creates ?? target?.resource ?? {};
  const uses = creates === undefined ? [] : usesOf(creates, variantWith(creates, member));
  const named: ResourceUse | undefined = [...beside, ...references, ...uses].find(
    (each) => each.member === member,
  );
  if (named === undefined) return undefined;
  const there = named.other === undefined ? context : context.of(named.other.service);
  return there.unknownArn(resourceNamed(there.scope.resources, named.resource));
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

/** Whether both are of the same constraint. */
export function isSame(
  one: { readonly member: string; readonly keyword: string },
  other: { readonly member: string; readonly keyword: string },
): boolean {
  return one.member === other.member && one.keyword === other.keyword;
}

/** Of a whole input, the member that the constraint is about, without what need not be sent in it. */
export function sentMembers(
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

/** What is at a path, in every entry of the lists on the way. */
export function valuesAt(value: Json | undefined, [step, ...rest]: readonly string[]): Json[] {
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
  const uses = resource === undefined ? [] : usesOf(resource, variantWith(resource, each.member));
  const used = uses.map(({ member }) => holderOf(member).replaceAll('[]', '.[]'));
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
