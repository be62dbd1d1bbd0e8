import type { Json, JsonObject } from '../../../contract/types.js';
import { type KnownResource, RESOURCES } from '../../resources/facts.js';
import type { Answer, Call, World } from '../../state/call.js';
import { isObject, list, nested, text } from '../../state/json.js';
import { mutantOf, type Place, showing, shownEntry, storing } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';

const ivs = (operation: string): Place => ({ service: 'ivs', operation });
const realtime = (operation: string): Place => ({ service: 'ivs-realtime', operation });

const RECORDING = 'autoParticipantRecordingConfiguration';
const CREDENTIALS = 'redundantIngestCredentials';

/** What a resource shows beyond what was sent, wrong: missing addresses, states, credentials, secrets in lists. */
export function shownMutants(): Mutant[] {
  return [
    ...['endpoint', 'passphrase'].map((member) =>
      lost('srt-lost', ivs('CreateChannel'), 'channel', ['srt', member]),
    ),
    ...['events', 'whip', 'rtmp', 'rtmps'].map((member) =>
      lost('stage-endpoint-lost', realtime('CreateStage'), 'stage', ['endpoints', member]),
    ),
    lost('credentials-lost', realtime('CreateIngestConfiguration'), 'ingestConfiguration', [CREDENTIALS]),
    lost('credentials-lost', realtime('UpdateIngestConfiguration'), 'ingestConfiguration', [CREDENTIALS]),
    ...['CreateIngestConfiguration', 'UpdateIngestConfiguration'].map(credentialsAlways),
    thumbnailResolution(),
    startsActive(),
    ...['allowedCountries', 'allowedOrigins'].map(notEmptied),
    ...[
      'mediaTypes',
      'recordingReconnectWindowSeconds',
      'hlsConfiguration',
      'thumbnailConfiguration',
      'recordParticipantReplicas',
    ].map(notReset),
    ...RESOURCES.flatMap(stateMutants),
    ...streamKeyMutants(),
    ...sameAgain(),
    ...secretsListed(),
    ...stateFilterMutants(),
  ];
}

/** The resource lacks a member from then on. */
function lost(family: string, place: Place, member: string, [outer = '', inner]: readonly string[]): Mutant {
  const what = [outer, inner].filter((part) => part !== undefined).join('.');
  return mutantOf(family, place, [what], `${what} is not shown.`, (call, next, world) => {
    const answer = next();
    const entry = shownEntry(call, answer, world, member);
    if (entry === undefined) return answer;
    entry.state =
      inner === undefined
        ? without(entry.state, outer)
        : { ...entry.state, [outer]: without(nested(entry.state, outer), inner) };
    return { ...answer, body: { ...answer.body, [member]: entry.state } };
  });
}

function without(object: JsonObject, member: string): JsonObject {
  const { [member]: _, ...rest } = object;
  return rest;
}

function credentialsAlways(operation: string): Mutant {
  const statement = 'There are redundant ingest credentials whether redundantIngest is true or not.';
  return mutantOf('credentials-always', realtime(operation), [], statement, (call, next, world) =>
    storing(
      call,
      next(),
      world,
      'ingestConfiguration',
      ({ participantId = '', streamKey = '', ...state }) => ({
        [CREDENTIALS]: state[CREDENTIALS] ?? [{ participantId, streamKey }],
      }),
    ),
  );
}

function thumbnailResolution(): Mutant {
  const member = 'thumbnailConfiguration';
  const statement = 'Thumbnails that were given no resolution have SD.';
  return mutantOf(
    'resolution-made-up',
    ivs('CreateRecordingConfiguration'),
    [],
    statement,
    (call, next, world) =>
      storing(call, next(), world, 'recordingConfiguration', (state) => ({
        [member]: { resolution: 'SD', ...nested(state, member) },
      })),
  );
}

function startsActive(): Mutant {
  const place = realtime('CreateIngestConfiguration');
  return mutantOf('starts-active', place, [], 'A new one is ACTIVE at once.', (call, next, world) =>
    storing(call, next(), world, 'ingestConfiguration', () => ({ state: 'ACTIVE' })),
  );
}

function notEmptied(member: string): Mutant {
  const place = ivs('UpdatePlaybackRestrictionPolicy');
  return mutantOf(
    'list-not-emptied',
    place,
    [member],
    `An empty ${member} changes nothing.`,
    (call, next, world) => {
      const before = world.store.findAny(call.region, text(call.input, 'arn'))?.state[member] ?? [];
      const isEmpty = Array.isArray(call.input[member]) && list(call.input, member).length === 0;
      return isEmpty
        ? storing(call, next(), world, 'playbackRestrictionPolicy', () => ({ [member]: before }))
        : next();
    },
  );
}

function notReset(member: string): Mutant {
  const statement = `${member} stays as it was when individual participant recording is switched off.`;
  return mutantOf(
    'recording-not-reset',
    realtime('UpdateStage'),
    [member],
    statement,
    (call, next, world) => {
      const before = nested(
        world.store.findAny(call.region, text(call.input, 'arn'))?.state ?? {},
        RECORDING,
      );
      const isOff = nested(call.input, RECORDING).storageConfigurationArn === '';
      if (!isOff) return next();
      return storing(call, next(), world, 'stage', (state) => ({
        [RECORDING]: { ...nested(state, RECORDING), [member]: before[member] ?? null },
      }));
    },
  );
}

