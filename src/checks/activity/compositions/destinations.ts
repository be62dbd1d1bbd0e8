/** Destinations of compositions: channels, S3 buckets, and what they show while they go on. */

import { resourceNamed, type UseVariant } from '../../../contract/resources.js';
import type { Json, JsonObject } from '../../../contract/types.js';
import { type Answer, isObject } from '../../../transport/http/answer.js';
import {
  at,
  describeAnswer,
  expectMember,
  expectRefusal,
  listAt,
  objectAt,
  requireSuccess,
  show,
  stringAt,
} from '../../expect/expect.js';
import { DeviationFound, Skipped } from '../../expect/verdicts.js';
import { itemWith } from '../../expect/walk.js';
import { variantWith } from '../../plan/uses.js';
import type { CheckContext, Owned } from '../../types.js';
import type { Course } from '../course.js';

/** Name of the resource. */
export const COMPOSITION = 'Composition';

/** Where answers show destinations. */
export const DESTINATIONS = 'composition.destinations';

const ACTIVE = 'ACTIVE';
const PREFIX = `${DESTINATIONS}[].detail.s3.recordingPrefix`;
const CHANNEL_ARN = 'destinations[].channel.channelArn';

/** What a check needs of the service that has channels. */
const CHANNELS = { service: 'ivs', operations: ['CreateChannel'] } as const;

/** Courses about destinations, by their rules. */
export const DESTINATION_COURSES: { readonly [rule: string]: Course } = {
  'composition-channel-destination': {
    title: 'a composition can be sent to a channel, with an encoder configuration or without, and shows both',
    sent: 'StartComposition with a channel that has an encoderConfigurationArn, and with one that has none; GetComposition',
    makes: ['Stage', 'EncoderConfiguration'],
    other: CHANNELS,
    member: `${DESTINATIONS}[].configuration.channel`,
    run: async (context) => {
      const place = await toChannel(context);
      const [whole = {}] = listAt(place, 'destinations').filter(isObject);
      const { encoderConfigurationArn: _, ...least } = objectAt(whole, 'channel');
      // Where both destinations are asked about, one of them is a whole channel.
      for (const destination of context.isSparing ? [{ channel: least }] : [whole, { channel: least }]) {
        await expectSent(
          context,
          { ...place, destinations: [destination] },
          'a destination may be a channel',
        );
      }
    },
  },
  'composition-two-destinations': {
    title: 'a composition can have a channel and an s3 as its two destinations',
    sent: 'StartComposition with both, then GetComposition',
    makes: [COMPOSITION],
    other: CHANNELS,
    member: 'destinations',
    run: async (context) => {
      const place = await context.placeFor(compositionOf(context));
      const there = await toChannel(context);
      const destinations = [...listAt(there, 'destinations'), ...listAt(place, 'destinations')];
      await expectSent(
        context,
        { ...place, destinations },
        'one of two destinations is a channel, the other an s3',
      );
    },
  },
  'composition-start-time': {
    title: 'a composition that is ACTIVE shows when it started, and so do its destinations',
    sent: 'GetComposition and ListCompositions of a composition that is ACTIVE',
    makes: [COMPOSITION],
    member: 'composition.startTime',
    run: async (context) => {
      const { arn, output } = await active(context);
      await context.eventually(async () => {
        const answer = await read(context, arn);
        expectStarted(answer, at(answer.output, 'composition'), 'composition');
      });
      await context.eventually(async () => {
        const answer = await context.call('ListCompositions', {
          filterByStageArn: stringAt(output, 'stageArn') ?? '',
        });
        const entry = itemWith(listAt(requireSuccess(answer), 'compositions'), arn);
        // Whether it is listed at all is asked by the lifecycle checks.
        if (entry !== undefined) expectStarted(answer, entry, 'compositions[]');
      });
    },
  },
  'composition-recording-prefix': {
    title: 'a destination that records shows the prefix of its recording',
    sent: 'GetComposition of a composition that is ACTIVE and records to S3',
    makes: [COMPOSITION],
    member: PREFIX,
    run: async (context) => {
      const { arn } = await active(context);
      await context.eventually(async () => {
        const answer = await read(context, arn);
        const [destination] = listAt(answer.output, DESTINATIONS).filter(
          (one) => at(one, 'state') === ACTIVE,
        );
        if (destination === undefined) throw new Skipped(`no destination is ${ACTIVE}`);
        if (stringAt(destination, 'detail.s3.recordingPrefix')) return;
        throw new DeviationFound({
          expected: `${PREFIX} is there, because the destination is ${ACTIVE}`,
          observed: `it is ${show(at(destination, 'detail.s3.recordingPrefix'))}`,
          member: PREFIX,
          exchange: answer.exchange,
        });
      });
    },
  },
  'composition-destination-kinds': {
    title: 'StartComposition refuses a destination of no kind, and two of the same kind',
    sent: 'StartComposition with a destination that has neither channel nor s3, and with two that have s3',
    makes: [COMPOSITION],
    member: 'destinations',
    run: async (context) => {
      const place = await context.placeFor(compositionOf(context));
      const start = (sent: readonly JsonObject[]) =>
        context.call('StartComposition', { ...place, destinations: [...sent] });
      const [s3 = {}] = listAt(place, 'destinations').filter(isObject);
      expectRefusal(await start([{ name: 'neither' }]), 'it has neither a channel nor an s3');
      const why = 'of two destinations one has to be a channel and one an s3';
      expectRefusal(await start([s3, { ...s3, name: 'second' }]), why);
    },
  },
  'composition-unknown-channel': {
    title: 'StartComposition refuses a channel that does not exist',
    sent: 'StartComposition with a well-formed channelArn that names nothing',
    makes: ['Stage', 'EncoderConfiguration'],
    member: 'destinations[].channel.channelArn',
    run: async (context) => {
      const stage = await context.create(resourceNamed(context.scope.resources, 'Stage'));
      const encoder = resourceNamed(context.scope.resources, 'EncoderConfiguration');
      const encoderConfigurationArn = (await context.create(encoder)).arn;
      const channelArn = (await context.unknownArn(stage.resource)).replace(':stage/', ':channel/');
      const destinations = [{ channel: { channelArn, encoderConfigurationArn } }];
      const answer = await context.call('StartComposition', { stageArn: stage.arn, destinations });
      expectRefusal(answer, 'no channel has this ARN');
    },
  },
};

