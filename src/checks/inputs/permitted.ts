/** What the model permits on purpose: values that are empty, and structures without their optional members. */
import type { Arbitrary } from 'fast-check';
import { rulesOfKind } from '../../contract/rules/rules.js';
import { headOf, type MemberSchema, membersOf } from '../../contract/schema/constraints.js';
import type { Json, JsonObject } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { asObject } from '../ask/exercise.js';
import { type Caller, callersOf } from '../ask/valid-request.js';
import { describeAnswer } from '../expect/expect.js';
import { DeviationFound, Skipped } from '../expect/verdicts.js';
import { sourceOf } from '../plan/scope.js';
import { existing, usedMembers } from '../plan/uses.js';
import type { Check, CheckContext, Kind, Scope } from '../types.js';
import { INVALID, isRefusedAsInvalid } from './constraint-cases.js';

/** Members whose least length is zero may be empty. */
export const emptyValue: Kind = {
  id: 'empty-value',
  title: 'Empty values',
  alike: { per: 'kind', count: 2 },
  plan: (scope) =>
    callersOf(scope).flatMap((caller) =>
      checkOf(caller, {
        kind: 'empty-value',
        title: 'accepts empty values where the model does',
        sent: 'is empty',
        says: 'may be empty',
        members: emptiable(scope, caller),
        value: ({ schema: { type } }) => (type === 'array' ? [] : type === 'object' ? {} : ''),
      }),
    ),
};

/** Structures may come without their optional members. */
export const optional: Kind = {
  id: 'optional',
  title: 'Optional members',
  alike: { per: 'kind', count: 1 },
  plan: (scope) =>
    callersOf(scope).flatMap((caller) =>
      checkOf(caller, {
        kind: 'optional',
        title: 'accepts structures without their optional members',
        sent: 'has no more than it needs',
        says: 'has optional members beside those that were sent',
        members: structures(scope, caller),
      }),
    ),
};

/** One of the two questions, for the members of one operation. */
interface Permission {
  readonly kind: string;
  readonly title: string;
  /** How each member is sent. */
  readonly sent: string;
  /** What holds of each member. */
  readonly says: string;
  readonly members: readonly MemberSchema[];
  /** What is sent there; without it, a structure has the members that it needs. */
  value?(member: MemberSchema): Json;
}

function checkOf(caller: Caller, permission: Permission): Check[] {
  const { kind, title, sent, says, members } = permission;
  const { operation } = caller;
  const name = operation.operation;
  if (members.length === 0) return [];
  return [
    {
      id: `${kind}/${operation.service}/${name}`,
      kind,
      title: `${name} ${title}`,
      service: operation.service,
      operations: [name, ...caller.needs],
      strength: 'modelled',
      source: sourceOf(operation),
      sent: `${name} in which one of these ${sent}: ${members.map(({ member }) => member).join(', ')}`,
      expected: `no ${INVALID} for that`,
      run: async (context) => {
        const call = await caller.prepare(context, 'accepted');
        // What some of the least input names was never there: an endpoint may call it invalid for that.
        if (caller.invents && isRefusedAsInvalid(await call({})))
          throw new Skipped(`${name} is refused as invalid because of what was never there`);
        const withExisting = await existing(context, caller.creates);
        await context.forEach(
          members.map((each) => inputs(context, caller, permission, each)),
          async (value) => {
            const member = String(value.member);
            const input = withExisting(asObject(value.input), member);
            expectAccepted(await call(input), member, says);
          },
          { cases: 1 },
        );
      },
    },
  ];
}

/**
 * Inputs with as little beside the member in question as makes a documented combination: members that decide together
 * with it may come along, and references are switched off, because what they would name is not there.
 */
