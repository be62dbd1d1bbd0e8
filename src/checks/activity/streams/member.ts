import { resourceNamed } from '../../../contract/resources.js';
import type { LiveMemberRule } from '../../../contract/rules/rules.js';
import { rulesOfKind } from '../../../contract/rules/rules.js';
import type { Json, JsonObject, OperationContract } from '../../../contract/types.js';
import { type Answer, isObject } from '../../../transport/http/answer.js';
import { createTagged } from '../../ask/tagged.js';
import { differs } from '../../expect/compare.js';
import { at, expectMember, objectAt, requireSuccess, show, stringAt } from '../../expect/expect.js';
import { DeviationFound } from '../../expect/verdicts.js';
import { itemsOf } from '../../expect/walk.js';
import { ruleCheck } from '../../plan/rule-check.js';
import { makingForUse, operationOf } from '../../plan/scope.js';
import type { Check, CheckContext, Kind, Owned, Scope } from '../../types.js';
import { channelOf, LIVE_CHANNEL, type LiveChannel, liveTagged, makingLive, shows, TAGS } from './stream.js';
import { expectTime } from './time.js';

/** What operations show of a live stream. */
export const liveMember: Kind = {
  id: 'live-member',
  title: 'Live streams as they are shown',
  plan: (scope) => rulesOfKind(scope.rules, 'live-member').map((rule) => check(scope, rule)),
};

/** What a member is, in words. */
const FORMS = {
  absent: 'absent',
  time: 'the time of going live, as an ISO 8601 string',
  count: 'a whole number from -1 on',
} as const;

function check(scope: Scope, rule: LiveMemberRule): Check {
  const operation = operationOf(scope, rule.operations[0] ?? '');
  const name = operation.operation;
  const path = `${rootOf(operation)}.${rule.member}`;
  const used = usedFor(scope, rule);
  const making =
    used === undefined ? [] : [...makingForUse(scope, used.resource), used.resource.get?.operation ?? ''];
  return ruleCheck(scope, rule, '', {
    operations: [...new Set([name, ...makingLive(scope), ...making])],
    drives: 'goLive',
    ...(operation.pagination === undefined || operation.input.required !== undefined
      ? {}
      : { walks: 'Stream' }),
    title: `${name} shows ${rule.member} of a live stream`,
    member: path,
    sent: `${name} while a channel is live`,
    expected: `${path} is ${expectation(rule)}`,
    run: async (context) => {
      if (used === undefined) {
        const live: Watched = await context.lend(LIVE_CHANNEL);
        return shows(context, () => judge(context, rule, operation, live));
      }
      const ask = async (input: JsonObject) => {
        const live = await channelUsing(context, used, input);
        await shows(context, () => judge(context, rule, operation, live, used.resource));
      };
      await ask(rule.input ?? {});
      // Of two that are unlike, each is shown as it is.
      if (!context.isSparing) await context.forAll(context.inputsFor(used.resource), ask, { cases: 2 });
    },
  });
}

async function judge(
  context: CheckContext,
  rule: LiveMemberRule,
  operation: OperationContract,
  live: Watched,
  used?: Owned['resource'],
): Promise<void> {
  const path = `${rootOf(operation)}.${rule.member}`;
  const { shown, answer } = await look(context, operation, live.channel, live.streamId);
  const value = at(shown, rule.member);
  if (rule.form !== undefined) return expectForm(answer, path, value, rule.form, live.began);
  const { wanted, resource } = wantedBy(rule, live, used);
  if (isObject(wanted) && resource !== undefined) {
    const shownBy = used === undefined ? live.channel.answer.operation.operation : used.get?.operation;
    expectAlike(answer, path, resource, value, wanted, shownBy ?? '');
  } else expectMember(answer, path, value, wanted, { because: 'the channel is live' });
}

/** Output member that holds the stream, or `[]` after that of the list. */
function rootOf({ output, pagination }: OperationContract): string {
  return pagination === undefined ? (Object.keys(output.properties ?? {})[0] ?? '') : `${pagination.items}[]`;
}

function expectation({ value, same, form }: LiveMemberRule): string {
  if (form !== undefined) return FORMS[form];
  return same === undefined ? show(value) : `the ${same} of the live channel`;
}

/** What a channel uses, and the member that names it. */
interface Used {
  readonly resource: Owned['resource'];
  readonly member: string;
}

/** What the channel has to use for the session to show it: the resource that a get shows under that name. */
function usedFor(scope: Scope, { same }: LiveMemberRule): Used | undefined {
  for (const { member, resource: name } of channelOf(scope).references ?? []) {
    const resource = resourceNamed(scope.resources, name);
    if (same !== undefined && resource.get?.output === same) return { resource, member };
  }
  return undefined;
}

