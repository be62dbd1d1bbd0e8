/** Lists of streams and of stream sessions: filters and pages. */
import type { Json, OperationContract } from '../../../contract/types.js';
import type { Answer } from '../../../transport/http/answer.js';
import { at, equal, listAt, requireSuccess, show, stringAt } from '../../expect/expect.js';
import { DeviationFound, Skipped } from '../../expect/verdicts.js';
import { itemsOf, walk } from '../../expect/walk.js';
import { operationOf } from '../../plan/scope.js';
import type { CheckContext } from '../../types.js';
import type { Behaviours } from './behaviour.js';
import { goLive, goOffline, LIVE_CHANNEL, liveChannel, requireId, shows } from './stream.js';

const HEALTHS = ['HEALTHY', 'STARVING', 'UNKNOWN'] as const;

/** So many streams are made that a list of the first or last alone shows, and one in a wrong order is not so by chance. */
const SEVERAL = 3;

export const LISTS: Behaviours = {
  'filter-by-health': {
    title: 'ListStreams with filterBy.health lists the streams of that health and no other',
    member: 'filterBy.health',
    sent: 'ListStreams with each health while a channel is live',
    expected:
      'the stream under the health that GetStream shows, and only entries of the health that is asked for',
    walks: 'Stream',
    needs: () => ['ListStreams'],
    ask: async (context) => {
      const { channel, streamId } = await context.lend(LIVE_CHANNEL);
      await shows(context, () => askHealth(context, channel.arn, streamId));
    },
  },
  'pages-of-sessions': {
    title: 'ListStreamSessions lists every stream of a channel exactly once, at once as over all pages',
    member: 'maxResults',
    sent: 'ListStreamSessions, and page by page with maxResults 1, after two streams and during a third',
    expected: 'each of them once, and one on each page of one',
    needs: () => ['ListStreamSessions'],
    ask: async (context) => {
      const { channelArn, begun } = await successive(context);
      const operation = operationOf(context.scope, 'ListStreamSessions');
      await shows(context, () => askPages(context, operation, { channelArn }, begun));
    },
  },
  'sessions-newest-first': {
    title: 'ListStreamSessions lists the most recent stream of a channel first, also over pages',
    member: 'streamSessions',
    sent: 'ListStreamSessions, whole and with maxResults 1, page by page, after three streams',
    expected: 'the streams in the reverse of the order in which they began',
    needs: () => ['ListStreamSessions'],
    ask: async (context) => {
      const { channelArn, begun } = await successive(context);
      await shows(context, () => askOrder(context, channelArn, begun.toReversed()));
    },
  },
  'pages-of-streams': {
    title: 'ListStreams lists every live stream exactly once, at once as over all pages',
    member: 'maxResults',
    sent: 'ListStreams, and page by page with maxResults 1, while three channels are live',
    expected: 'each of them once, and one on each page of one',
    walks: 'Stream',
    needs: () => ['ListStreams'],
    ask: async (context) => {
      const wanted: string[] = [];
      while (wanted.length < SEVERAL) wanted.push((await liveChannel(context)).streamId);
      const operation = operationOf(context.scope, 'ListStreams');
      await shows(context, () => askPages(context, operation, {}, wanted));
    },
  },
};

/** Several streams of one channel, the last of which goes on; in the order in which they began. */
async function successive(context: CheckContext): Promise<{ channelArn: string; begun: readonly string[] }> {
  const { channel, streamId } = await liveChannel(context);
  const begun = [streamId];
  while (begun.length < SEVERAL) {
    await goOffline(context, channel);
    begun.push(requireId((await goLive(context, channel)).streamId));
  }
  return { channelArn: channel.arn, begun };
}

async function askHealth(context: CheckContext, channelArn: string, streamId: string): Promise<void> {
  const operation = operationOf(context.scope, 'ListStreams');
  const stream = requireSuccess(await context.call('GetStream', { channelArn }));
  const health = stringAt(stream, 'stream.health');
  if (health === undefined) throw new Skipped('GetStream shows no health');
  for (const asked of HEALTHS) {
    const { items, answers } = await itemsOf(context, operation, {
      filterBy: { health: asked },
      maxResults: 100,
    });
    const exchange = answers.at(-1)?.exchange;
    const own = items.find((item) => stringAt(item, 'streamId') === streamId);
    const isListed = own !== undefined;
    const wrong = items.find((item) =>
      item === own ? at(item, 'health') !== asked : (at(item, 'health') ?? asked) !== asked,
    );
    if (wrong === undefined && isListed === (asked === health)) continue;
    throw new DeviationFound({
      expected: `${isListed ? 'only streams' : `the ${health} stream ${streamId}`} of health ${asked}`,
      observed: wrong === undefined ? `${items.length} others` : show(wrong),
      member: 'filterBy.health',
      exchange,
    });
  }
}

/** The streams are listed in this order, on one page and on several. */
async function askOrder(context: CheckContext, channelArn: string, wanted: readonly string[]): Promise<void> {
  const operation = operationOf(context.scope, 'ListStreamSessions');
  for (const maxResults of [100, 1]) {
    const { items, answers } = await walk(context, operation, { channelArn, maxResults });
    const listed = items.flatMap((item) => stringAt(item, 'streamId') ?? []);
    // What is missing, or there twice, is asked about apart.
    const known = listed.filter((streamId) => wanted.includes(streamId));
    if (wanted.some((streamId) => known.filter((each) => each === streamId).length !== 1))
      throw new Skipped('not every stream is listed once, see live/ivs/list-stream-sessions-pages');
    if (equal(known, [...wanted])) continue;
    throw new DeviationFound({
      expected: `the streams from the last one to the first: ${wanted.join(', ')}`,
      observed: known.join(', '),
      member: 'streamSessions',
      exchange: answers.at(0)?.exchange,
    });
  }
}

/** One stream on each page, each of these on one page, and all of them where no page size is asked for. */
async function askPages(
  context: CheckContext,
  operation: OperationContract,
  input: { readonly channelArn?: string },
  wanted: readonly string[],
): Promise<void> {
  const member = operation.pagination?.items ?? '';
  const { items, answers } = await walk(context, operation, { ...input, maxResults: 1 });
  const large = answers.find(({ output }) => listAt(output, member).length > 1);
  if (large !== undefined) {
    const observed = `${listAt(large.output, member).length} items`;
    const expected = 'at most 1 item for maxResults 1';
    throw new DeviationFound({ expected, observed, member: 'maxResults', exchange: large.exchange });
  }
  expectOnce(items, wanted, 'over all pages', operation, answers.at(-1));
  const whole = await walk(context, operation, { ...input });
  expectOnce(whole.items, wanted, 'in the list', operation, whole.answers.at(-1));
}

function expectOnce(
  items: readonly Json[],
  wanted: readonly string[],
  where: string,
  { pagination }: OperationContract,
  last: Answer | undefined,
): void {
  for (const streamId of wanted) {
    const count = items.filter((item) => stringAt(item, 'streamId') === streamId).length;
    if (count === 1) continue;
    throw new DeviationFound({
      expected: `${streamId} once ${where}`,
      observed: count === 0 ? `it is not among the ${items.length} listed` : `${count} times`,
      member: pagination?.outputToken ?? 'nextToken',
      exchange: last?.exchange,
    });
  }
}
