/** How participants show: one by one, in lists, and by their events. */
import type { Json, JsonObject } from '../../../contract/types.js';
import { type Answer, isObject } from '../../../transport/http/answer.js';
import { at, expectMember, objectAt, requireSuccess } from '../../expect/expect.js';
import { DeviationFound, Skipped } from '../../expect/verdicts.js';
import { listed } from '../../expect/walk.js';
import type { CheckContext } from '../../types.js';
import type { Present } from '../people.js';

/** A participant as GetParticipant shows them. */
export async function read(
  context: CheckContext,
  present: Present,
): Promise<{ answer: Answer; participant: JsonObject }> {
  const { stageArn, sessionId, participantId } = present;
  const answer = await context.call('GetParticipant', { stageArn, sessionId, participantId });
  return { answer, participant: objectAt(requireSuccess(answer), 'participant') };
}

/** A participant as ListParticipants shows them. @throws Skipped when it does not, which is for another check to say */
export async function entry(
  context: CheckContext,
  present: Present,
): Promise<{ answer: Answer; participant: JsonObject }> {
  const { stageArn, sessionId, participantId } = present;
  const { items, last: answer } = await listed(context, 'ListParticipants', { stageArn, sessionId });
  const participant = items.filter(isObject).find((each) => each.participantId === participantId);
  if (participant === undefined) throw new Skipped('ListParticipants does not show the participant');
  return { answer, participant };
}

/** @throws DeviationFound when either operation shows something else */
export async function bothViews(
  context: CheckContext,
  present: Present,
  member: string,
  wanted: Json,
): Promise<void> {
  await context.eventually(async () => {
    const { answer, participant } = await read(context, present);
    expectMember(answer, `participant.${member}`, at(participant, member), wanted);
  });
  await context.eventually(async () => {
    const { answer, participant } = await entry(context, present);
    expectMember(answer, `participants[].${member}`, at(participant, member), wanted);
  });
}

/** The events of a participant, once those wanted are there. @throws DeviationFound when they do not come */
export async function events(
  context: CheckContext,
  { stageArn, sessionId, participantId }: Present,
  ...wanted: readonly string[]
): Promise<{ answer: Answer; list: JsonObject[] }> {
  const look = async () => {
    const input = { stageArn, sessionId, participantId };
    const { items, last } = await listed(context, 'ListParticipantEvents', input);
    return { answer: last, list: items.filter(isObject) };
  };
  const missing = (list: readonly JsonObject[]) =>
    wanted.find((name) => !list.some((each) => each.name === name));
  const found = await context.appears(async () => {
    const seen = await look();
    return missing(seen.list) === undefined ? seen : undefined;
  });
  const { answer, list } = found ?? (await look());
  const name = missing(list);
  if (name === undefined) return { answer, list };
  throw new DeviationFound({
    expected: `an event ${name} of the participant`,
    observed: `events ${list.map((each) => String(each.name)).join(', ') || '(none)'}`,
    member: 'events[].name',
    exchange: answer.exchange,
  });
}
