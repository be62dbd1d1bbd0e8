import { compile } from '../../contract/schema/compile.js';
import { failure } from '../protocol/answer.js';
import type { Answer, Call, World } from '../state/call.js';
import { text } from '../state/json.js';
import type { Store } from '../state/store.js';
import { variation } from './build.js';
import type { Variation, Varied } from './variation.js';

const BUSY = 'Every operation may answer that it is asked too often; the request was not carried out then.';
const BROKEN = 'A request that only reads may be repeated after a failure of the server, and clients do.';
const FAILED =
  'Errors that all AWS services have in common: InternalFailure (500) and ServiceUnavailable (503); clients repeat such requests.';
const FIRST = 'Where two errors apply, no document says which one comes.';
const EITHER = 'The sources allow either.';
const LAG = 'The option --settle says how long a read may lag behind a write.';

/** Share of the requests that are refused for a moment. */
const SHARE = 0.02;

/** What an endpoint does when it is busy, late, or free to choose between errors. */
export function conductVariations(): Variation[] {
  return [
    ...busy(),
    ...precedence(),
    ...choices(),
    lagging('lag/steady', 'Reads lag behind writes.', 30, 1),
    lagging('lag/at-times', 'Some reads lag behind writes, as if another copy answered them.', 30, 0.4),
  ];
}

function busy(): Variation[] {
  const throttled = (id: string, statement: string, refuse: (call: Call) => Answer) =>
    variation(`busy/${id}`, statement, BUSY, (random) => ({
      intercept: (call, next) => (random() < SHARE ? refuse(call) : next()),
    }));
  return [
    throttled('429', 'Some requests are throttled.', ({ contract }) => ({
      ...failure(contract, 'ThrottlingException', 'Rate exceeded'),
      status: 429,
    })),
    throttled('429-without-code', 'Some requests are throttled by a gateway.', () => ({
      status: 429,
      headers: { 'content-type': 'text/html' },
      error: '',
    })),
    throttled('400', 'Some requests are throttled with status 400.', ({ contract }) =>
      failure(contract, 'Throttling', 'Rate exceeded'),
    ),
    throttled('503', 'Some requests are throttled with status 503.', ({ contract }) => ({
      ...failure(contract, 'ThrottlingException', 'Rate exceeded'),
      status: 503,
    })),
    ...[500, 502, 503, 504].map((status) =>
      variation(
        `busy/any-${status}`,
        `Any request may fail with status ${status}, and is not carried out then.`,
        FAILED,
        (random) => ({
          intercept: (call, next) => (random() < SHARE ? serverFailure(call, status) : next()),
        }),
      ),
    ),
    variation('busy/any-in-html', 'Any request may fail with a page of a gateway.', FAILED, (random) => ({
      intercept: (_, next) =>
        random() < SHARE ? { status: 503, headers: { 'content-type': 'text/html' }, error: '' } : next(),
    })),
    variation('busy/twice', 'Any request may fail twice in a row.', FAILED, failingTwice),
    ...[500, 502, 503, 504].map((status) =>
      variation(`busy/reads-${status}`, `Some reads fail once with status ${status}.`, BROKEN, (random) =>
        failingOnce(random, status),
      ),
    ),
  ];
}

function serverFailure({ contract }: Call, status: number): Answer {
  return { ...failure(contract, 'InternalServerException', 'try again'), status };
}

/** A request that fails does so once more when it comes again. */
function failingTwice(random: () => number): Varied {
  const again = new Set<string>();
  return {
    intercept(call, next) {
      const request = `${call.operation.operation} ${JSON.stringify(call.input)}`;
      const isSecond = again.delete(request);
      if (!isSecond && random() >= SHARE) return next();
      if (!isSecond) again.add(request);
      return serverFailure(call, isSecond ? 503 : 500);
    },
  };
}

function failingOnce(random: () => number, status: number): Varied {
  const failed = new Set<string>();
  return {
    intercept(call, next) {
      const request = `${call.operation.operation} ${JSON.stringify(call.input)}`;
      if (!call.operation.readonly || failed.has(request) || random() >= SHARE) return next();
      failed.add(request);
      return serverFailure(call, status);
    },
  };
}

