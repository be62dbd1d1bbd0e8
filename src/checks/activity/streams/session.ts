/** What a stream session shows of the encoder and of what happened. */
import type { Json, JsonObject } from '../../../contract/types.js';
import { type Answer, isObject } from '../../../transport/http/answer.js';
import { at, equal, listAt, objectAt, requireSuccess, show, stringAt } from '../../expect/expect.js';
import { DeviationFound } from '../../expect/verdicts.js';
import type { CheckContext } from '../../types.js';
import type { Behaviours } from './behaviour.js';
import { goOffline, LIVE_CHANNEL, liveChannel, shows } from './stream.js';

/** Long enough for two events to have different times, in milliseconds. */
const MOMENT_MS = 5;

const OLD = 'streamSession.ingestConfiguration';
const NEW = 'streamSession.ingestConfigurations';

export const SESSION: Behaviours = {
  'events-newest-first': {
    title: 'GetStreamSession lists events, the most recent one first',
    member: 'streamSession.truncatedEvents',
    sent: 'GetStreamSession after a stream has begun and ended',
    expected: 'the eventTime of each entry is not after that of the entry before it',
    ask: async (context) => {
      const { channel, streamId } = await liveChannel(context);
      await new Promise((resolve) => setTimeout(resolve, MOMENT_MS));
      await goOffline(context, channel);
      const answer = await context.call('GetStreamSession', { channelArn: channel.arn, streamId });
      const events = listAt(requireSuccess(answer), 'streamSession.truncatedEvents');
      const times = events.map((event) => Date.parse(stringAt(event, 'eventTime') ?? ''));
      const index = times.findIndex((time, at) => at > 0 && time > (times[at - 1] ?? time));
      if (index === -1) return;
      throw new DeviationFound({
        expected: 'the most recent event of streamSession.truncatedEvents first',
        observed: `${show(at(events[index], 'eventTime'))} after ${show(at(events[index - 1], 'eventTime'))}`,
        member: 'streamSession.truncatedEvents',
        exchange: answer.exchange,
      });
    },
  },
  'single-track': {
    title: 'GetStreamSession shows a single track alike in both ingest configurations',
    member: NEW,
    sent: 'GetStreamSession while one video and one audio track are streamed',
    expected: `the track Track0 in ${NEW}, with the same data in ${OLD}`,
    ask: (context) =>
      withSession(context, (answer, output) => {
        for (const [kind, list] of [
          ['video', 'videoConfigurations'],
          ['audio', 'audioConfigurations'],
        ] as const)
          expectSame(answer, output, kind, list);
      }),
  },
  'deprecated-video-members': {
    title: 'GetStreamSession fills avcProfile and avcLevel only in the deprecated ingestConfiguration',
    member: `${NEW}.videoConfigurations[].avcProfile`,
    sent: 'GetStreamSession while a channel is live',
    expected: `empty avcProfile and avcLevel in ${NEW}; those of an AVC codec the same as profile and level in ${OLD}`,
    ask: (context) =>
      withSession(context, (answer, output) => {
        for (const track of listAt(output, `${NEW}.videoConfigurations`)) {
          for (const name of ['avcProfile', 'avcLevel'])
            expectValue(answer, `${NEW}.videoConfigurations[].${name}`, at(track, name) ?? '', '');
        }
        const video = objectAt(output, `${OLD}.video`);
        if (!/^avc/i.test(stringAt(video, 'codec') ?? '')) return;
        for (const [old, name] of [
          ['avcProfile', 'profile'],
          ['avcLevel', 'level'],
        ] as const) {
          if (video[name] !== undefined) expectValue(answer, `${OLD}.video.${old}`, video[old], video[name]);
        }
      }),
  },
};

/** Looks at the session of a live stream until it is as it has to be. */
async function withSession(
  context: CheckContext,
  question: (answer: Answer, output: JsonObject) => void,
): Promise<void> {
  const { channel, streamId } = await context.lend(LIVE_CHANNEL);
  await shows(context, async () => {
    const answer = await context.call('GetStreamSession', { channelArn: channel.arn, streamId });
    question(answer, requireSuccess(answer));
  });
}

/** What the two show of one track is the same, but for what only one of them fills in. */
function expectSame(answer: Answer, output: JsonObject, kind: string, list: string): void {
  const old = at(output, `${OLD}.${kind}`);
  const [track] = listAt(output, `${NEW}.${list}`);
  if (old === undefined && track === undefined) return;
  const path = `${NEW}.${list}`;
  if (!isObject(old) || !isObject(track)) {
    const missing = isObject(old) ? `${path}[0]` : `${OLD}.${kind}`;
    throw new DeviationFound({
      expected: `${missing} shows the ${kind} track, as ${isObject(old) ? OLD : NEW} does`,
      observed: `${missing} is absent`,
      member: missing,
      exchange: answer.exchange,
    });
  }
  expectValue(answer, `${path}[0].track`, track.track, 'Track0');
  const apart = ['avcProfile', 'avcLevel'];
  const names = [...new Set([...Object.keys(old), ...Object.keys(track)])];
  for (const name of names.filter((each) => !apart.includes(each)))
    expectValue(answer, `${path}[0].${name}`, track[name] ?? undefined, old[name] ?? undefined);
}

function expectValue(answer: Answer, path: string, seen: Json | undefined, wanted: Json | undefined): void {
  if (equal(seen, wanted)) return;
  throw new DeviationFound({
    expected: `${path} is ${show(wanted)}`,
    observed: `${path} is ${show(seen)}`,
    member: path,
    exchange: answer.exchange,
  });
}
