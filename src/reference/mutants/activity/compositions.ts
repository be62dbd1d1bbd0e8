import type { Json, JsonObject } from '../../../contract/types.js';
import { isObject, list, nested, text } from '../../state/json.js';
import { mutantOf, type Place, showing, storing, withInput } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';

function at(operation: string): Place {
  return { service: 'ivs-realtime', operation };
}

const START = at('StartComposition');
const GET = at('GetComposition');

/** Settings of a destination, by their paths within its configuration → a value that is not the default. */
const WRONG_DEFAULTS: readonly (readonly [holder: string, member: string, value: Json])[] = [
  ['recordingConfiguration.hlsConfiguration', 'targetSegmentDurationSeconds', 6],
  ['thumbnailConfigurations', 'targetIntervalSeconds', 30],
  ['thumbnailConfigurations', 'storage', ['LATEST']],
];

/** Layout → setting → a value that is not the default. */
const WRONG_LAYOUTS: { readonly [layout: string]: JsonObject } = {
  grid: {
    featuredParticipantAttribute: 'featured',
    gridGap: 0,
    omitStoppedVideo: true,
    videoAspectRatio: 'SQUARE',
  },
  pip: {
    featuredParticipantAttribute: 'featured',
    gridGap: 2,
    omitStoppedVideo: true,
    pipBehavior: 'DYNAMIC',
    pipOffset: 5,
    pipParticipantAttribute: 'pip',
    pipPosition: 'TOP_LEFT',
    videoFillMode: 'FILL',
  },
};

/** Compositions: what they show, what they need, what they hold on to. */
export function compositionMutants(): Mutant[] {
  return [
    ...['FAILED', 'STOPPED'].map((state) =>
      mutantOf('composition-state-wrong', GET, [state], `A running composition is ${state}.`, (_, next) =>
        showing(next(), 'composition', { state }),
      ),
    ),
    mutantOf('composition-ended', GET, [], 'A running composition has an end time.', (_, next) =>
      showing(next(), 'composition', { endTime: '2001-01-01T00:00:00.000Z' }),
    ),
    ...['name', 's3'].map((member) => destinationWrong(member)),
    mutantOf('destination-id-changes', GET, [], 'A destination has another id each time.', (_, next) =>
      withDestinations(next(), (destination) => ({ ...destination, id: `${String(destination.id)}x` })),
    ),
    ...Object.entries(WRONG_LAYOUTS).flatMap(([layout, settings]) =>
      Object.entries(settings).map(([member, value]) => wrongLayout(layout, member, value)),
    ),
    ...WRONG_DEFAULTS.map(([holder, member, value]) => wrongDefault(holder, member, value)),
    ...['destinations/one', 'destinations/s3'].map((constraint) =>
      mutantOf(
        'destinations-unchecked',
        START,
        [constraint.replace('destinations/', '')],
        `The constraint ${constraint} is not enforced.`,
        (call, next) => next({ ...call, unchecked: constraint }),
      ),
    ),
    ...['stageArn', 'storageConfigurationArn', 'encoderConfigurationArns', 'channelArn'].map(unknownAccepted),
    mutantOf(
      'idempotency-ignored',
      START,
      [],
      'A repeated request starts another composition.',
      (call, next) => next(withInput(call, { idempotencyToken: undefined })),
    ),
    ...['filterByStageArn', 'filterByEncoderConfigurationArn'].flatMap(filterMutants),
    ...['storage-configuration', 'encoder-configuration'].map(inUseIgnored),
  ];
}

function withDestinations(
  answer: Parameters<typeof showing>[0],
  change: (destination: JsonObject) => JsonObject,
): Parameters<typeof showing>[0] {
  const shown = nested(answer.body ?? {}, 'composition');
  const destinations = list(shown, 'destinations').map((one: Json) => (isObject(one) ? change(one) : one));
  return showing(answer, 'composition', { destinations });
}

function destinationWrong(member: string): Mutant {
  const statement = `A destination does not show the ${member} that it was made with.`;
  return mutantOf('destination-wrong', GET, [member], statement, (_, next) =>
    withDestinations(next(), (destination) => {
      const configuration = nested(destination, 'configuration');
      const s3 = { ...nested(configuration, 's3'), recordingConfiguration: {} };
      const changed = member === 's3' ? { s3 } : { name: 'another' };
      return { ...destination, configuration: { ...configuration, ...changed } };
    }),
  );
}