function precedence(): Variation[] {
  return [
    variation(
      'precedence/unknown-first',
      'That a resource does not exist is said before other members are looked at.',
      FIRST,
      {
        intercept: (call, next, world) => {
          const answer = next();
          // A value of another type is refused when it is read, before anything else can be.
          const problems = compile(call.contract, call.operation.input)(call.input);
          const isRead = problems.every(({ keyword }) => keyword !== 'type');
          const invalid = new Set(problems.map(({ path }) => path));
          return isRead ? insteadOfInvalid(call, answer, unknownOf(call, invalid, world)) : answer;
        },
      },
    ),
    // That a channel is not live is no error to come before that of a broken constraint: nothing but the constraint could
    // then be asked about where nobody streams, and the model has it that an input is looked at first.
    variation(
      'precedence/conflict-first',
      'That a channel is live is said before the input is looked at.',
      FIRST,
      {
        intercept: (call, next, { broadcasts }) => {
          const isLive = broadcasts.current(text(call.input, 'arn')) !== undefined;
          const changes = /^(?:Update|Delete)Channel$/.test(call.operation.operation);
          return insteadOfInvalid(call, next(), isLive && changes ? 'ConflictException' : undefined);
        },
      },
    ),
  ];
}

/** The answer, or another error that applies as well, if the operation declares it. */
function insteadOfInvalid(call: Call, answer: Answer, code: string | undefined): Answer {
  const applies = answer.error === 'ValidationException' && code !== undefined;
  return applies && call.operation.errors.includes(code) ? failure(call.contract, code, 'first') : answer;
}

/** An ARN that breaks the constraints of its own member is invalid, whatever it names. */
function unknownOf(
  { input, region }: Call,
  invalid: ReadonlySet<string>,
  { store }: World,
): string | undefined {
  const isUnknown = Object.entries(input).some(
    ([member, value]) =>
      typeof value === 'string' &&
      /^arn:aws:ivs:[a-z0-9-]+:[0-9]+:[a-z-]+\/[a-zA-Z0-9-]+$/.test(value) &&
      !invalid.has(member) &&
      store.findAny(region, value) === undefined,
  );
  return isUnknown ? 'ResourceNotFoundException' : undefined;
}

function choices(): Variation[] {
  const refusing = (
    id: string,
    statement: string,
    code: string,
    applies: (call: Call, answer: Answer, world: World) => boolean,
  ) =>
    variation(`choice/${id}`, statement, EITHER, {
      intercept: (call, next, world) => {
        const answer = next();
        return applies(call, answer, world) ? failure(call.contract, code, 'refused') : answer;
      },
    });
  const isIdleAdBreak = ({ operation }: Call, { error }: Answer) =>
    operation.operation === 'InsertAdBreak' && error === 'ChannelNotBroadcasting';
  return [
    refusing(
      'ad-break-conflicts',
      'An ad break without a stream conflicts.',
      'ConflictException',
      isIdleAdBreak,
    ),
    refusing(
      'ad-break-invalid',
      'An ad break without a stream is invalid.',
      'ValidationException',
      isIdleAdBreak,
    ),
    refusing(
      'unknown-session-refused',
      'The lists of a session that never was are refused.',
      'ValidationException',
      ({ operation: { operation }, input }, { error }, { attendance }) =>
        /^ListParticipant(?:s|Events)$/.test(operation) &&
        error === undefined &&
        attendance.session(text(input, 'stageArn'), text(input, 'sessionId')) === undefined,
    ),
    variation('choice/stage-with-people-stays', 'DeleteStage refuses while somebody is there.', EITHER, {
      intercept: (call, next, { attendance }) => {
        const isBusy = attendance.present(text(call.input, 'arn')).length > 0;
        return call.operation.operation === 'DeleteStage' && isBusy
          ? failure(call.contract, 'ConflictException', 'somebody is on the stage')
          : next();
      },
    }),
  ];
}

/** @param share of the reads that lag behind; the others do not */
function lagging(id: string, statement: string, lagMs: number, share: number): Variation {
  const alone = 'Whoever waits for reads makes all others wait.';
  const lag = (random: () => number): Varied => {
    const before: { readonly until: number; readonly store: Store }[] = [];
    return {
      settings: { lagMs },
      intercept(call, next, world) {
        const now = performance.now();
        while (before[0] !== undefined && before[0].until <= now) before.shift();
        if (!call.operation.readonly) {
          before.push({ until: now + lagMs, store: world.store.copy() });
          return next();
        }
        const [oldest] = before;
        const isLate = oldest !== undefined && random() < share;
        return isLate ? next(call, { ...world, store: oldest.store }) : next();
      },
    };
  };
  return variation(id, statement, LAG, lag, alone);
}