/** Where a composition can be sent to a channel. */
function toChannel(context: CheckContext): Promise<JsonObject> {
  return context.placeFor(compositionOf(context), {}, channelVariant(context));
}

function channelVariant(context: CheckContext): UseVariant | undefined {
  return variantWith(compositionOf(context), CHANNEL_ARN);
}

/** @throws DeviationFound when this is refused, though a usual composition is not, or is shown otherwise */
async function expectSent(context: CheckContext, input: JsonObject, why: string): Promise<void> {
  const started = await context.call('StartComposition', input);
  if (!started.succeeded) {
    // Refused for another reason, such as a quota, it says nothing of the destinations.
    await compose(context);
    throw new DeviationFound({
      expected: `success, because ${why}`,
      observed: describeAnswer(started),
      exchange: started.exchange,
    });
  }
  expectChannels(started, input);
  const arn = String(at(started.output, 'composition.arn'));
  await context.eventually(async () => expectChannels(await read(context, arn), input));
}

/** Each channel that was sent is shown with the settings that it was sent with, in whichever order. */
function expectChannels(answer: Answer, input: JsonObject): void {
  const wanted = listAt(input, 'destinations').map((one) => objectAt(one, 'channel'));
  const shown = listAt(requireSuccess(answer), DESTINATIONS).map((one) =>
    objectAt(one, 'configuration.channel'),
  );
  expectMember(answer, `the number of ${DESTINATIONS}`, shown.length, wanted.length);
  for (const channel of wanted) {
    const seen = shown.find(({ channelArn }) => channelArn === channel.channelArn) ?? shown[0];
    for (const [member, value] of Object.entries(channel)) {
      const path = `${DESTINATIONS}[].configuration.channel.${member}`;
      expectMember(answer, path, at(seen, member), value, { because: 'as it was sent' });
    }
  }
}

/** A composition that goes on: one for all that look at it, where checks share. */
export function active(context: CheckContext): Promise<Owned> {
  const resource = compositionOf(context);
  return context.isSparing ? context.fixture(resource) : context.create(resource, {}, { ready: true });
}

function expectStarted(answer: Answer, composition: Json | undefined, path: string): void {
  const views: [string, Json | undefined][] = [
    [path, composition],
    ...listAt(composition, 'destinations').map((one): [string, Json] => [`${path}.destinations[]`, one]),
  ];
  for (const [holder, view] of views) {
    if (at(view, 'state') !== ACTIVE || at(view, 'startTime') !== undefined) continue;
    throw new DeviationFound({
      expected: `${holder}.startTime is there, because its state is ${ACTIVE}`,
      observed: 'it is absent',
      member: `${holder}.startTime`,
      exchange: answer.exchange,
    });
  }
}

/** The resource. */
export function compositionOf({ scope }: CheckContext): Owned['resource'] {
  return resourceNamed(scope.resources, COMPOSITION);
}

/** Starts a composition. */
export function compose(context: CheckContext, input: JsonObject = {}): Promise<Owned> {
  return context.create(compositionOf(context), input);
}

/** Reads a composition. @throws Skipped when that is refused */
export async function read(context: CheckContext, arn: string): Promise<Answer> {
  const answer = await context.call('GetComposition', { arn });
  requireSuccess(answer);
  return answer;
}
