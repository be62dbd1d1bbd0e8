/** Participants: who they are, whether they are there, and what they did. */
import type { JsonObject } from '../../../contract/types.js';
import type { Answer } from '../../../transport/http/answer.js';
import { equal, expectMember, expectRefusal, requireSuccess, show, stringAt } from '../../expect/expect.js';
import { DeviationFound, Skipped } from '../../expect/verdicts.js';
import { walk } from '../../expect/walk.js';
import { operationOf } from '../../plan/scope.js';
import type { Course } from '../course.js';
import { gone, JOINING, join, leave, newStage, type Present, SOMEBODY } from '../people.js';
import { bothViews, entry, events, read } from './participant-views.js';
import { expectPages } from './stage-pages.js';
import { NO_SESSION } from './stage-sessions.js';

const LIVE = { makes: ['Stage'], calls: JOINING, drives: 'joinParticipant' } as const;

/** A well-formed id of nobody. */
const NOBODY = 'ivs-conformance';

/** Courses about participants, by their rules. */
export const PARTICIPANT_COURSES: { readonly [rule: string]: Course } = {
  'participant-is-who-the-token-says': {
    ...LIVE,
    title: 'a participant has the userId and attributes of the token',
    sent: 'CreateParticipantToken with userId and attributes, then GetParticipant and ListParticipants',
    member: 'participant.userId',
    run: async (context) => {
      const token = { userId: 'ivs-conformance', attributes: { role: 'host', colour: 'blau-grün' } };
      const present = await join(context, await newStage(context), { token });
      await context.eventually(async () => {
        const { answer, participant } = await read(context, present);
        for (const [member, value] of Object.entries({ ...token, participantId: present.participantId })) {
          const seen = participant[member];
          if (!equal(seen, value)) expectMember(answer, `participant.${member}`, show(seen), show(value));
        }
      });
      await context.eventually(async () => {
        const { answer, participant } = await entry(context, present);
        expectMember(answer, 'participants[].userId', participant.userId, token.userId);
      });
    },
  },
  'participant-state': {
    ...LIVE,
    title: 'a participant is CONNECTED while on the stage, and DISCONNECTED after',
    sent: 'GetParticipant and ListParticipants while a participant is there, and after they have left',
    member: 'participant.state',
    run: async (context) => {
      const present = await join(context, await newStage(context));
      await bothViews(context, present, 'state', 'CONNECTED');
      await leave(context, present);
      await bothViews(context, present, 'state', 'DISCONNECTED');
    },
  },
  'participant-published': {
    ...LIVE,
    title: 'published is true of who ever published in the session, and false of others',
    sent: 'GetParticipant and ListParticipants of a publisher, before and after leaving, and of a spectator',
    member: 'participant.published',
    run: async (context) => {
      const stage = await newStage(context);
      const publisher = await join(context, stage);
      const spectator = await join(context, stage, { publish: false });
      await context.appears(async () =>
        (await read(context, publisher)).participant.published === true ? true : undefined,
      );
      await bothViews(context, publisher, 'published', true);
      await bothViews(context, spectator, 'published', false);
      await leave(context, publisher);
      await bothViews(context, publisher, 'published', true);
    },
  },
  'participant-replication-type-default': {
    ...LIVE,
    title: 'a participant who is not replicated has replicationType NONE',
    sent: 'GetParticipant of somebody who is not replicated',
    member: 'participant.replicationType',
    run: async (context) => {
      const present = await context.lend(SOMEBODY);
      await bothViews(context, present, 'replicationType', 'NONE');
    },
  },
  'participant-unrecorded': {
    ...LIVE,
    title: 'without recording, a participant shows an empty bucket and prefix, and is not being recorded',
    sent: 'GetParticipant of a publisher on a stage without individual participant recording',
    member: 'participant.recordingS3BucketName',
    run: async (context) => {
      const present = await context.lend(SOMEBODY);
      const { answer, participant } = await read(context, present);
      for (const member of ['recordingS3BucketName', 'recordingS3Prefix'])
        expectMember(answer, `participant.${member}`, participant[member], '', {
          ...{ because: 'recording is not enabled', shown: true },
        });
      const state = participant.recordingState;
      if (state === undefined || state === 'DISABLED') return;
      expectMember(answer, 'participant.recordingState', state, 'DISABLED', {
        because: 'recording is not enabled',
      });
    },
  },
  'participant-disconnected': {
    ...LIVE,
    title: 'DisconnectParticipant takes the participant off the stage, and nobody else',
    sent: 'DisconnectParticipant of one of two, then GetParticipant of both',
    member: 'participant.state',
    run: async (context) => {
      const stage = await newStage(context);
      const [leaver, other] = [await join(context, stage), await join(context, stage)];
      const input = { stageArn: stage.arn, participantId: leaver.participantId, reason: 'ivs-conformance' };
      requireSuccess(await context.call('DisconnectParticipant', input));
      await gone(context, leaver);
      await context.eventually(async () => {
        const { answer, participant } = await read(context, leaver);
        expectMember(answer, 'participant.state', participant.state, 'DISCONNECTED', {
          because: 'it was disconnected',
        });
      });
      const { answer, participant } = await read(context, other);
      expectMember(answer, 'participant.state', participant.state, 'CONNECTED', {
        because: 'only another one was disconnected',
      });
    },
  },
  'participants-of-session': {
    ...LIVE,
    title: 'ListParticipants lists everybody who was in the session once, over all pages',
    sent: 'ListParticipants page by page with maxResults 1, and at once with maxResults 100',
    member: 'participants',
    run: async (context) => {
      const stage = await newStage(context);
      const people = [await join(context, stage), await join(context, stage, { publish: false })];
      await leave(context, await join(context, stage));
      const { stageArn, sessionId } = people[0] ?? { stageArn: stage.arn, sessionId: '' };
      const operation = operationOf(context.scope, 'ListParticipants');
      const { items, last } = await walk(context, operation, { stageArn, sessionId, maxResults: 100 });
      const all = items.map((each) => stringAt(each, 'participantId') ?? '');
      expectPeople(last, all, people, 3);
      await expectPages(context, 'ListParticipants', { stageArn, sessionId });
    },
  },
  'participant-events': {
    ...LIVE,
    title: 'joining, publishing and leaving are events of the participant',
    sent: 'ListParticipantEvents while a publisher is on the stage, and after leaving',
    member: 'events[].name',
    run: async (context) => {
      const present = await join(context, await newStage(context));
      await events(context, present, 'JOINED', 'PUBLISH_STARTED');
      await leave(context, present);
      const after = await events(context, present, 'JOINED', 'PUBLISH_STARTED', 'LEFT');
      const time = (name: string) =>
        Date.parse(
          stringAt(
            after.list.find((each) => each.name === name),
            'eventTime',
          ) ?? '',
        );
      if (time('LEFT') >= time('JOINED')) return;
      throw new DeviationFound({
        expected: 'the event LEFT is not earlier than JOINED',
        observed: show(after.list),
        member: 'events[].eventTime',
        exchange: after.answer.exchange,
      });
    },
  },
  'events-without-remote-participant': quiet('remoteParticipantId', 'another participant'),
  'events-without-error-code': quiet('errorCode', 'an error'),
  'participant-events-are-own': {
    ...LIVE,
    title: 'ListParticipantEvents holds the events of that participant alone',
    sent: 'ListParticipantEvents of one of two participants',
    member: 'events[].participantId',
    run: async (context) => {
      const stage = await newStage(context);
      const present = await join(context, stage, { publish: false });
      await join(context, stage);
      const { answer, list } = await events(context, present);
      const wrong = list.find((each) => each.participantId !== present.participantId);
      const published = list.find((each) => each.name === 'PUBLISH_STARTED');
      if (wrong === undefined && published === undefined) return;
      throw new DeviationFound({
        expected: `only events of ${present.participantId}, who does not publish`,
        observed: show(wrong ?? published),
        member: 'events[].participantId',
        exchange: answer.exchange,
      });
    },
  },
  'participant-without-capability': {
    ...LIVE,
    title: 'who may not publish does not, and the attempt is an event',
    sent: 'a participant whose token has only the capability SUBSCRIBE tries to publish; ListParticipantEvents',
    member: 'events[].errorCode',
    run: async (context) => {
      const token = { capabilities: ['SUBSCRIBE'] };
      const present = await join(context, await newStage(context), { token });
      const { answer, list } = await events(context, present);
      const attempt = list.find(({ name }) => name === 'PUBLISH_ERROR' || name === 'PUBLISH_STARTED');
      if (attempt === undefined) throw new Skipped('the endpoint shows no attempt to publish');
      expectMember(answer, 'events[].name', attempt.name, 'PUBLISH_ERROR', {
        because: 'the token does not allow it',
      });
      expectMember(answer, 'events[].errorCode', attempt.errorCode, 'INSUFFICIENT_CAPABILITIES');
      const { answer: got, participant } = await read(context, present);
      expectMember(got, 'participant.published', participant.published, false, {
        because: 'it was not allowed to',
      });
    },
  },
  'participant-unknown': {
    makes: ['Stage'],
    title: 'GetParticipant refuses a participant of a session that the stage never had',
    sent: 'GetParticipant of a new stage with well-formed sessionId and participantId',
    member: 'participantId',
    run: async (context) => {
      const { arn: stageArn } = await newStage(context);
      const input = { stageArn, sessionId: NO_SESSION, participantId: NOBODY };
      expectRefusal(await context.call('GetParticipant', input), 'there is no such participant');
    },
  },
  'participants-of-unknown-session': {
    makes: ['Stage'],
    title: 'what never happened is not listed',
    sent: 'ListParticipants, ListParticipantEvents and ListParticipantReplicas of a new stage',
    member: 'participants',
    run: async (context) => {
      const { arn: stageArn } = await newStage(context);
      const session = { stageArn, sessionId: NO_SESSION };
      const calls: [string, JsonObject, string][] = [
        ['ListParticipants', session, 'participants'],
        ['ListParticipantEvents', { ...session, participantId: NOBODY }, 'events'],
        ['ListParticipantReplicas', { sourceStageArn: stageArn, participantId: NOBODY }, 'replicas'],
      ];
      for (const [name, input, member] of calls.filter(([name]) => !context.scope.later?.has(name))) {
        const answer = await context.call(name, input);
        if (answer.succeeded) expectMember(answer, member, answer.output[member], []);
        else expectRefusal(answer, 'an endpoint may call what never happened invalid');
      }
    },
  },
};

/** Joining and beginning to publish are events that a member says nothing of. */
function quiet(member: string, what: string): Course {
  return {
    ...LIVE,
    title: `joining and beginning to publish are not events of ${what}`,
    sent: 'ListParticipantEvents of a publisher',
    member: `events[].${member}`,
    run: async (context) => {
      const present = await join(context, await newStage(context));
      const { answer, list } = await events(context, present, 'JOINED', 'PUBLISH_STARTED');
      for (const event of list.filter(({ name }) => name === 'JOINED' || name === 'PUBLISH_STARTED')) {
        const seen = event[member] ?? '';
        expectMember(answer, `events[].${member}`, seen, '', {
          because: `${String(event.name)} is no event of ${what}`,
        });
      }
    },
  };
}

function expectPeople(
  answer: Answer,
  seen: readonly string[],
  people: readonly Present[],
  total: number,
): void {
  const isRight = seen.length === total && new Set(seen).size === total;
  if (isRight && people.every(({ participantId }) => seen.includes(participantId))) return;
  throw new DeviationFound({
    expected: `${total} participants, each once, ${people.map(({ participantId }) => participantId).join(' and ')} among them`,
    observed: show([...seen]),
    member: 'participants',
    exchange: answer.exchange,
  });
}