function inputs(
  { generators, scope, fc }: CheckContext,
  { operation, creates, target }: Caller,
  permission: Permission,
  each: MemberSchema,
): Arbitrary<JsonObject> {
  const { member } = each;
  const { interdependent = [], references = [] } = creates ?? target?.resource ?? {};
  const head = headOf(member);
  const heads = interdependent.map(headOf);
  const kept = heads.includes(head) ? heads : [head];
  const { required = [] } = operation.input;
  const others = membersOf(scope.contract, operation.input).filter(
    ({ member: other, isRequired }) => !isRequired && isApart(other, member, kept),
  );
  const off = references.filter(({ member: reference }) => headOf(reference) === head);
  const values = new Map<string, Json>();
  for (const reference of off)
    if (reference.unset !== undefined) values.set(reference.member, reference.unset);
  if (permission.value !== undefined) values.set(member, permission.value(each));
  const drawn = generators.inputFor(scope.contract, operation.operation, {
    require: [member],
    omit: others.map(({ member: other }) => other),
    overrides: Object.fromEntries([...values].map(([path, value]) => [path, fc.constant(value)])),
  });
  const optionalPart = (input: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(input).filter(([name]) => name === head || !required.includes(name)));
  return fc.record({ member: fc.constant(member), input: drawn.map(optionalPart) });
}

/** Whether a member is neither kept at the top nor, where it is beside the one asked about, on the way to it. */
function isApart(member: string, asked: string, kept: readonly string[]): boolean {
  if (/^[^.[{]+$/.test(member)) return !kept.includes(member);
  const leads = asked === member || ['.', '[', '{'].some((next) => asked.startsWith(`${member}${next}`));
  return headOf(member) === headOf(asked) && /\.[^.[{]+$/.test(member) && !leads;
}

/** Tags are asked about by the tag checks, page tokens by the pagination checks. */
function emptiable(scope: Scope, { operation, creates }: Caller): MemberSchema[] {
  const stricter = rulesOfKind(scope.rules, 'allowed-values').map(({ member }) => `${member}[]`);
  // An entry that has to name another resource is incomplete with nothing beside what is empty.
  const apart = creates === undefined ? [] : usedMembers(creates);
  return membersOf(scope.contract, operation.input).filter(({ member, schema }) => {
    const head = headOf(member);
    if (head === 'tags' || head === operation.pagination?.inputToken) return false;
    if (apart.includes(head) && !creates?.uses?.some((use) => isBeside(member, use.member))) return false;
    if (operation.http.input[head]?.location !== undefined || stricter.includes(member)) return false;
    // An entry of a list that has but one member: no document says what one without it would be.
    if (/\[\]\.[^.[{]+$/.test(member) && isBare(scope, operation, member)) return false;
    const { pattern, minLength, minItems, minProperties } = schema;
    const isOpen = pattern === undefined || new RegExp(pattern, 'u').test('');
    return [minLength, minItems, minProperties].includes(0) && isOpen;
  });
}

/** Whether a member is within what holds the name of a used resource: that comes along. */
function isBeside(member: string, used: string): boolean {
  const holder = used.replace(/\.[^.]+$/, '');
  return holder !== used && member.startsWith(`${holder}.`);
}

function isBare(scope: Scope, { input }: Caller['operation'], member: string): boolean {
  const entry = member.replace(/\.[^.[{]+$/, '');
  const beside = membersOf(scope.contract, input).filter(({ member: other }) =>
    other.startsWith(`${entry}.`),
  );
  return beside.length === 1;
}

/** Structures inside the input that have optional members; an entry of a list only if it has several. */
function structures(scope: Scope, { operation, creates }: Caller): MemberSchema[] {
  // What names a bucket or other resources has rules of its own.
  const apart = creates === undefined ? [] : [...usedMembers(creates), headOf(creates.external ?? '')];
  return membersOf(scope.contract, operation.input).filter(({ member, schema }) => {
    const { properties = {}, required = [] } = schema;
    const members = Object.keys(properties).length;
    if (member === '' || members <= required.length || (member.endsWith('[]') && members === 1)) return false;
    return !apart.includes(headOf(member)) && !member.includes('{');
  });
}

function expectAccepted(answer: Answer, member: string, says: string): void {
  if (!isRefusedAsInvalid(answer)) return;
  throw new DeviationFound({
    expected: `no ${INVALID}, because ${member} ${says}`,
    observed: describeAnswer(answer),
    member,
    exchange: answer.exchange,
  });
}
