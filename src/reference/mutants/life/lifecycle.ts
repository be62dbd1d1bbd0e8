import { loadContract, resolve } from '../../../contract/load.js';
import type { Contracts, Json, JsonObject } from '../../../contract/types.js';
import { type KnownResource, RESOURCES } from '../../resources/facts.js';
import { list, nested, text } from '../../state/json.js';
import { mutantOf, type Place, showing, shownEntry, storing, withInput } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { RESOURCE_TYPES, type ResourceType } from '../build/resources.js';
import { batchMutants } from './batches.js';

/** What no client asks for. */
const RESET_PLAYBACK_CONFIGURATION = 'arn:aws:mediatailor:us-west-2:000000000000:playbackConfiguration/reset';

/** Members that have to be there, so that they have no default → what an update resets them to. */
const MANDATORY: JsonObject = {
  mediaTailorPlaybackConfigurations: [{ playbackConfigurationArn: RESET_PLAYBACK_CONFIGURATION }],
};

/** Update operation → changeable member → its value when it is reset. */
export const RESETS: { readonly [update: string]: JsonObject } = Object.fromEntries(
  RESOURCES.flatMap(({ service, update, defaults = {} }) => {
    const { properties = {} } = loadContract(service).operations.get(update?.operation ?? '')?.input ?? {};
    const resets = Object.entries({ name: '', ...MANDATORY, ...defaults });
    const members = Object.fromEntries(resets.filter(([name]) => properties[name] !== undefined));
    return update === undefined ? [] : [[update.operation, { ...members, tags: {} }] as const];
  }),
);

const CREATE_STREAM_KEY: Place = { service: 'ivs', operation: 'CreateStreamKey' };

/** What a resource's life shows: create, update, delete, batch reads, references. */
export function lifecycleMutants(contracts: Contracts): Mutant[] {
  return [
    ...RESOURCE_TYPES.flatMap((type) => [
      ...createMutants(contracts, type),
      ...updateMutants(type),
      deleteIneffective(type),
      deletedTwice(type),
      ...batchMutants(type),
    ]),
    cascadeIgnored(),
    ...RESOURCES.filter(({ usedBy }) => usedBy?.Channel !== undefined).map(inUseIgnored),
    secondStreamKey(),
    ...RESOURCES.flatMap((one) => neverSettled(contracts, one)),
  ];
}

/** Whether the answer does not show the member, or not in a way that one value of it tells from another. */
function isUnseen(create: string, member: string): boolean {
  if (create === 'CreateIngestConfiguration') return member === 'insecureIngest';
  if (create === 'ImportPlaybackKeyPair') return member === 'publicKeyMaterial';
  return [
    'idempotencyToken',
    'participantTokenConfigurations',
    'autoParticipantRecordingConfiguration',
  ].includes(member);
}

function createMutants(contracts: Contracts, { service, create, member }: ResourceType): Mutant[] {
  const place: Place = { service, operation: create };
  const input = contracts.get(service)?.operations.get(create)?.input;
  return Object.keys(input?.properties ?? {})
    .filter((name) => !isUnseen(create, name))
    .flatMap((name) => [
      mutantOf(
        'create-echo-wrong',
        place,
        [name],
        `The answer shows another ${name} than was sent.`,
        (call, next) => {
          const answer = next();
          const value = nested(answer.body ?? {}, member)[name];
          const isShown = call.input[name] !== undefined && value !== undefined;
          return isShown ? showing(answer, member, { [name]: another(value) }) : answer;
        },
      ),
      mutantOf(
        'create-not-stored',
        place,
        [name],
        `The ${name} that was sent is shown once, then lost.`,
        (call, next, world) => {
          const answer = next();
          const entry = shownEntry(call, answer, world, member);
          const value = entry?.state[name];
          if (entry !== undefined && call.input[name] !== undefined && value !== undefined) {
            entry.state = { ...entry.state, [name]: another(value) };
          }
          return answer;
        },
      ),
    ]);
}

/** Another value of the same type. */
function another(value: Json): Json {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return OTHER_VALUE[value] ?? `${value}x`;
  return Array.isArray(value) ? value.slice(1) : {};
}

/** Enum value → another one of the same enum. */
const OTHER_VALUE: { readonly [value: string]: string } = {
  LOW: 'NORMAL',
  NORMAL: 'LOW',
  STANDARD: 'BASIC',
  BASIC: 'STANDARD',
  ADVANCED_SD: 'ADVANCED_HD',
  ADVANCED_HD: 'ADVANCED_SD',
  RTMP: 'RTMPS',
  RTMPS: 'RTMP',
  TS: 'FRAGMENTED_MP4',
  FRAGMENTED_MP4: 'TS',
  HIGHER_BANDWIDTH_DELIVERY: 'CONSTRAINED_BANDWIDTH_DELIVERY',
  CONSTRAINED_BANDWIDTH_DELIVERY: 'HIGHER_BANDWIDTH_DELIVERY',
};

