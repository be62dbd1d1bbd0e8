/** Ingest configurations: their state while somebody publishes with them, and what lets go of their stage. */

import { resourceNamed } from '../contract/resources.js';
import type { JsonObject } from '../contract/types.js';
import { type Course, courseKind } from './course.js';
import {
  at,
  describeAnswer,
  equal,
  expectMember,
  expectRefusal,
  requireSuccess,
  show,
  stringAt,
} from './expect.js';
import { expectCredentials, expectStates } from './ingest-views.js';
import { SharedFixture } from './loan.js';
import { bothViews, read } from './participant-views.js';
import { gone, ingest, JOINING, leave, newStage, type Present } from './presence.js';
import type { CheckContext, Kind, Owned } from './types.js';
import { DeviationFound, Skipped } from './verdicts.js';

const INGEST = 'IngestConfiguration';
const LIVE = {
  makes: [INGEST, 'Stage'],
  calls: ['GetIngestConfiguration', ...JOINING],
  drives: 'joinParticipant',
} as const;
const DELETE = 'DeleteIngestConfiguration';

/** The rules of ingest configurations. */
export const ingestRules: Kind = courseKind('ingest', 'Ingest configurations in use', {
  'ingest-state': {
    ...LIVE,
    title:
      'an ingest configuration is ACTIVE while somebody publishes with it, and INACTIVE before and after',
    sent: 'GetIngestConfiguration before somebody publishes with it, while they do, and after',
    member: 'ingestConfiguration.state',
    run: async (context) => {
      const { stage, configuration } = await prepare(context);
      await expectIngest(context, configuration, 'state', 'INACTIVE');
      const present = await ingest(context, stage, configuration);
      await expectIngest(context, configuration, 'state', 'ACTIVE');
      await leave(context, present);
      await expectIngest(context, configuration, 'state', 'INACTIVE');
    },
  },
  'ingest-participant': {
    ...LIVE,
    title: 'who publishes with an ingest configuration is the participant that it describes',
    sent: 'GetParticipant of somebody who publishes with an ingest configuration',
    member: 'participant.userId',
    run: async (context) => {
      const { present } = await context.lend(PUBLISHING);
      await context.eventually(async () => {
        const { answer, participant } = await read(context, present);
        const wanted = { ...DESCRIBED, protocol: 'RTMPS' };
        for (const [member, value] of Object.entries(wanted)) {
          if (!equal(participant[member], value))
            expectMember(answer, `participant.${member}`, show(participant[member]), show(value));
        }
      });
    },
  },
  'ingest-participant-names-configuration': {
    ...LIVE,
    title: 'who publishes with an ingest configuration shows which',
    sent: 'GetParticipant and ListParticipants of somebody who publishes with an ingest configuration',
    member: 'participant.ingestConfigurationArn',
    run: async (context) => {
      const { present, configuration } = await context.lend(PUBLISHING);
      await bothViews(context, present, 'ingestConfigurationArn', configuration.arn);
    },
  },
  'redundant-ingest-participant': {
    ...LIVE,
    title: 'who publishes with an ingest configuration that is redundant shows that',
    sent: 'GetParticipant and ListParticipants of somebody who publishes with redundantIngest',
    member: 'participant.redundantIngest',
    run: async (context) => {
      const { stage, configuration } = await prepare(context, { redundantIngest: true });
      const present = await ingest(context, stage, configuration);
      await bothViews(context, present, 'redundantIngest', true);
    },
  },
  'ingest-active-not-updated': {
    ...LIVE,
    calls: [...LIVE.calls, 'UpdateIngestConfiguration'],
    title: 'UpdateIngestConfiguration refuses an ingest configuration that is active',
    sent: 'UpdateIngestConfiguration with another stage while somebody publishes',
    member: 'stageArn',
    run: async (context) => {
      const { stage, configuration } = await prepare(context);
      await publish(context, stage, configuration);
      const input = { arn: configuration.arn, stageArn: (await newStage(context)).arn };
      expectRefusal(
        await context.call('UpdateIngestConfiguration', input),
        'the ingest configuration is active',
      );
    },
  },
  'ingest-active-not-deleted': {
    ...LIVE,
    title: `${DELETE} refuses an ingest configuration that somebody publishes with, unless it is forced`,
    sent: `${DELETE} without force, and with force false, while somebody publishes`,
    member: 'force',
    run: async (context) => {
      const { stage, configuration } = await prepare(context);
      await publish(context, stage, configuration);
      for (const force of [undefined, false]) {
        const input = { arn: configuration.arn, ...(force === undefined ? {} : { force }) };
        expectRefusal(await context.call(DELETE, input), 'somebody publishes with it, and force is not true');
      }
    },
  },
  'ingest-force-delete': {
    ...LIVE,
    title: `${DELETE} with force disconnects the publisher and removes the ingest configuration`,
    sent: `${DELETE} with force true while somebody publishes, then GetParticipant and GetIngestConfiguration`,
    member: 'force',
    run: async (context) => {
      const { stage, configuration } = await prepare(context);
      const present = await publish(context, stage, configuration);
      const answer = await context.call(DELETE, { arn: configuration.arn, force: true });
      if (!answer.succeeded)
        throw new DeviationFound({
          expected: 'success, because force is true',
          observed: describeAnswer(answer),
          member: 'force',
          exchange: answer.exchange,
        });
      await expectDisconnected(context, present);
      await context.eventually(async () => {
        const got = await context.call('GetIngestConfiguration', { arn: configuration.arn });
        expectRefusal(got, 'it was deleted');
      });
    },
  },
  'ingest-released-by-disconnect': {
    ...LIVE,
    calls: [...LIVE.calls, 'DisconnectParticipant'],
    title: 'DisconnectParticipant takes the stage out of the ingest configuration',
    sent: 'DisconnectParticipant of somebody who publishes with an ingest configuration',
    member: 'ingestConfiguration.stageArn',
    run: async (context) => {
      const { stage, configuration } = await prepare(context);
      const { participantId, ...present } = await publish(context, stage, configuration);
      requireSuccess(await context.call('DisconnectParticipant', { stageArn: stage.arn, participantId }));
      await gone(context, { ...present, participantId });
      await expectIngest(context, configuration, 'stageArn', '');
    },
  },
  'ingest-released-by-stage': {
    ...LIVE,
    calls: [...LIVE.calls, 'DeleteStage'],
    title: 'DeleteStage takes the stage out of the ingest configuration that publishes to it',
    sent: 'DeleteStage while somebody publishes with an ingest configuration, then GetIngestConfiguration',
    member: 'ingestConfiguration.stageArn',
    run: async (context) => {
      const { stage, configuration } = await prepare(context);
      await publish(context, stage, configuration);
      requireSuccess(await context.call('DeleteStage', { arn: stage.arn }));
      await expectIngest(context, configuration, 'stageArn', '');
    },
  },
  'ingest-by-state': {
    makes: [INGEST],
    walks: INGEST,
    title: 'ListIngestConfigurations with filterByState lists every one in that state and no other',
    sent: 'ListIngestConfigurations with filterByState INACTIVE, and ACTIVE, where one is inactive',
    member: 'filterByState',
    run: async (context) => {
      const owned = await context.create(resourceNamed(context.scope.resources, INGEST));
      await context.eventually(async () => {
        for (const state of ['INACTIVE', 'ACTIVE'])
          await expectStates(context, state, owned, state === 'INACTIVE');
      });
    },
  },
  'ingest-by-state-active': {
    ...LIVE,
    walks: INGEST,
    title: 'ListIngestConfigurations with filterByState ACTIVE lists one that somebody publishes with',
    sent: 'ListIngestConfigurations with filterByState ACTIVE, and INACTIVE, while somebody publishes',
    member: 'filterByState',
    run: async (context) => {
      const { stage, configuration } = await prepare(context);
      await publish(context, stage, configuration);
      await context.eventually(async () => {
        for (const state of ['INACTIVE', 'ACTIVE'])
          await expectStates(context, state, configuration, state === 'ACTIVE');
      });
    },
  },
  'redundant-ingest-credentials': {
    makes: [INGEST],
    calls: ['UpdateIngestConfiguration'],
    title: 'redundantIngestCredentials are there only while redundantIngest is true',
    sent: 'CreateIngestConfiguration with redundantIngest, UpdateIngestConfiguration with it false and true, GetIngestConfiguration',
    member: 'ingestConfiguration.redundantIngestCredentials',
    run: async (context) => {
      const owned = await context.create(resourceNamed(context.scope.resources, INGEST), {
        redundantIngest: true,
      });
      expectCredentials(owned.answer, true);
      for (const redundantIngest of [false, true]) {
        const answer = await context.call('UpdateIngestConfiguration', { arn: owned.arn, redundantIngest });
        requireSuccess(answer);
        expectCredentials(answer, redundantIngest);
        await context.eventually(async () => {
          const got = await context.call('GetIngestConfiguration', { arn: owned.arn });
          requireSuccess(got);
          expectCredentials(got, redundantIngest);
        });
      }
    },
  },
} satisfies { readonly [rule: string]: Course });

