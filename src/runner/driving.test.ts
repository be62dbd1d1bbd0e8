import { describe, expect, test } from 'vitest';
import type { CheckContext } from '../checks/types.js';
import { resourceNamed } from '../contract/resources.js';
import { inProcessDriver } from '../driver/in-process.js';
import type { Driver, PartialDriver } from '../driver/types.js';
import { createReference } from '../reference/reference.js';
import { LacksFunction } from '../results/lacks-function.js';
import { ask, contracts, only, ownCheck, referenceEndpoint } from './testing/asking.js';

/** A reference endpoint with its driver, which notes what it is asked for. */
function driven(change: (driver: Driver) => PartialDriver = (driver) => driver) {
  const reference = createReference({ contracts });
  const inner = inProcessDriver(reference.control);
  const asked: string[] = [];
  const noting: Driver = {
    ...inner,
    goLive: (channel) => {
      asked.push('goLive');
      return inner.goLive(channel);
    },
    goOffline: (channel) => {
      asked.push('goOffline');
      return inner.goOffline(channel);
    },
    leaveParticipant: (participant) => {
      asked.push('leaveParticipant');
      return inner.leaveParticipant(participant);
    },
  };
  return { reference, asked, driver: change(noting) };
}

const channelOf = async (context: CheckContext) => {
  const { arn, output, answer } = await context.create(resourceNamed(context.scope.resources, 'Channel'));
  const streamKey = String(Object(answer.output.streamKey).value);
  return { channelArn: arn, ingestEndpoint: String(output.ingestEndpoint), streamKey };
};

const goesLive = ownCheck(async (context) => context.driver.goLive(await channelOf(context)));

describe('a check with a driver', () => {
  test('leaves no stream behind, and no channel', async () => {
    const { reference, asked, driver } = driven();
    const run = await ask(reference.handle, { checks: [goesLive], driver });
    expect(only(run).outcome).toBe('conforms');
    expect(asked).toEqual(['goLive', 'goOffline']);
    expect([...run.environment.shared.leftovers]).toEqual([]);
  });

  test('leaves no stream behind that a failing driver may have begun', async () => {
    const { reference, asked, driver } = driven((inner) => ({
      ...inner,
      goLive: async (channel) => {
        await inner.goLive(channel);
        throw new Error('lost sight of it');
      },
    }));
    const run = await ask(reference.handle, { checks: [goesLive], driver });
    expect(only(run)).toMatchObject({
      outcome: 'inconclusive',
      reason: 'goLive of the driver failed: lost sight of it',
    });
    expect(asked).toEqual(['goLive', 'goOffline']);
    expect([...run.environment.shared.leftovers]).toEqual([]);
  });

  test('waits for the channel until the endpoint has noticed the end of the stream', async () => {
    let late: (() => Promise<void>) | undefined;
    const { reference, driver } = driven((inner) => ({
      ...inner,
      showsWithinMs: 5_000,
      goOffline: async (channel) => {
        late = () => inner.goOffline(channel);
        setTimeout(() => void late?.(), 400);
      },
    }));
    const run = await ask(reference.handle, { checks: [goesLive], driver });
    expect([...run.environment.shared.leftovers]).toEqual([]);
  });

  test('tells what stays behind when the stream cannot be ended', async () => {
    const { reference, driver } = driven((inner) => ({
      ...inner,
      goOffline: () => Promise.reject(new Error('no')),
    }));
    const run = await ask(reference.handle, { checks: [goesLive], driver });
    expect([...run.environment.shared.leftovers.values()]).toEqual(['DeleteChannel answered 409']);
  });

  test('lets whoever has joined leave', async () => {
    const { reference, asked, driver } = driven();
    const check = {
      ...ownCheck(
        async (context) => {
          const stage = await context.create(resourceNamed(context.scope.resources, 'Stage'));
          const token = await context.call('CreateParticipantToken', { stageArn: stage.arn });
          const { participantId, token: secret } = Object(token.output.participantToken);
          await context.driver.joinParticipant({
            stageArn: stage.arn,
            participantId,
            token: secret,
            publish: true,
          });
        },
        ['CreateStage'],
      ),
      service: 'ivs-realtime' as const,
    };
    const run = await ask(reference.handle, { checks: [check], driver });
    expect(only(run).outcome).toBe('conforms');
    expect(asked).toEqual(['leaveParticipant']);
  });

  test('looks only once where what a driver does shows at once', async () => {
    const { reference, driver } = driven();
    let looks = 0;
    const check = ownCheck(async (context) => {
      await context.appears(async () => {
        looks += 1;
        return undefined;
      });
    });
    await ask(reference.handle, { checks: [check], driver });
    expect(looks).toBe(1);
  });
});

describe('a check that needs a driver', () => {
  const needing = { ...goesLive, drives: 'goLive' as const };

  test.each<[string, PartialDriver | undefined, RegExp]>([
    ['none', undefined, /^needs a live stream .* name a driver with --driver$/],
    ['one without goLive', { name: 'x' }, /^needs goLive, which the driver x does not have$/],
    [
      'one without goOffline',
      { goLive: async () => {} },
      /^needs goOffline, which the driver does not have$/,
    ],
  ])('is not asked where there is %s', async (_, driver, reason) => {
    const run = await ask(referenceEndpoint(), { checks: [needing], ...(driver && { driver }) });
    expect(only(run)).toMatchObject({
      outcome: 'skipped',
      requests: 0,
      reason: expect.stringMatching(reason),
    });
  });

  test('is skipped where the driver finds out that it cannot', async () => {
    const refuse = () => Promise.reject(new LacksFunction('goLive'));
    const run = await ask(referenceEndpoint(), {
      checks: [needing],
      driver: { goLive: refuse, goOffline: refuse },
    });
    expect(only(run)).toMatchObject({
      outcome: 'skipped',
      reason: 'needs goLive, which the driver does not have',
    });
  });
});