function stateMutants({ service, create, get, states }: KnownResource): Mutant[] {
  if (create === undefined || get === undefined || states === undefined) return [];
  const [made, shown, member] = [create.operation, get.operation, get.output ?? ''];
  return [
    mutantOf(
      'state-before-creation',
      { service, operation: made },
      [],
      'A new one shows a state that there is not.',
      (_, next) => showing(next(), member, { state: 'PENDING' }),
    ),
    mutantOf(
      'state-regresses',
      { service, operation: shown },
      [],
      `After ${states.settled} comes ${states.create}.`,
      (call, next, world) => {
        const answer = next();
        const entry = shownEntry(call, answer, world, member);
        if (entry !== undefined && entry.state.state === states.settled)
          entry.state = { ...entry.state, state: states.create };
        return answer;
      },
    ),
  ];
}

function streamKeyMutants(): Mutant[] {
  const [place, member] = [ivs('CreateChannel'), 'streamKey'];
  return [
    mutantOf('stream-key-not-shown', place, [], 'The answer lacks the stream key.', (_, next) => {
      const answer = next();
      return answer.body === undefined ? answer : { ...answer, body: without(answer.body, member) };
    }),
    mutantOf('stream-key-of-another', place, [], 'The stream key names another channel.', (call, next) =>
      showing(next(), member, { channelArn: `arn:aws:ivs:${call.region}:123456789012:channel/another` }),
    ),
    mutantOf('stream-key-not-kept', place, [], 'The stream key is gone at once.', (call, next, world) => {
      const answer = next();
      const entry = shownEntry(call, answer, world, member);
      if (entry !== undefined) world.store.remove(entry);
      return answer;
    }),
    mutantOf('stream-key-not-listed', ivs('ListStreamKeys'), [], 'No stream key is listed.', (_, next) =>
      withItems(next(), 'streamKeys', () => []),
    ),
  ];
}

/** An identifier for all; what says what it identifies is left as it is. */
const SAME = 'AAAAAAAAAAAA';

/** What the service should assign anew is always the same. */
function sameAgain(): Mutant[] {
  const same = (place: Place, member: string, assigned: string): Mutant =>
    mutantOf('assigned-same', place, [assigned], `${assigned} is the same for all.`, (call, next, world) => {
      const answer = next();
      const shown = answer.body?.[member];
      if (!isObject(shown)) return answer;
      const value = text(shown, assigned).replace(/^[^_]*$|_[^_]*_[^_]*$/, SAME);
      return shown.arn === undefined
        ? showing(answer, member, { [assigned]: SAME })
        : storing(call, answer, world, member, () => ({ [assigned]: value }));
    });
  return [
    same(ivs('CreateStreamKey'), 'streamKey', 'value'),
    same(realtime('CreateParticipantToken'), 'participantToken', 'participantId'),
    same(realtime('CreateParticipantToken'), 'participantToken', 'token'),
    same(realtime('CreateIngestConfiguration'), 'ingestConfiguration', 'participantId'),
    same(realtime('CreateIngestConfiguration'), 'ingestConfiguration', 'streamKey'),
    streamKeyNotRenewed(),
  ];
}

function streamKeyNotRenewed(): Mutant {
  const statement = 'A channel that gets another stream key gets the value of the one before.';
  const values = new WeakMap<World['store'], Map<string, Json>>();
  return {
    ...mutantOf('stream-key-not-renewed', ivs('CreateStreamKey'), [], statement, (_, next) => next()),
    intercept: (call: Call, next, world) => {
      const answer = next();
      const { operation } = call.operation;
      if (call.service !== 'ivs' || !['CreateChannel', 'CreateStreamKey'].includes(operation)) return answer;
      const key = nested(answer.body ?? {}, 'streamKey');
      const known = values.get(world.store) ?? new Map<string, Json>();
      values.set(world.store, known);
      const before = known.get(text(key, 'channelArn'));
      if (before === undefined) known.set(text(key, 'channelArn'), key.value ?? '');
      return before === undefined
        ? answer
        : storing(call, answer, world, 'streamKey', () => ({ value: before }));
    },
  };
}

/** Lists that show what only a get should show. */
function secretsListed(): Mutant[] {
  const listed = (place: Place, items: string, member: string): Mutant =>
    mutantOf('secret-listed', place, [member], `Entries show their ${member}.`, (call, next, { store }) =>
      withItems(next(), items, (all) =>
        all.map((item) => {
          const state = isObject(item) ? store.findAny(call.region, text(item, 'arn'))?.state : undefined;
          return isObject(item) && state?.[member] !== undefined
            ? { ...item, [member]: state[member] }
            : item;
        }),
      ),
    );
  return [
    listed(ivs('ListStreamKeys'), 'streamKeys', 'value'),
    listed(realtime('ListIngestConfigurations'), 'ingestConfigurations', 'streamKey'),
  ];
}

function stateFilterMutants(): Mutant[] {
  const [place, filter] = [realtime('ListIngestConfigurations'), 'filterByState'];
  return [
    mutantOf('filter-ignored', place, [filter], `${filter} is ignored.`, (call, next) => {
      const { [filter]: _, ...input } = call.input;
      return next({ ...call, input });
    }),
    mutantOf('filter-incomplete', place, [filter], `${filter} misses the last match.`, (call, next) =>
      call.input[filter] === undefined
        ? next()
        : withItems(next(), 'ingestConfigurations', (items) => items.slice(0, -1)),
    ),
    mutantOf('filters-not-exclusive', place, [], 'Both filters are accepted together.', (call, next) =>
      next({ ...call, unchecked: 'filters/exclusive' }),
    ),
  ];
}

function withItems(answer: Answer, member: string, change: (items: readonly Json[]) => Json[]): Answer {
  if (answer.body?.[member] === undefined) return answer;
  return { ...answer, body: { ...answer.body, [member]: change(list(answer.body, member)) } };
}
