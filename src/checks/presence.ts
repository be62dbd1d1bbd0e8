/** People on stages: they come and go outside of the API. */
import { resourceNamed } from '../contract/resources.js';
import type { Json, JsonObject } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';
import { isObject } from '../transport/answer.js';
import { describeAnswer, requireSuccess, stringAt } from './expect.js';
import { SharedFixture } from './loan.js';
import type { CheckContext, Owned } from './types.js';
import { Inconclusive, Skipped } from './verdicts.js';
import { listed } from './walk.js';

/** Somebody on a stage, as the operations name them. */
export interface Present {
  readonly stageArn: string;
  readonly sessionId: string;
  readonly participantId: string;
}

/** How somebody joins. */
export interface Joining {
  /** Members of the token. */
  readonly token?: JsonObject;
  /** Default: true. */
  readonly publish?: boolean;
}

/** Operations by which it is seen that somebody has joined. */
export const JOINING: readonly string[] = [
  'CreateParticipantToken',
  'GetStage',
  'ListStageSessions',
  'GetParticipant',
  'ListParticipants',
];

/**
 * Lets somebody join a stage with a new token, and waits until the endpoint shows them, by any operation that does:
 * which of them is wrong if they do not agree is for the checks of that operation.
 * @throws Inconclusive when they do not show
 */
export async function join(context: CheckContext, stage: Owned, how: Joining = {}): Promise<Present> {
  const { publish = true, token = {} } = how;
  return joinWith(context, await issue(context, stage, token), publish);
}

/** A token for a stage, and the participant that whoever joins with it will be. */
export interface Issued {
  readonly stageArn: string;
  readonly participantId: string;
  readonly token: string;
}

/** Makes a token for a stage. @throws Skipped when the answer lacks it */
export async function issue(context: CheckContext, stage: Owned, members: JsonObject = {}): Promise<Issued> {
  const made = await context.call('CreateParticipantToken', { stageArn: stage.arn, ...members });
  const participantId = stringAt(requireSuccess(made), 'participantToken.participantId');
  const token = stringAt(made.output, 'participantToken.token');
  if (participantId === undefined || token === undefined)
    throw new Skipped('CreateParticipantToken returned no participantId or no token');
  return { stageArn: stage.arn, participantId, token };
}

/** Lets somebody join with a token, and waits like {@link join}. @throws Inconclusive when they do not show */
export async function joinWith(context: CheckContext, issued: Issued, publish = true): Promise<Present> {
  await context.driver.joinParticipant({ ...issued, publish });
  return shown(context, issued.stageArn, issued.participantId);
}

/** Lets somebody leave again, and waits for the endpoint to notice; whether it shows is for the checks to say. */
export async function leave(context: CheckContext, present: Present): Promise<void> {
  const { stageArn, participantId } = present;
  await context.driver.leaveParticipant({ stageArn, participantId });
  await gone(context, present);
}

/** Waits until the endpoint shows that somebody has left, or the driver's time is over. */
export async function gone(
  context: CheckContext,
  { stageArn, sessionId, participantId }: Present,
): Promise<void> {
  await context.appears(async () => {
    const answer = await context.call('GetParticipant', { stageArn, sessionId, participantId });
    const isThere = answer.succeeded && stringAt(answer.output, 'participant.state') === 'CONNECTED';
    return isThere ? undefined : answer;
  });
}

/** A new stage, that nobody is on. */
export function newStage(context: CheckContext, input: JsonObject = {}): Promise<Owned> {
  return context.create(resourceNamed(context.scope.resources, 'Stage'), input);
}

/** Lets somebody publish to a stage with an ingest configuration that names it. @throws Inconclusive as {@link join} */
export async function ingest(context: CheckContext, stage: Owned, configuration: Owned): Promise<Present> {
  const { output, arn } = configuration;
  const participantId = stringAt(output, 'participantId');
  const streamKey = stringAt(output, 'streamKey');
  const protocol = stringAt(output, 'ingestProtocol') ?? 'RTMPS';
  const endpoint = stringAt(stage.output, `endpoints.${protocol.toLowerCase()}`);
  if (participantId === undefined || streamKey === undefined)
    throw new Skipped('CreateIngestConfiguration returned no participantId or no streamKey');
  await context.driver.joinParticipant({
    stageArn: stage.arn,
    participantId,
    token: '',
    publish: true,
    ingest: { ingestConfigurationArn: arn, protocol, endpoint: endpoint ?? '', streamKey },
  });
  return shown(context, stage.arn, participantId);
}

/** Where the endpoint shows a participant. @throws Inconclusive when it shows none within the driver's time */
export async function shown(
  context: CheckContext,
  stageArn: string,
  participantId: string,
): Promise<Present> {
  let last: Answer | undefined;
  const seen = await context.appears(async () => {
    const sessionId = await activeSession(context, stageArn);
    if (sessionId === undefined) return undefined;
    const present = { stageArn, sessionId, participantId };
    last = await context.call('GetParticipant', present);
    if (last.succeeded) return present;
    const entries = await listedSoFar(context, 'ListParticipants', { stageArn, sessionId });
    return entries.some((entry) => stringAt(entry, 'participantId') === participantId) ? present : undefined;
  });
  if (seen !== undefined) return seen;
  const found = last === undefined ? 'the stage shows no active session' : describeAnswer(last);
  throw new Inconclusive(`the driver lets somebody join, but the endpoint does not show them: ${found}`);
}

/** What the model allows as a sessionId. */
const SESSION_ID = /^st-[a-zA-Z0-9]{13}$/;

/** The session that goes on now, as either operation shows it. */
async function activeSession(context: CheckContext, stageArn: string): Promise<string | undefined> {
  const stage = await context.call('GetStage', { arn: stageArn });
  const sessionId = stringAt(stage.output, 'stage.activeSessionId');
  if (sessionId !== undefined && SESSION_ID.test(sessionId)) return sessionId;
  const sessions = await listedSoFar(context, 'ListStageSessions', { stageArn });
  const active = sessions.find((session) => isObject(session) && (session.endTime ?? null) === null);
  return stringAt(active, 'sessionId');
}

/** The items of a list that is looked at until something shows: none as long as it is refused. */
async function listedSoFar(context: CheckContext, name: string, input: JsonObject): Promise<readonly Json[]> {
  try {
    return (await listed(context, name, input)).items;
  } catch (error) {
    if (error instanceof Skipped) return [];
    throw error;
  }
}

/** Three who were on a stage of their own, one after the other, for checks that only look at it: the last one still is. */
export const SUCCESSION = new SharedFixture(async (context) => {
  const stage = await newStage(context);
  const first = await join(context, stage);
  await leave(context, first);
  const second = await join(context, stage);
  await leave(context, second);
  return { stage, people: [first, second, await join(context, stage)] };
});

/** Somebody who publishes to a stage of their own, for checks that only look at them. */
export const SOMEBODY = new SharedFixture(async (context) => join(context, await newStage(context)));
