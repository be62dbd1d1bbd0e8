/** What the model permits on purpose: values that are empty, and structures without their optional members. */
import type { Arbitrary } from 'fast-check';
import { type MemberSchema, membersOf } from '../contract/constraints.js';
import { rulesOfKind } from '../contract/rules.js';
import type { Json, JsonObject } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';
import { type Caller, callersOf } from './caller.js';
import { asObject } from './exercise.js';
import { describeAnswer } from './expect.js';
import { sourceOf } from './scope.js';
import type { Check, CheckContext, Kind, Scope } from './types.js';
import { DeviationFound } from './verdicts.js';

const CODE = 'ValidationException';

/** Members whose least length is zero may be empty. */
export const emptyValue: Kind = {
  id: 'empty-value',
  title: 'Empty values',
  plan: (scope) =>
    callersOf(scope).flatMap((caller) =>
      checkOf(caller, {
        kind: 'empty-value',
        title: 'accepts empty values where the model does',
        says: 'may be empty',
        members: emptiable(scope, caller),
        options: ({ member, schema }) => ({
          require: [member],
          overrides: { [member]: emptyOf(schema.type) },
        }),
      }),
    ),
};

/** Structures may come without any one of their optional members. */
export const optional: Kind = {
  id: 'optional',
  title: 'Optional members',
  plan: (scope) =>
    callersOf(scope).flatMap((caller) =>
      checkOf(caller, {
        kind: 'optional',
        title: 'accepts structures without one of their optional members',
        says: 'is optional',
        members: optionals(scope, caller),
        options: ({ member }) => ({ require: [member.replace(/\.[^.]+$/, '')], omit: [member] }),
      }),
    ),
};

/** One of the two questions, for the members of one operation. */
interface Permission {
  readonly kind: string;
  readonly title: string;
  /** What holds of each member. */
  readonly says: string;
  readonly members: readonly MemberSchema[];
  options(member: MemberSchema): {
    require: string[];
    omit?: string[];
    overrides?: { [member: string]: Json };
  };
}

function checkOf(caller: Caller, permission: Permission): Check[] {
  const { kind, title, says, members } = permission;
  const { operation } = caller;
  const name = operation.operation;
  const list = members.map(({ member }) => member).join(', ');
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
      sent: `${name} in which one of these ${says.replace(/^is optional/, 'is left out').replace(/^may be/, 'is')}: ${list}`,
      expected: `no ${CODE} for that`,
      run: async (context) => {
        const call = await caller.prepare(context);
        await context.forEach(
          members.map((each) => inputs(context, caller, permission, each)),
          async ({ member, input }) => {
            expectAccepted(await call(asObject(input)), String(member), says);
          },
          { cases: 1 },
        );
      },
    },
  ];
}

/**
 * Inputs with as little beside the member in question as makes a documented combination: members that decide together
 * with others stay, and references are switched off, because what they would name is not there.
 */
function inputs(
  { generators, scope, fc }: CheckContext,
  { operation, creates, target }: Caller,
  permission: Permission,
  each: MemberSchema,
): Arbitrary<JsonObject> {
  const { overrides = {}, omit = [], require } = permission.options(each);
  const { interdependent = [], references = [] } = creates ?? target?.resource ?? {};
  const head = headOf(each.member);
  const kept = [head, ...interdependent.map(headOf)];
  const { required = [], properties = {} } = operation.input;
  const others = Object.keys(properties).filter((name) => !kept.includes(name) && !required.includes(name));
  const off = references.flatMap(({ member, unset }) =>
    unset !== undefined && headOf(member) === head ? [[member, unset] as const] : [],
  );
  const values = Object.entries({ ...Object.fromEntries(off), ...overrides });
  const drawn = generators.inputFor(scope.contract, operation.operation, {
    require,
    omit: [...omit, ...others],
    overrides: Object.fromEntries(values.map(([member, value]) => [member, fc.constant(value)])),
  });
  const optionalPart = (input: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(input).filter(([name]) => name === head || !required.includes(name)));
  return fc.record({ member: fc.constant(each.member), input: drawn.map(optionalPart) });
}

function headOf(member: string): string {
  return member.split(/[.[{]/)[0] ?? '';
}

/** Tags are asked about by the tag checks, page tokens by the pagination checks. */
function emptiable(scope: Scope, { operation }: Caller): MemberSchema[] {
  const { contract } = scope;
  const stricter = rulesOfKind(scope.rules, 'allowed-values').map(({ member }) => `${member}[]`);
  return membersOf(contract, operation.input).filter(({ member, schema }) => {
    const head = headOf(member);
    if (head === 'tags' || head === operation.pagination?.inputToken) return false;
    if (operation.http.input[head]?.location !== undefined || stricter.includes(member)) return false;
    const { pattern, minLength, minItems, minProperties } = schema;
    const isOpen = pattern === undefined || new RegExp(pattern, 'u').test('');
    return [minLength, minItems, minProperties].includes(0) && isOpen;
  });
}

/** Members of structures inside the input; its own are left out of every least input. */
function optionals(scope: Scope, { operation, creates }: Caller): MemberSchema[] {
  const { contract } = scope;
  const external = creates?.external?.split('.')[0];
  return membersOf(contract, operation.input).filter(({ member, isRequired }) => {
    const head = headOf(member);
    const isNested = /\.[^.[{]+$/.test(member);
    return isNested && !isRequired && head !== external && !member.includes('{');
  });
}

function emptyOf(type: MemberSchema['schema']['type']): Json {
  return type === 'array' ? [] : type === 'object' ? {} : '';
}

function expectAccepted(answer: Answer, member: string, says: string): void {
  const refused = answer.error?.code === undefined ? answer.status === 400 : answer.error.code === CODE;
  if (!refused) return;
  throw new DeviationFound({
    expected: `no ${CODE}, because ${member} ${says}`,
    observed: describeAnswer(answer),
    member,
    exchange: answer.exchange,
  });
}
