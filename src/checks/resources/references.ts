/** Rules between resources: in use, cascade, unknown references, switching a reference off. */
import { type Resource, resourceNamed } from '../../contract/resources.js';
import type { CascadeRule, InUseRule, UnknownReferenceRule, UnsetRule } from '../../contract/rules/rules.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import type { Answer } from '../../transport/http/answer.js';
import { callersOf } from '../ask/valid-request.js';
import {
  at,
  describeAnswer,
  expectError,
  expectMember,
  expectRefusal,
  objectAt,
  requireSuccess,
  withMember,
} from '../expect/expect.js';
import { DeviationFound } from '../expect/verdicts.js';
import { ruleCheck } from '../plan/rule-check.js';
import { makingForUse, makingOf, partOf } from '../plan/scope.js';
import { createWith, resourceAt } from '../plan/uses.js';
import type { Check, Kind, Scope } from '../types.js';

const GONE = 'ResourceNotFoundException';

/** A resource in use cannot be deleted; once it is let go of, it can. */
export const inUse: Kind = {
  id: 'in-use',
  title: 'In-use conflicts',
  plan: (scope) => rulesOfKind(scope.rules, 'in-use').flatMap((rule) => inUseChecks(scope, rule)),
};

function inUseChecks(scope: Scope, rule: InUseRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const user = resourceNamed(scope.resources, rule.user);
  const remove = partOf(scope, resource, 'delete');
  const release = partOf(scope, user, 'update') ?? partOf(scope, user, 'delete');
  if (remove === undefined || release === undefined) return [];
  const name = remove.operation.operation;
  const named = remove.binding.input ?? 'arn';
  const { error } = rule;
  const status = scope.contract.shapes.errors[error ?? '']?.status ?? 409;
  const operations = [...new Set([name, ...makingForUse(scope, resource), ...makingOf(scope, user)])];
  const isUpdated = release.role === 'update';
  return [
    ruleCheck(scope, rule, '/refused', {
      operations,
      title: `${name} refuses a ${resource.name} that a ${user.name} uses`,
      sent: `${name} of a ${resource.name} after making a ${user.name} with it`,
      expected: error === undefined ? 'a refusal (4xx); no source names the error' : `${status} ${error}`,
      run: async (context) => {
        const used = await context.create(resource, {}, { ready: true });
        await createWith(context, user, rule.member, used);
        const answer = await context.call(name, { [named]: used.arn });
        if (error === undefined) expectRefusal(answer, `a ${user.name} uses it`);
        else expectError(answer, error, status, `a ${user.name} uses it`);
      },
    }),
    ruleCheck(scope, rule, '/released', {
      operations: [...new Set([...operations, release.operation.operation])],
      title: `${name} accepts a ${resource.name} that no ${user.name} uses any more`,
      sent: `${release.operation.operation}${isUpdated ? ` with an empty ${rule.member}` : ''}, then ${name}`,
      expected: 'success',
      run: async (context) => {
        const used = await context.create(resource, {}, { ready: true });
        const holder = await createWith(context, user, rule.member, used);
        const holding = { [release.binding.input ?? 'arn']: holder.arn };
        const letGo = isUpdated ? withMember(holding, rule.member, '') : holding;
        requireSuccess(await context.call(release.operation.operation, letGo));
        await context.eventually(async () => {
          const answer = await context.call(name, { [named]: used.arn });
          if (answer.succeeded) return;
          throw new DeviationFound({
            expected: `success, because no ${user.name} uses the ${resource.name} any more`,
            observed: describeAnswer(answer),
            exchange: answer.exchange,
          });
        });
      },
    }),
  ];
}

/** Deleting a resource deletes what belongs to it. */
export const cascade: Kind = {
  id: 'cascade',
  title: 'Cascading deletes',
  plan: (scope) => rulesOfKind(scope.rules, 'cascade').flatMap((rule) => cascadeChecks(scope, rule)),
};

function cascadeChecks(scope: Scope, rule: CascadeRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const child = resourceNamed(scope.resources, rule.removes);
  const remove = partOf(scope, resource, 'delete');
  const get = partOf(scope, child, 'get');
  if (remove === undefined || get === undefined) return [];
  const status = scope.contract.shapes.errors[GONE]?.status ?? 404;
  return [
    ruleCheck(scope, rule, '', {
      operations: [remove.operation.operation, get.operation.operation, ...makingOf(scope, resource)],
      title: `${remove.operation.operation} removes the ${child.name}s of the ${resource.name}`,
      sent: `${remove.operation.operation}, then ${get.operation.operation} of its ${child.name}`,
      expected: `${status} ${GONE}`,
      run: async (context) => {
        const owned = await context.create(child);
        const read = () => context.call(get.operation.operation, { [get.binding.input ?? 'arn']: owned.arn });
        requireSuccess(await read());
        const parent = { [remove.binding.input ?? 'arn']: owned.parent?.arn ?? '' };
        requireSuccess(await context.call(remove.operation.operation, parent));
        await context.eventually(async () =>
          expectError(await read(), GONE, status, `its ${resource.name} was deleted`),
        );
      },
    }),
  ];
}

