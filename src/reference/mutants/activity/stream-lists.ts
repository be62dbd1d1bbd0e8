import type { Json } from '../../../contract/types.js';
import { failure } from '../../protocol/answer.js';
import type { Answer, Call } from '../../state/call.js';
import { isObject, list, pick } from '../../state/json.js';
import { withInput, withItems } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { of } from './streams.js';

/** Lists of streams and of their sessions, filtered and paged otherwise than documented. */
export function streamListMutants(): Mutant[] {
  const places = [
    ['ListStreams', 'streams'],
    ['ListStreamSessions', 'streamSessions'],
  ] as const;
  return [
    of('filter-ignored', 'ListStreams', ['health'], 'filterBy.health has no effect.', (call, next) =>
      next(withInput(call, { filterBy: undefined })),
    ),
    of('filter-loses', 'ListStreams', ['health'], 'With filterBy.health nothing is listed.', (call, next) => {
      const answer = next();
      return call.input.filterBy === undefined ? answer : withItems(answer, 'streams', () => []);
    }),
    of('oldest-first', 'ListStreamSessions', [], 'The oldest stream of a page comes first.', (_, next) =>
      withItems(next(), 'streamSessions', (entries) => entries.toReversed()),
    ),
    of(
      'oldest-first',
      'ListStreamSessions',
      ['pages'],
      'The oldest stream is on the first page.',
      oldestFirst,
    ),
    ...places.flatMap(([operation, items]) => [
      of('page-size-ignored', operation, [], 'maxResults has no effect.', (call, next) =>
        next(withInput(call, { maxResults: undefined })),
      ),
      of('page-loses', operation, [], 'The last item of the last page is lost.', (call, next) => {
        const answer = next();
        return call.input.nextToken === undefined
          ? answer
          : withItems(answer, items, (entries) => entries.slice(0, -1));
      }),
      of('page-repeats', operation, [], 'Each item is listed twice.', (_, next) =>
        withItems(next(), items, (entries) => entries.flatMap((entry) => [entry, entry])),
      ),
      of('list-empty', operation, [], 'Nothing is ever listed.', (_, next) =>
        withItems(next(), items, () => []),
      ),
    ]),
  ];
}

/** Lists all, the other way round, and cuts the page out of that. */
function oldestFirst(call: Call, next: (changed?: Call) => Answer): Answer {
  const { maxResults = MOST, nextToken } = call.input;
  const answer = next(withInput(call, { maxResults: MOST, nextToken: undefined }));
  if (answer.error !== undefined) return next();
  const start = typeof nextToken === 'string' ? Number(nextToken.replace(/\D/g, '')) : 0;
  const end = start + Number(maxResults);
  const all = list(answer.body ?? {}, 'streamSessions').toReversed();
  const token = end < all.length ? { nextToken: `from${end}` } : {};
  return { ...answer, body: { streamSessions: all.slice(start, end), ...token } };
}

/** The largest page. */
const MOST = 100;

/** Revocations of several viewers' sessions at once. */
export function revocationMutants(): Mutant[] {
  const operation = 'BatchStartViewerSessionRevocation';
  return [
    of('known-reported', operation, [], 'Every pair is reported as an error.', (call, next) => {
      const answer = next();
      const errors = list(call.input, 'viewerSessions')
        .filter((one: Json) => isObject(one))
        .map((one) => ({ ...pick(one, ['channelArn', 'viewerId']), code: '404', message: 'not found' }));
      return answer.error === undefined ? { ...answer, body: { errors } } : answer;
    }),
    of('unknown-fails-all', operation, [], 'One unknown channel fails the whole call.', (call, next) => {
      const answer = next();
      return list(answer.body ?? {}, 'errors').length === 0
        ? answer
        : failure(call.contract, 'ResourceNotFoundException', 'a channel does not exist');
    }),
  ];
}
