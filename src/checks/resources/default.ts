import { resolve } from '../../contract/load.js';
import type { Resource } from '../../contract/resources.js';
import { defaultsOf, headOf } from '../../contract/schema/constraints.js';
import { isEmpty } from '../../contract/schema/values.js';
import type { Contract, Json, JsonObject, OperationContract, Schema } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { isContested } from '../expect/contested.js';
import { echoedMembers } from '../expect/echo.js';
import { at, differenceWithin, listAt, matches, requireSuccess, show, withMember } from '../expect/expect.js';
import { DeviationFound, Unmet } from '../expect/verdicts.js';
import { makingOf, type Part, partsOf, sourceOf } from '../plan/scope.js';
import { usedMembers } from '../plan/uses.js';
import type { Check, CheckContext, Kind, Place, Scope } from '../types.js';

/** A documented default of one input member of a create operation. */
interface Default {
  readonly member: string;
  readonly value: Json;
  /** Where the resource shows it. */
  readonly shown: string;
  /** Head of the list whose entries it belongs to, if any: then `shown` is within one entry of `shownIn`. */
  readonly list?: { readonly head: string; readonly shownIn: string };
  /** No source says that it is shown although it was not sent, or what is empty may be left out. */
  readonly mayBeAbsent: boolean;
}

/** A member that is left out has its documented default, wherever an answer shows it. */
export const defaults: Kind = {
  id: 'default',
  title: 'Defaults',
  plan: (scope) =>
    partsOf(scope)
      .filter(({ role }) => role === 'create')
      .flatMap((part) => [
        ...defaultsOfPart(scope, part).map((each) => check(scope, part, each)),
        ...whereChecks(scope, part),
      ]),
};

/** Defaults hold whatever kind of resource is made: with each value of a member that tells one kind from another. */
function whereChecks(scope: Scope, part: Part): Check[] {
  const { resource, operation } = part;
  return echoedMembers(part).flatMap((member): Check[] => {
    const { enum: values = [] } = resolve(scope.contract, operation.input.properties?.[member] ?? {});
    const given = Object.keys(resource.members?.[member]?.given ?? {});
    const others = defaultsOfPart(scope, part).filter(
      (each) => ![member, ...given].includes(headOf(each.member)) && each.list === undefined,
    );
    if (values.length < 2 || others.length === 0) return [];
    return [
      {
        ...check(scope, part, { member, value: null, shown: member, mayBeAbsent: false }),
        id: `default/${operation.service}/${operation.operation}/where/${member}`,
        title: `${operation.operation} has the same defaults whatever the ${member}`,
        sent: `${operation.operation} with each ${member} and nothing else${given.length === 0 ? '' : ` but ${given.join(', ')}`}`,
        expected: `${others.map((each) => each.member).join(', ')} have their documented defaults`,
        run: (context) => askWhere(context, part, member, values, others),
      },
    ];
  });
}

async function askWhere(
  context: CheckContext,
  { resource, operation }: Part,
  member: string,
  values: readonly string[],
  others: readonly Default[],
): Promise<void> {
  const given = resource.members?.[member]?.given ?? {};
  await context.forEach(
    values.slice(0, context.isSparing ? 1 : undefined).map((value) => context.fc.constant(value)),
    async (value) => {
      const without = others.map((each) => headOf(each.member)).filter((head) => head !== 'name');
      const answers = await made(context, resource, { ...given, [member]: value }, without);
      for (const each of others) {
        if (!isContested(context.scope, operation.operation, each.member))
          judgeAll(resource, each, answers, false);
      }
    },
    { cases: 1 },
  );
}

function defaultsOfPart(scope: Scope, { resource, operation }: Part): Default[] {
  const shownDefaults = defaultsOf(scope.contract, operation.input).filter(
    ({ member }) => !resource.silent?.includes(member) && !usedMembers(resource).includes(headOf(member)),
  );
  return shownDefaults.map(({ member, default: value }) => {
    const [head = '', within] = member.split('[].');
    const shownIn = resource.echo?.[head];
    const isShown =
      resource.shownUnsent?.members.some((prefix) => `${member}.`.startsWith(`${prefix}.`)) ?? false;
    const mayBeAbsent = !isShown || isEmpty(value) || isContested(scope, operation.operation, member);
    if (within === undefined || shownIn === undefined) return { member, value, shown: member, mayBeAbsent };
    return { member, value, shown: within, list: { head, shownIn }, mayBeAbsent };
  });
}

function check(scope: Scope, { resource, operation }: Part, each: Default): Check {
  const parent = makingOf(scope, resource).slice(1);
  const get = resource.get?.operation;
  return {
    id: `default/${operation.service}/${operation.operation}/${each.member}`,
    kind: 'default',
    title: `${operation.operation} defaults ${each.member} to ${show(each.value)}`,
    service: operation.service,
    operations: [operation.operation, ...parent, ...(get === undefined || each.list ? [] : [get])],
    member: each.member,
    strength: 'documented',
    source: sourceOf(operation),
    sent: `${operation.operation} without ${each.member}`,
    expected: `${each.member} is ${show(each.value)}${each.mayBeAbsent ? ' or not shown' : ''}`,
    run: (context) => ask(context, resource, operation, each),
  };
}