/** A resource cannot be made to name another one that does not exist. */
export const unknownReference: Kind = {
  id: 'unknown-reference',
  title: 'Unknown references',
  plan: (scope) =>
    rulesOfKind(scope.rules, 'unknown-reference').flatMap((rule) => unknownChecks(scope, rule)),
};

function unknownChecks(scope: Scope, rule: UnknownReferenceRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const named = referenced(scope, resource, rule.member);
  const isUse = resource.uses?.some(({ member }) => member === rule.member) ?? false;
  const { error } = rule;
  const status = scope.contract.shapes.errors[error ?? '']?.status ?? 404;
  const callers = callersOf(scope).filter(({ operation }) => rule.operations.includes(operation.operation));
  return callers.map((caller) => {
    const name = caller.operation.operation;
    return ruleCheck(scope, rule, `/${name}`, {
      // An endpoint that has no such resources cannot tell that one is missing.
      operations: [...new Set([name, ...caller.needs, ...makingOf(scope, named)])],
      title: `${name} refuses ${rule.member} that names nothing`,
      member: rule.member,
      sent: `${name} with well-formed ${rule.member} that names nothing`,
      expected: error === undefined ? 'a refusal (4xx); no source names the error' : `${status} ${error}`,
      run: async (context) => {
        const call = await caller.prepare(context);
        const arn = await context.unknownArn(named);
        const answer = await call(
          isUse ? await context.placeFor(resource, { [rule.member]: arn }) : withMember({}, rule.member, arn),
        );
        if (error === undefined) expectRefusal(answer, `no ${named.name} has this ARN`);
        else expectError(answer, error, status, `no ${named.name} has this ARN`);
      },
    });
  });
}

/** A value that switches a reference off does so. */
export const unset: Kind = {
  id: 'unset',
  title: 'Switching features off',
  plan: (scope) => rulesOfKind(scope.rules, 'unset').flatMap((rule) => unsetChecks(scope, rule)),
};

function unsetChecks(scope: Scope, rule: UnsetRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const named = referenced(scope, resource, rule.member);
  const update = partOf(scope, resource, 'update');
  const get = partOf(scope, resource, 'get');
  if (update === undefined || get === undefined) return [];
  const name = update.operation.operation;
  const making = [...makingOf(scope, resource), ...makingForUse(scope, named)];
  return [
    ruleCheck(scope, rule, '', {
      operations: [name, get.operation.operation, ...new Set(making)],
      title: `${name} with ${JSON.stringify(rule.value)} switches ${rule.member} off`,
      member: `${update.binding.output}.${rule.member}`,
      sent: `${name} with ${rule.member} ${JSON.stringify(rule.value)} where it is set`,
      expected: `${get.operation.operation} shows ${JSON.stringify(rule.value)}`,
      run: async (context) => {
        const used = await context.create(named, {}, { ready: true });
        const holder = await context.create(resource, withMember({}, rule.member, used.arn));
        const input = withMember({ [update.binding.input ?? 'arn']: holder.arn }, rule.member, rule.value);
        expectSwitchedOff(await context.call(name, input), rule);
        await context.eventually(async () => {
          const answer = await context.call(get.operation.operation, {
            [get.binding.input ?? 'arn']: holder.arn,
          });
          const shown = objectAt(requireSuccess(answer), get.binding.output ?? '');
          expectMember(
            answer,
            `${get.binding.output}.${rule.member}`,
            at(shown, rule.member) ?? '',
            rule.value,
          );
        });
      },
    }),
  ];
}

/** A refusal is a deviation: there would be no other way to switch it off. */
function expectSwitchedOff(answer: Answer, { member, value }: UnsetRule): void {
  if (answer.status < 400 || answer.status >= 500) return void requireSuccess(answer);
  throw new DeviationFound({
    expected: `success, because ${JSON.stringify(value)} switches ${member} off`,
    observed: describeAnswer(answer),
    member,
    exchange: answer.exchange,
  });
}

function referenced(scope: Scope, resource: Resource, member: string): Resource {
  const named = resourceAt(scope.resources, resource, member);
  if (named === undefined) throw new Error(`${resource.name} names no resource in ${member}`);
  return named;
}