function wrongLayout(layout: string, member: string, value: Json): Mutant {
  const statement = `Without layout.${layout}.${member}, it is ${JSON.stringify(value)}.`;
  return mutantOf('default-wrong', START, [`layout.${layout}.${member}`], statement, (call, next, world) => {
    const requested = nested(nested(call.input, 'layout'), layout);
    return storing(call, next(), world, 'composition', (state) => {
      const shown = nested(state, 'layout');
      if (shown[layout] === undefined || requested[member] !== undefined) return {};
      return { layout: { ...shown, [layout]: { ...nested(shown, layout), [member]: value } } };
    });
  });
}

function wrongDefault(holder: string, member: string, value: Json): Mutant {
  const [outer = '', inner] = holder.split('.');
  const statement = `Without ${holder}.${member}, it is ${JSON.stringify(value)}.`;
  const put = (settings: Json | undefined): Json => ({
    [member]: value,
    ...(isObject(settings) ? settings : {}),
  });
  return mutantOf(
    'default-wrong',
    START,
    [`destinations.s3.${holder}.${member}`],
    statement,
    (call, next) => {
      const destinations = list(call.input, 'destinations').map((one: Json): Json => {
        if (!isObject(one) || !isObject(one.s3)) return one;
        const given = one.s3[outer];
        if (given === undefined) return one;
        const changed = Array.isArray(given)
          ? given.map(put)
          : inner === undefined
            ? given
            : { ...nested(one.s3, outer), [inner]: put(nested(nested(one.s3, outer), inner)) };
        return { ...one, s3: { ...one.s3, [outer]: changed } };
      });
      return next(call.input.destinations === undefined ? call : withInput(call, { destinations }));
    },
  );
}

/** What is accepted instead runs on nothing. */
function unknownAccepted(member: string): Mutant {
  const statement = `A ${member} that names nothing is accepted.`;
  return mutantOf('unknown-reference-accepted', START, [member], statement, (call, next, { identities }) => {
    const answer = next();
    if (answer.error !== 'ResourceNotFoundException') return answer;
    const types = {
      stageArn: ':stage/',
      storageConfigurationArn: ':storage-configuration/',
      encoderConfigurationArns: ':encoder-configuration/',
      channelArn: ':channel/',
    };
    const type = Object.entries(types).find(([name]) => name === member)?.[1] ?? '';
    if (!text(answer.body ?? {}, 'exceptionMessage').includes(type)) return answer;
    const arn = identities.arn(call.region, 'composition', identities.id());
    const composition = {
      arn,
      stageArn: text(call.input, 'stageArn'),
      state: 'STARTING',
      layout: {},
      destinations: [],
    };
    return { status: 200, headers: { 'content-type': 'application/json' }, body: { composition } };
  });
}

function filterMutants(filter: string): Mutant[] {
  const place = at('ListCompositions');
  return [
    mutantOf('filter-ignored', place, [filter], `${filter} is ignored.`, (call, next) =>
      next(text(call.input, filter).startsWith('arn:') ? withInput(call, { [filter]: undefined }) : call),
    ),
    mutantOf('filter-incomplete', place, [filter], `${filter} misses the last match.`, (call, next) => {
      const answer = next();
      if (call.input[filter] === undefined || answer.body === undefined) return answer;
      return {
        ...answer,
        body: { ...answer.body, compositions: list(answer.body, 'compositions').slice(0, -1) },
      };
    }),
  ];
}

function inUseIgnored(kind: string): Mutant {
  const operation =
    kind === 'storage-configuration' ? 'DeleteStorageConfiguration' : 'DeleteEncoderConfiguration';
  const statement = `A ${kind} can be deleted while a composition uses it.`;
  return mutantOf('in-use-ignored', at(operation), [], statement, (call, next, { store }) => {
    const answer = next();
    const entry = store.findAny(call.region, text(call.input, 'arn'));
    if (answer.error !== 'ConflictException' || entry === undefined) return answer;
    store.remove(entry);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: {} };
  });
}
