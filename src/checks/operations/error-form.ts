import { resourceNamed } from '../../contract/resources.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import { constraintsOf, isSettled } from '../../contract/schema/constraints.js';
import type { ErrorContract } from '../../contract/types.js';
import { formProblem } from '../../judge/exchange/form.js';
import type { DriverAction } from '../../transport/driver/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { liveChannel, WATCHING } from '../activity/streams/stream.js';
import { exclusiveInput } from '../ask/exclusive-input.js';
import { askUnknown, askWithout } from '../ask/refusals.js';
import { type Caller, callersOf } from '../ask/valid-request.js';
import { DeviationFound, Skipped } from '../expect/verdicts.js';
import { makingOf, partsOf, sourceOf } from '../plan/scope.js';
import { createWith, resourceAt } from '../plan/uses.js';
import { fill, fillingOperations, repeat } from '../resources/quota.js';
import type { Check, CheckContext, Kind, Scope } from '../types.js';

/** A way to make an operation answer with an error. */
interface Provocation {
  readonly code: string;
  /** The error comes of a creation that an account has no room for. */
  readonly fills?: true;
  readonly caller: Caller;
  /** Operations that the provocation calls besides. */
  readonly needs: readonly string[];
  readonly how: string;
  readonly drives?: DriverAction;
  provoke(context: CheckContext): Promise<Answer>;
}

/**
 * An error says which one it is (header `x-amzn-ErrorType`, or `__type` or `code` in the body), carries its text,
 * and has the status code that it is documented with. Whether the right error comes is asked by other kinds.
 */
export const errorForm: Kind = {
  id: 'error-form',
  title: 'Error form',
  alike: { per: 'operation', count: 1 },
  plan: (scope) =>
    callersOf(scope).flatMap((caller) =>
      [invalid(scope, caller), unknown(caller), ...conflicts(scope, caller)].flatMap(
        (provocation): Check[] => {
          const error = provocation && scope.contract.shapes.errors[provocation.code];
          if (!provocation || !error || !caller.operation.errors.includes(provocation.code)) return [];
          return [check(provocation, error)];
        },
      ),
    ),
};

function check(
  { code, caller, needs, how, drives, provoke, fills }: Provocation,
  error: ErrorContract,
): Check {
  const { operation } = caller;
  return {
    id: `error-form/${operation.service}/${operation.operation}/${code}`,
    kind: 'error-form',
    title: `${operation.operation} gives ${code} its documented form`,
    service: operation.service,
    operations: [operation.operation, ...caller.needs, ...needs],
    ...(fills ? { provokes: [code] } : {}),
    strength: 'documented',
    source: sourceOf(operation),
    sent: how,
    ...(drives === undefined ? {} : { drives }),
    expected: `status ${error.status}, the code ${code} in the header x-amzn-ErrorType (or in the body), and a JSON object with the text`,
    run: async (context) => {
      const answer = await provoke(context);
      const { status } = answer;
      const seen = answer.error?.code;
      if (answer.succeeded || (status >= 500 && seen !== code))
        throw new Skipped(`the call was not refused but answered ${status}`);
      if (seen !== undefined && seen !== code) throw new Skipped(`the call was refused with ${seen} instead`);
      const problem = formProblem(answer, answer.exchange.response, error);
      if (problem !== undefined) throw new DeviationFound({ ...problem, exchange: answer.exchange });
    },
  };
}