async function ask(
  context: CheckContext,
  resource: Resource,
  operation: OperationContract,
  each: Default,
): Promise<void> {
  const filled = parentOf(context.scope.contract, operation.input, each);
  const plain = each.list === undefined ? [{}] : [];
  const unnamed = each.member === 'name';
  const omit = defaulted(context.scope.contract, resource, operation);
  for (const variant of filled === undefined ? plain : [...plain, filled]) {
    const subject = `default/${operation.service}/${resource.name}/${JSON.stringify(variant)}${unnamed ? '/unnamed' : ''}`;
    const observe = (about: string, without: readonly string[]) =>
      context.observe(
        about,
        context.inputsFor(resource, { omit }),
        async (members) => {
          const input = { ...members, ...variant };
          return each.list === undefined
            ? made(context, resource, input, without)
            : [(await context.create(resource, input)).answer];
        },
        (answers) => judgeAll(resource, each, answers, Object.keys(variant).length > 0),
        { cases: 2 },
      );
    const plainly = omit.filter((member) => unnamed || member !== 'name');
    try {
      await observe(subject, plainly);
    } catch (error) {
      // The endpoint may want one of the others.
      if (!(error instanceof Unmet) || plainly.length < 2) throw error;
      await observe(`${subject}/${each.member}`, [headOf(each.member)]);
    }
  }
}

/** Makes a resource. @returns the answer, and that to a read after it */
async function made(
  context: CheckContext,
  resource: Resource,
  input: JsonObject,
  without: readonly string[],
): Promise<Answer[]> {
  const owned = await context.create(resource, input, { without });
  if (resource.get === undefined) return [owned.answer];
  const { operation, input: naming = 'arn' } = resource.get;
  return [owned.answer, await context.call(operation, { [naming]: owned.arn })];
}

/** Members that have a default or hold one, and those of which not every combination is valid. */
function defaulted(contract: Contract, resource: Resource, { input }: OperationContract): string[] {
  const heads = defaultsOf(contract, input).map(({ member }) => member.split(/[.[]/)[0] ?? '');
  return [...new Set([...heads, ...(resource.interdependent ?? [])])];
}

/** Judges the answer to the creation, and that to the read after it. */
function judgeAll(
  resource: Resource,
  each: Default,
  [creation, read]: readonly Answer[],
  wasSent: boolean,
): void {
  if (creation === undefined) return;
  if (each.list !== undefined) {
    const { shownIn } = each.list;
    for (const entry of listAt(creation.output, shownIn))
      judge(creation, `${shownIn}[].${each.shown}`, entry, each, { certain: true, against: [] });
    return;
  }
  for (const [answer, path = ''] of [
    [creation, resource.create?.output],
    [read, resource.get?.output],
  ] as const) {
    if (answer === undefined) continue;
    const shownAs = `${path}.${each.shown}`;
    // What a read shows is what the creation chose.
    const against = answer === creation ? [] : [{ operation: creation.operation.operation, member: shownAs }];
    judge(answer, shownAs, at(requireSuccess(answer), path), each, { certain: wasSent, against });
  }
}

/**
 * The objects around a nested member, sent without it: only then is the default certain to be shown.
 * Undefined for top-level members, and where the objects cannot be made valid without other values.
 */
function parentOf(contract: Contract, schema: Schema, each: Default): JsonObject | undefined {
  if (each.list !== undefined) return { [each.list.head]: [{}] };
  const path = each.member.split('.').slice(0, -1);
  if (path.length === 0) return undefined;
  let input: JsonObject = {};
  let current = resolve(contract, schema);
  for (const [index, step] of path.entries()) {
    const next = current.properties?.[step];
    if (next === undefined) return undefined;
    current = resolve(contract, next);
    const here: JsonObject = {};
    for (const required of current.required ?? []) {
      const value = resolve(contract, current.properties?.[required] ?? {}).default;
      if (value === undefined) return undefined;
      here[required] = value;
    }
    input = withMember(input, path.slice(0, index + 1).join('.'), here);
  }
  return input;
}

function judge(
  answer: Answer,
  path: string,
  shown: Json | undefined,
  each: Default,
  { certain, against }: { readonly certain: boolean; readonly against: readonly Place[] },
): void {
  const observed = at(shown, each.shown);
  if (observed === undefined && (each.mayBeAbsent || !(certain || !each.shown.includes('.')))) return;
  // The order of entries is open, and a structure may have further members.
  if (matches(observed, each.value, true)) return;
  throw new DeviationFound({
    expected: `${path} is ${show(each.value)} when ${each.member} is not sent`,
    observed: `${path} is ${show(observed)}`,
    member: `${path}${differenceWithin(observed, each.value)}`,
    against,
    exchange: answer.exchange,
  });
}