/** A live channel, since when it is, and what it uses as it was read then. */
interface Watched extends LiveChannel {
  readonly began: number;
  readonly using?: JsonObject;
}

async function channelUsing(
  context: CheckContext,
  { resource, member }: Used,
  input: JsonObject,
): Promise<Watched> {
  const began = Date.now();
  const owned = await createTagged(context, resource, TAGS, input, { ready: true });
  const live = await liveTagged(context, { [member]: owned.arn });
  return { ...live, began, using: await read(context, owned) };
}

async function read(context: CheckContext, { resource, arn }: Owned): Promise<JsonObject> {
  const answer = await context.call(resource.get?.operation ?? '', { [resource.get?.input ?? '']: arn });
  return objectAt(requireSuccess(answer), resource.get?.output ?? '');
}

/** The stream as the operation shows it. @throws DeviationFound when a list lacks it */
async function look(
  context: CheckContext,
  operation: OperationContract,
  { arn }: Owned,
  streamId: string,
): Promise<{ shown: JsonObject; answer: Answer }> {
  const input = operation.input.properties?.channelArn === undefined ? {} : { channelArn: arn };
  const { pagination } = operation;
  if (pagination === undefined) {
    const answer = await context.call(operation.operation, input);
    return { shown: objectAt(requireSuccess(answer), rootOf(operation)), answer };
  }
  const { items, answers } = await itemsOf(context, operation, { ...input, [pagination.limit ?? '']: 100 });
  const shown = items.find((item) => stringAt(item, 'streamId') === streamId);
  const answer = answers.at(-1);
  if (isObject(shown) && answer !== undefined) return { shown, answer };
  throw new DeviationFound({
    expected: `${pagination.items} holds an entry for the live stream ${streamId}`,
    observed: `${items.length} other entries`,
    member: pagination.items,
    exchange: answer?.exchange,
  });
}

/** What a member has to be, and the resource that it is a view of. */
function wantedBy(
  { value = null, same }: LiveMemberRule,
  { channel, streamId, using }: Watched,
  used: Owned['resource'] | undefined,
): { wanted: Json; resource?: Owned['resource'] } {
  switch (same) {
    case 'streamId':
      return { wanted: streamId };
    case 'channelArn':
      return { wanted: channel.arn };
    case 'playbackUrl':
      return { wanted: channel.output.playbackUrl ?? null };
    case 'channel':
      return { wanted: channel.output, resource: channel.resource };
    case undefined:
      return { wanted: value };
    default:
      return { wanted: using ?? null, ...(used && { resource: used }) };
  }
}

/** Members that both views show are the same; which of them a view has to show is not stated, but for its ARN. */
function expectAlike(
  answer: Answer,
  path: string,
  resource: Owned['resource'],
  value: Json | undefined,
  wanted: JsonObject,
  shownBy: string,
): void {
  const shown = isObject(value) ? value : {};
  expectMember(answer, `${path}.arn`, shown.arn, wanted.arn ?? null);
  // What the service changes by itself does not change any more once the resource is in use.
  const settled = { ...resource, volatile: [] };
  const difference = differs(settled, inCommon(wanted, shown), inCommon(shown, wanted));
  if (difference === undefined) return;
  const against = [{ operation: shownBy, member: `${path.split('.').at(-1)}.${difference}` }];
  expectMember(answer, `${path}.${difference}`, shown[difference], wanted[difference] ?? null, { against });
}

/** The members of an object that another one has as well, at any depth; of tags, all. */
function inCommon(view: JsonObject, other: JsonObject): JsonObject {
  const members = Object.entries(view).filter(([name]) => name in other);
  return Object.fromEntries(
    members.map(([name, value]) => {
      const counterpart = other[name];
      const isWhole = name === 'tags' || !isObject(value) || !isObject(counterpart);
      return [name, isWhole ? value : inCommon(value, counterpart)];
    }),
  );
}

function expectForm(
  answer: Answer,
  path: string,
  value: Json | undefined,
  form: keyof typeof FORMS,
  began: number,
): void {
  if (form === 'time') {
    expectTime(answer, path, value, began);
    return;
  }
  const holds =
    form === 'absent'
      ? value === undefined
      : typeof value === 'number' && Number.isInteger(value) && value >= -1;
  if (holds) return;
  throw new DeviationFound({
    expected: `${path} is ${FORMS[form]}`,
    observed: `${path} is ${show(value)}`,
    member: path,
    exchange: answer.exchange,
  });
}
