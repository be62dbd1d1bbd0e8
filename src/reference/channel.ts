import type { JsonObject } from '../contract/types.js';
import { type Call, constrain, type Handlers, type World } from './call.js';
import { batch, named } from './entry.js';
import { conflict, notFound } from './fault.js';
import { nested, pick, text } from './json.js';
import { checkMultitrack, completeMultitrack } from './multitrack.js';
import { page } from './page.js';
import { checkQuota } from './quota.js';
import type { Entry, Kind } from './store.js';
import { checkOffline } from './stream.js';
import { addStreamKey, streamKeysOf } from './stream-key.js';
import { requestedTags } from './tags.js';

const KIND = 'channel';
const DEFAULT_PAGE_SIZE = 100;
const PASSPHRASE_LENGTH = 79;

/** Members that a request sets as they are. */
const PLAIN = [
  'name',
  'latencyMode',
  'type',
  'authorized',
  'recordingConfigurationArn',
  'insecureIngest',
  'playbackRestrictionPolicyArn',
  'containerFormat',
  'adConfigurationArn',
  'failoverSlateConfigurationArn',
];

const DEFAULTS: JsonObject = {
  name: '',
  latencyMode: 'LOW',
  type: 'STANDARD',
  authorized: false,
  recordingConfigurationArn: '',
  insecureIngest: false,
  playbackRestrictionPolicyArn: '',
  containerFormat: 'TS',
  adConfigurationArn: '',
  failoverSlateConfigurationArn: '',
  multitrackInputConfiguration: completeMultitrack({}),
  preset: '',
};

const SUMMARY = [
  'arn',
  'name',
  'latencyMode',
  'authorized',
  'recordingConfigurationArn',
  'tags',
  'insecureIngest',
  'type',
  'preset',
  'playbackRestrictionPolicyArn',
  'adConfigurationArn',
  'failoverSlateConfigurationArn',
];

/** Filter of ListChannels → the member that it compares. */
const FILTERS: readonly (readonly [filter: string, member: string])[] = [
  ['filterByName', 'name'],
  ['filterByRecordingConfigurationArn', 'recordingConfigurationArn'],
  ['filterByPlaybackRestrictionPolicyArn', 'playbackRestrictionPolicyArn'],
  ['filterByAdConfigurationArn', 'adConfigurationArn'],
  ['filterByFailoverSlateConfigurationArn', 'failoverSlateConfigurationArn'],
];

/** Member that names a resource → the type of this resource. */
const REFERENCES: readonly (readonly [member: string, kind: Kind])[] = [
  ['recordingConfigurationArn', 'recording-configuration'],
  ['playbackRestrictionPolicyArn', 'playback-restriction-policy'],
  ['adConfigurationArn', 'ad-configuration'],
  ['failoverSlateConfigurationArn', 'failover-slate-configuration'],
];

/** Channels. They go live by the control surface alone: nothing can be streamed to this endpoint. */
export const channelHandlers: Handlers = {
  CreateChannel(call, world) {
    const { store, identities } = world;
    const members = merged(call, world, DEFAULTS);
    const tags = requestedTags(call);
    checkQuota(call, world, KIND);
    const id = identities.id();
    const arn = identities.arn(call.region, KIND, id);
    const channel = store.add(KIND, call.region, arn, { ...members, ...addresses(call, world, id), tags });
    return { channel: channel.state, streamKey: addStreamKey(call, world, channel, {}).state };
  },

  GetChannel: (call, world) => ({ channel: named(call, world, KIND).state }),

  BatchGetChannel: (call, world) => batch(call, world, KIND, 'channels'),

  UpdateChannel(call, world) {
    const entry = named(call, world, KIND);
    checkOffline(world, entry);
    entry.state = merged(call, world, entry.state);
    return { channel: entry.state };
  },

  DeleteChannel(call, world) {
    const entry = named(call, world, KIND);
    checkOffline(world, entry);
    for (const key of streamKeysOf(call, world, entry)) world.store.remove(key);
    world.store.remove(entry);
    return {};
  },

  ListChannels(call, { store }) {
    const given = FILTERS.filter(([filter]) => call.input[filter] !== undefined);
    const names = given.map(([filter]) => filter).join(' and ');
    constrain(call, 'filters/exclusive', given.length < 2, conflict(`${names} cannot be used together`));
    const wanted = given.map(([filter, member]) => [member, call.input[filter]] as const);
    const matches = ({ state }: Entry): boolean => wanted.every(([member, value]) => state[member] === value);
    const found = [...store.all(KIND, call.region)].filter(matches);
    const { items, next } = page(call, found, DEFAULT_PAGE_SIZE, ({ state }) => pick(state, SUMMARY));
    return { channels: items, ...next };
  },
};

/** The channel as the request wants it, on top of what it was. */
function merged(call: Call, world: World, before: JsonObject): JsonObject {
  const after: JsonObject = { ...before, ...pick(call.input, PLAIN) };
  if (call.input.multitrackInputConfiguration !== undefined) {
    const requested = nested(call.input, 'multitrackInputConfiguration');
    after.multitrackInputConfiguration = completeMultitrack(requested);
  }
  after.preset = preset(text(after, 'type'), text(call.input, 'preset'), text(before, 'preset'));
  checkMultitrack(call, after);
  checkReferences(call, world);
  return after;
}

/** Only ADVANCED channels have a preset; they never lack one. */
function preset(type: string, requested: string, before: string): string {
  if (!type.startsWith('ADVANCED_')) return '';
  return requested || before || 'HIGHER_BANDWIDTH_DELIVERY';
}

/** @throws Fault ResourceNotFoundException when the request names a resource that this region has not */
function checkReferences(call: Call, { store }: World): void {
  for (const [member, kind] of REFERENCES) {
    const arn = text(call.input, member);
    if (arn !== '' && store.find(kind, call.region, arn) === undefined) throw notFound(arn);
  }
}

function addresses(call: Call, { identities }: World, id: string): JsonObject {
  const host = identities.hexadecimal(12);
  const path = `/api/video/v1/${call.region}.${identities.account}.channel.${id}.m3u8`;
  return {
    ingestEndpoint: `${host}.global-contribute.live-video.net`,
    playbackUrl: `https://${host}.${call.region}.playback.live-video.net${path}`,
    srt: {
      endpoint: `${host}.srt.live-video.net`,
      passphrase: identities.alphanumeric(PASSPHRASE_LENGTH),
    },
  };
}