/** The simplest invalid input: a required member left out, or the first other constraint broken. */
function invalid(scope: Scope, caller: Caller): Provocation | undefined {
  const { operation } = caller;
  const inPath = (member: string) => operation.http.input[member]?.location === 'uri';
  const constraints = constraintsOf(scope.contract, operation.input).filter(
    (each) =>
      // Without a member of the path, or with an empty one, it is another path.
      (each.keyword !== 'required' || !inPath(each.member)) &&
      isSettled(scope.contract, operation.operation, each),
  );
  const broken =
    constraints.find(({ member, keyword }) => keyword === 'required' && !/[.[{]/.test(member)) ??
    constraints.find(isSimple);
  if (broken === undefined) return undefined;
  const { member, keyword } = broken;
  const value = keyword === 'required' ? undefined : keyword === 'minimum' ? 0 : '!';
  return {
    code: 'ValidationException',
    caller,
    needs: [],
    how: `${operation.operation} with ${value === undefined ? 'no' : `${JSON.stringify(value)} in`} ${member}`,
    provoke: async (context) => {
      if (value === undefined) return only((judge) => askWithout(context, caller, member, judge));
      // Where the services share a path, the type of an ARN tells which of them is meant.
      const arn = member === caller.target?.member ? await context.unknownArn(caller.target.resource) : '';
      return (await caller.prepare(context))({ [member]: arn === '' ? value : `${arn}${value}` });
    },
  };
}

function isSimple({ member, keyword, value }: { member: string; keyword: string; value: unknown }): boolean {
  if (/[.[{]/.test(member)) return false;
  return keyword === 'pattern' || (keyword === 'minimum' && value === 1) || keyword === 'enum';
}

function unknown(caller: Caller): Provocation | undefined {
  const { target, operation } = caller;
  if (target === undefined) return undefined;
  return {
    code: 'ResourceNotFoundException',
    caller,
    needs: [],
    how: `${operation.operation} with a well-formed ${target.member} that names nothing`,
    provoke: (context) => only((judge) => askUnknown(context, caller, target, judge, { cases: 1 })),
  };
}

/** The one answer that is judged. */
async function only(ask: (judge: (answer: Answer) => void) => Promise<void>): Promise<Answer> {
  let seen: Answer | undefined;
  await ask((answer) => {
    seen = answer;
  });
  if (seen === undefined) throw new Skipped('nothing was asked');
  return seen;
}

/** Errors that rules promise for this operation. */
function conflicts(scope: Scope, caller: Caller): Provocation[] {
  const { operation } = caller;
  const here = <T extends { operations: readonly string[] }>(rules: T[]) =>
    rules.filter((rule) => rule.operations[0] === operation.operation);
  const exclusive = here(rulesOfKind(scope.rules, 'exclusive')).flatMap((rule): Provocation[] => {
    if (rule.error === undefined) return [];
    const members = rule.members.slice(0, 2);
    return [
      {
        code: rule.error,
        caller,
        needs: [],
        how: `${operation.operation} with ${members.map(({ member }) => member).join(' and ')} together`,
        provoke: async (context) => {
          const call = await caller.prepare(context);
          return call(await exclusiveInput(context, members));
        },
      },
    ];
  });
  const inUse = here(rulesOfKind(scope.rules, 'in-use')).flatMap((rule): Provocation[] => {
    if (rule.error === undefined) return [];
    const parts = partsOf(scope);
    const user = parts.find(({ resource, role }) => resource.name === rule.user && role === 'create');
    return [
      {
        code: rule.error,
        caller,
        needs: user === undefined ? [] : makingOf(scope, user.resource),
        how: `${operation.operation} of a ${rule.resource} that a ${rule.user} uses`,
        provoke: async (context) => {
          const target = caller.target;
          if (user === undefined || target === undefined) throw new Skipped('nothing can use the resource');
          const used = await context.create(target.resource, {}, { ready: true });
          await createWith(context, user.resource, rule.member, used);
          return context.call(operation.operation, { [target.member]: used.arn });
        },
      },
    ];
  });
  const dangling = rulesOfKind(scope.rules, 'unknown-reference')
    .filter((rule) => rule.operations.includes(operation.operation) && caller.target === undefined)
    .slice(0, 1)
    .flatMap((rule): Provocation[] => {
      const resource = resourceNamed(scope.resources, rule.resource);
      const named = resourceAt(scope.resources, resource, rule.member);
      if (named === undefined || rule.error === undefined) return [];
      return [
        {
          code: rule.error,
          caller,
          needs: [],
          how: `${operation.operation} with a ${rule.member} that names nothing`,
          provoke: async (context) => {
            const call = await caller.prepare(context);
            return call({ [rule.member]: await context.unknownArn(named) });
          },
        },
      ];
    });
  const limit = here(rulesOfKind(scope.rules, 'limit-per-parent')).map((rule): Provocation => {
    return {
      code: rule.error,
      caller,
      needs: [],
      how: `${operation.operation} where there are ${rule.limit} already`,
      provoke: async (context) => {
        if (caller.target === undefined) throw new Skipped('the resource has no parent');
        const parent = await context.create(caller.target.resource);
        return context.call(operation.operation, { [caller.target.member]: parent.arn });
      },
    };
  });
  const idle = here(rulesOfKind(scope.rules, 'idle')).flatMap(
    ({ accept = [], input = {} }): Provocation[] => {
      const [code] = accept;
      // Asked for by name elsewhere, or one of several.
      if (code === undefined || accept.length > 1 || code === 'ResourceNotFoundException') return [];
      const how = `${operation.operation} where nothing goes on`;
      return [
        { code, caller, needs: [], how, provoke: async (context) => (await caller.prepare(context))(input) },
      ];
    },
  );
  const live = here(rulesOfKind(scope.rules, 'live'))
    .filter(({ aspect }) => aspect === 'channel-cannot-be-deleted')
    .map((): Provocation => {
      const { target } = caller;
      return {
        code: 'ConflictException',
        caller,
        needs: WATCHING,
        how: `${operation.operation} of a live ${target?.resource.name}`,
        drives: 'goLive',
        provoke: async (context) => {
          const { channel } = await liveChannel(context);
          return context.call(operation.operation, { [target?.member ?? '']: channel.arn });
        },
      };
    });
  return [...exclusive, ...inUse, ...dangling, ...limit, ...idle, ...live, ...taken(scope, caller)];
}

/** Errors of a creation of what the account has already, or has as many of as it may have. */
function taken(scope: Scope, caller: Caller): Provocation[] {
  const { operation, creates } = caller;
  if (creates === undefined) return [];
  const name = operation.operation;
  const unique = rulesOfKind(scope.rules, 'uniqueness').filter((rule) => rule.resource === creates.name);
  const quotas = rulesOfKind(scope.rules, 'quota').filter((rule) => rule.resource === creates.name);
  return [
    ...unique.map(
      ({ error, member }): Provocation => ({
        code: error,
        fills: true,
        caller,
        needs: [],
        how: `${name} twice with the same ${member}`,
        provoke: (context) => repeat(context, creates, member),
      }),
    ),
    ...quotas.map(
      ({ error }): Provocation => ({
        code: error,
        fills: true,
        caller,
        needs: fillingOperations(creates).filter((each) => each !== name),
        how: `${name} where there are ${creates.quota?.limit} already`,
        provoke: async (context) => {
          await fill(context, creates);
          return context.call(name, context.leastInput(creates));
        },
      }),
    ),
  ];
}
