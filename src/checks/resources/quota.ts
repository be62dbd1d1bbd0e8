/** What an account can have once only, or a few times only: quotas that nobody can raise, and unique members. */
import { type Resource, resourceNamed } from '../../contract/resources.js';
import type { QuotaRule, UniquenessRule } from '../../contract/rules/rules.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import type { Answer } from '../../transport/http/answer.js';
import { describeAnswer, expectError, expectRefusal, requireSuccess, stringAt } from '../expect/expect.js';
import { DeviationFound, Skipped } from '../expect/verdicts.js';
import { itemsOf } from '../expect/walk.js';
import { ruleCheck } from '../plan/rule-check.js';
import { makingOf, operationOf } from '../plan/scope.js';
import type { Check, CheckContext, Kind, Scope } from '../types.js';

/** What else an endpoint may say where it takes an account for full. */
const TAKEN: readonly string[] = ['ConflictException'];

/** An account has at most so many of a resource, and room again once one is deleted. */
export const quota: Kind = {
  id: 'quota',
  title: 'Quotas',
  plan: (scope) => rulesOfKind(scope.rules, 'quota').flatMap((rule) => quotaChecks(scope, rule)),
};

function quotaChecks(scope: Scope, rule: QuotaRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const { name, create, delete: remove } = resource;
  const limit = resource.quota?.limit ?? 0;
  const making = create?.operation ?? '';
  const removing = remove?.operation ?? '';
  const operations = [making, removing, ...fillingOperations(resource)];
  const status = scope.contract.shapes.errors[rule.error]?.status ?? 402;
  const sent = `${making} where the account has ${limit} already, none of them from elsewhere`;
  const common = { operations: [...new Set(operations)], provokes: [rule.error, ...TAKEN] };
  return [
    ruleCheck(scope, rule, '/kept', {
      ...common,
      title: `an account has room for ${limit} ${name}s and no more`,
      sent: `${sent}; then ${removing} of one, and ${making} again`,
      expected: `success up to ${limit}, a refusal (4xx) of one more, and success once there is room`,
      run: async (context) => {
        const [first = ''] = await makeAll(context, resource);
        const another = () => context.call(making, context.leastInput(resource));
        expectRefusal(await another(), `an account has at most ${limit} ${name}s`);
        requireSuccess(await context.call(removing, { [remove?.input ?? 'arn']: first }));
        await context.eventually(async () => expectRoom(await another(), `one of ${limit} was deleted`));
      },
    }),
    ruleCheck(scope, rule, '/error', {
      ...common,
      title: `${making} refuses more with ${rule.error}`,
      sent,
      expected: `${status} ${rule.error}`,
      run: async (context) => {
        await fill(context, resource);
        const answer = await context.call(making, context.leastInput(resource));
        if (answer.succeeded) throw new Skipped('the call was not refused at all');
        expectError(answer, rule.error, status, 'that is the declared error for quotas');
      },
    }),
  ];
}

/** Operations that {@link fill} calls. */
export function fillingOperations({ create, list }: Resource): string[] {
  return [create?.operation, list?.operation].filter((name) => name !== undefined);
}

/**
 * Makes as many as the quota allows, for a check that is not about whether that many fit.
 * @throws Skipped when fewer are accepted, or the account has some from elsewhere
 */
export async function fill(context: CheckContext, resource: Resource): Promise<void> {
  try {
    await makeAll(context, resource);
  } catch (error) {
    if (!(error instanceof DeviationFound)) throw error;
    throw new Skipped(`the account has no room for ${resource.quota?.limit} ${resource.name}s`);
  }
}

/**
 * @returns the ARNs of as many as the quota allows
 * @throws DeviationFound when fewer are accepted
 * @throws Skipped when the account has some from elsewhere: it is not known how many then fit
 */
async function makeAll(context: CheckContext, resource: Resource): Promise<string[]> {
  const { name, create, list, quota: { limit } = { limit: 0 } } = resource;
  const operation = operationOf(context.scope, list?.operation ?? '');
  const present = async () => (await itemsOf(context, operation, {})).items.length;
  const others = await present();
  if (others > 0) throw new Skipped(`the account has ${others} of ${limit} ${name}s already`);
  const made: string[] = [];
  while (made.length < limit) {
    const answer = await context.call(create?.operation ?? '', context.leastInput(resource));
    const arn = stringAt(answer.output, `${create?.output}.arn`);
    if (!answer.succeeded && (await present()) > made.length)
      throw new Skipped(`somebody else made a ${name} at the same time`);
    expectRoom(answer, `the account has ${made.length} of ${limit} ${name}s`);
    if (arn === undefined) throw new Skipped(`${create?.operation} returned no ARN`);
    made.push(arn);
  }
  return made;
}

/** Refusals for another reason than a lack of room are left to the checks that are about them. */
function expectRoom(answer: Answer, why: string): void {
  if (answer.succeeded) return;
  const { error, status } = answer;
  const isFull = status === 402 || ['ServiceQuotaExceededException', ...TAKEN].includes(error?.code ?? '');
  if (!isFull) requireSuccess(answer);
  throw new DeviationFound({
    expected: `success, because ${why}`,
    observed: describeAnswer(answer),
    exchange: answer.exchange,
  });
}

/** What has to be unique is refused the second time. */
export const uniqueness: Kind = {
  id: 'uniqueness',
  title: 'Uniqueness',
  plan: (scope) => rulesOfKind(scope.rules, 'uniqueness').map((rule) => uniquenessCheck(scope, rule)),
};

function uniquenessCheck(scope: Scope, rule: UniquenessRule): Check {
  const resource = resourceNamed(scope.resources, rule.resource);
  const name = resource.create?.operation ?? '';
  const status = scope.contract.shapes.errors[rule.error]?.status ?? 409;
  return ruleCheck(scope, rule, '', {
    operations: makingOf(scope, resource),
    provokes: [rule.error],
    title: `${name} refuses ${rule.member} that another ${resource.name} has`,
    member: rule.member,
    sent: `${name} twice with the same ${rule.member}`,
    expected: `success, then ${status} ${rule.error}`,
    run: async (context) => {
      const answer = await repeat(context, resource, rule.member);
      expectError(answer, rule.error, status, `another ${resource.name} has the same ${rule.member}`);
    },
  });
}

/** Makes two that agree in a member. @returns the second answer */
export async function repeat(context: CheckContext, resource: Resource, member: string): Promise<Answer> {
  const first = await context.create(resource);
  const input = { ...context.leastInput(resource), [member]: first.input[member] ?? null };
  return context.call(resource.create?.operation ?? '', input);
}