/** A stage, and an ingest configuration that names it. */
async function prepare(
  context: CheckContext,
  input: JsonObject = {},
): Promise<{ stage: Owned; configuration: Owned }> {
  const stage = await newStage(context);
  const resource = resourceNamed(context.scope.resources, INGEST);
  const configuration = await context.create(resource, {
    ingestProtocol: 'RTMPS',
    ...input,
    stageArn: stage.arn,
  });
  return { stage, configuration };
}

const DESCRIBED = { userId: 'ivs-conformance', attributes: { role: 'camera' } };

/** Somebody who publishes with an ingest configuration that describes them, for checks that only look at them. */
const PUBLISHING = new SharedFixture(async (context) => {
  const { stage, configuration } = await prepare(context, DESCRIBED);
  return { configuration, present: await ingest(context, stage, configuration) };
});

/** Publishes, until the ingest configuration shows it. @throws Skipped when it never does: another check says so */
async function publish(context: CheckContext, stage: Owned, configuration: Owned): Promise<Present> {
  const present = await ingest(context, stage, configuration);
  const active = await context.appears(async () => {
    const answer = await context.call('GetIngestConfiguration', { arn: configuration.arn });
    return stringAt(answer.output, 'ingestConfiguration.state') === 'ACTIVE' ? answer : undefined;
  });
  if (active === undefined) throw new Skipped('the ingest configuration does not become ACTIVE');
  return present;
}

async function expectIngest(
  context: CheckContext,
  { arn }: Owned,
  member: string,
  wanted: string,
): Promise<void> {
  await context.eventually(async () => {
    const answer = await context.call('GetIngestConfiguration', { arn });
    const path = `ingestConfiguration.${member}`;
    expectMember(answer, path, at(requireSuccess(answer), path) ?? '', wanted);
  });
}

async function expectDisconnected(context: CheckContext, present: Present): Promise<void> {
  await gone(context, present);
  await context.eventually(async () => {
    const { answer, participant } = await read(context, present);
    const because = 'it was forced off';
    expectMember(answer, 'participant.state', participant.state, 'DISCONNECTED', { because });
  });
}