function updateMutants({ service, update, member }: ResourceType): Mutant[] {
  if (update === undefined) return [];
  const place: Place = { service, operation: update };
  const resets = Object.entries(RESETS[update] ?? {});
  const changeable = resets.filter(([name]) => name !== 'tags');
  return [
    ...changeable.map(([name]) =>
      mutantOf('update-lost', place, [name], `A new ${name} has no effect.`, (call, next) =>
        next(withInput(call, { [name]: undefined })),
      ),
    ),
    ...resets.map(([name, value]) =>
      mutantOf('update-resets', place, [name], `An update without ${name} resets it.`, (call, next, world) =>
        call.input[name] === undefined
          ? storing(call, next(), world, member, () => ({ [name]: value }))
          : next(),
      ),
    ),
    ...changeable.filter(([name]) => name.endsWith('Arn')).map(([name]) => switchOffIgnored(place, name)),
    ...changeable
      .filter(([, value]) => Array.isArray(value))
      .map(([name]) => listMerged(place, member, name)),
    mutantOf(
      'update-not-stored',
      place,
      [],
      'The answer shows the update, but nothing is stored.',
      (call, next, world) => {
        const entry = world.store.findAny(call.region, text(call.input, 'arn'));
        const before = entry?.state;
        const answer = next();
        if (entry !== undefined && before !== undefined) entry.state = before;
        return answer;
      },
    ),
  ];
}

function switchOffIgnored(place: Place, name: string): Mutant {
  return mutantOf('switch-off-ignored', place, [name], `An empty ${name} has no effect.`, (call, next) =>
    next(call.input[name] === '' ? withInput(call, { [name]: undefined }) : call),
  );
}

function listMerged(place: Place, member: string, name: string): Mutant {
  const statement = `An update adds to ${name} instead of replacing it.`;
  return mutantOf('list-merged', place, [name], statement, (call, next, world) => {
    const state = world.store.findAny(call.region, text(call.input, 'arn'))?.state;
    const answer = next();
    if (state === undefined || call.input[name] === undefined) return answer;
    const merged = [...new Set([...list(state, name), ...list(call.input, name)])];
    return storing(call, answer, world, member, () => ({ [name]: merged }));
  });
}

function deleteIneffective({ service, delete: operation, kind }: ResourceType): Mutant {
  const statement = `A ${kind} is still there after it was deleted.`;
  return mutantOf('delete-ineffective', { service, operation }, [], statement, (call, next, { store }) => {
    const entry = store.findAny(call.region, text(call.input, 'arn'));
    const answer = next();
    if (entry !== undefined && answer.error === undefined) store.restore(entry);
    return answer;
  });
}

function deletedTwice({ service, delete: operation, kind }: ResourceType): Mutant {
  const statement = `A ${kind} that is deleted already can be deleted again.`;
  const deleted = new WeakMap<object, Set<string>>();
  return mutantOf('delete-repeatable', { service, operation }, [], statement, (call, next, { store }) => {
    const arn = text(call.input, 'arn');
    const gone = deleted.get(store) ?? new Set();
    deleted.set(store, gone);
    const answer = next();
    if (answer.error === undefined) gone.add(arn);
    const isRepeated = answer.error === 'ResourceNotFoundException' && gone.has(arn);
    return isRepeated ? { status: call.operation.http.status, headers: {} } : answer;
  });
}

function cascadeIgnored(): Mutant {
  const place: Place = { service: 'ivs', operation: 'DeleteChannel' };
  const statement = 'The stream key of a deleted channel is still there.';
  return mutantOf('cascade-ignored', place, [], statement, (call, next, { store }) => {
    const keys = [...store.all('stream-key', call.region)];
    const own = keys.filter(({ state }) => state.channelArn === call.input.arn);
    const answer = next();
    if (answer.error === undefined) for (const key of own) store.restore(key);
    return answer;
  });
}

function inUseIgnored({ service, kind, delete: remove }: KnownResource): Mutant {
  const place: Place = { service, operation: remove?.operation ?? '' };
  const statement = `A ${kind} can be deleted while a channel uses it.`;
  return mutantOf('in-use-ignored', place, [], statement, (call, next, { store }) => {
    const answer = next();
    const entry = store.findAny(call.region, text(call.input, 'arn'));
    if (answer.error !== 'ConflictException' || entry === undefined) return answer;
    store.remove(entry);
    return { status: call.operation.http.status, headers: {} };
  });
}

function secondStreamKey(): Mutant {
  const statement = 'A channel can have a second stream key.';
  return mutantOf('second-stream-key-accepted', CREATE_STREAM_KEY, [], statement, (call, next) =>
    next({ ...call, unchecked: 'quota/fixed' }),
  );
}

/** A resource stays in a state that is to pass, or fails once that can no longer happen. */
function neverSettled(contracts: Contracts, known: KnownResource): Mutant[] {
  const { service, create, update, get, states } = known;
  const member = get?.output ?? '';
  const stays = (family: string, operation: string, state: string): Mutant =>
    mutantOf(
      family,
      { service, operation },
      [],
      `What ${operation} has made or changed stays in state ${state}.`,
      (call, next, world) => storing(call, next(), world, member, () => ({ state })),
    );
  if (states === undefined) return [];
  const settled = states.settled.toLowerCase();
  const created = stays(`never-${settled}`, create?.operation ?? '', states.create);
  if (states.update === undefined || update === undefined) return [created];
  const failed = statesOf(contracts, known).find((state) => state.endsWith('FAILED'));
  return [
    created,
    stays('never-updated', update.operation, states.update),
    ...(failed === undefined ? [] : [stays('fails-later', update.operation, failed)]),
  ];
}

function statesOf(contracts: Contracts, { service, name }: KnownResource): readonly string[] {
  const contract = contracts.get(service);
  const { state } = contract?.shapes.$defs[name]?.properties ?? {};
  return (contract && state && resolve(contract, state).enum) ?? [];
}
