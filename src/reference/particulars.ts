import type { Json, JsonObject } from '../contract/types.js';
import { type Call, constrain, type World } from './call.js';
import { composition } from './composition.js';
import { countryFault } from './country.js';
import { factsOf } from './facts.js';
import { conflict } from './fault.js';
import { idOf } from './identity.js';
import { isObject, list, nested, text, texts } from './json.js';
import { fingerprint } from './key-material.js';
import { originFault } from './origin.js';
import { checkAttributes, participantToken } from './participant-token.js';
import type { Particulars } from './plain.js';
import { type Entry, having } from './store.js';

const MAXIMUM_PIXELS = 1920 * 1080;
/** How many credentials redundant ingest has is not documented: one for each of two encoders. */
const REDUNDANT_CREDENTIALS = 2;
const RECORDING = 'autoParticipantRecordingConfiguration';
const KEY: Particulars = {
  complete: (call) => ({ fingerprint: fingerprint(call, text(call.input, 'publicKeyMaterial')) }),
};

/** Name of a resource → what is not plain of it; all else of it is data. */
export const PARTICULARS: { readonly [resource: string]: Particulars } = {
  /** Channels go live by the control surface alone: nothing can be streamed to this endpoint. */
  Channel: {
    complete(call, _, after, before = {}) {
      checkMultitrack(call, after);
      // Only ADVANCED channels have a preset; they never lack one.
      const preset = text(call.input, 'preset') || text(before, 'preset') || 'HIGHER_BANDWIDTH_DELIVERY';
      return { preset: text(after, 'type').startsWith('ADVANCED_') ? preset : '' };
    },
    guard(_, { broadcasts }, { arn }) {
      if (broadcasts.current(arn) !== undefined) throw conflict(`${arn} is live`);
    },
  },

  PlaybackRestrictionPolicy: {
    complete(call) {
      for (const code of texts(call.input, 'allowedCountries')) {
        const fault = countryFault(code);
        const message = `${code} is no assigned ISO 3166-1 alpha-2 code`;
        constrain(call, `country/${fault}`, fault === undefined, message);
      }
      for (const origin of texts(call.input, 'allowedOrigins')) {
        const fault = originFault(origin);
        const message = `${origin} is no Origin header value (${fault})`;
        constrain(call, `origin/${fault}`, fault === undefined, message);
      }
      return {};
    },
  },

  RecordingConfiguration: {
    complete(call, _, after) {
      const renditions = nested(after, 'renditionConfiguration');
      const isNamed = renditions.renditionSelection !== 'CUSTOM' || list(renditions, 'renditions').length > 0;
      constrain(call, 'renditions/required', isNamed, 'CUSTOM renditions have to be named');
      const destinations = Object.keys(nested(after, 'destinationConfiguration')).length;
      constrain(call, 'destination/one', destinations === 1, 'a recording has one type of destination');
      return {};
    },
  },

  EncoderConfiguration: {
    complete(call, _, after) {
      const video = nested(after, 'video');
      const [width, height] = [Number(video.width), Number(video.height)];
      constrain(call, 'video/width-even', width % 2 !== 1, `video.width ${width} is odd`);
      constrain(call, 'video/height-even', height % 2 !== 1, `video.height ${height} is odd`);
      const message = `${width}x${height} are more than ${MAXIMUM_PIXELS} pixels`;
      constrain(call, 'video/pixels', !(width * height > MAXIMUM_PIXELS), message);
      return {};
    },
  },

  PlaybackKeyPair: KEY,
  PublicKey: KEY,

  /** One is ACTIVE while a participant publishes with it, which the control surface arranges. */
  IngestConfiguration: {
    complete(call, _, after) {
      const isAllowed = after.ingestProtocol !== 'RTMP' || after.insecureIngest === true;
      constrain(call, 'ingest/insecure', isAllowed, 'ingestProtocol RTMP needs insecureIngest true');
      checkAttributes(call, call.input);
      return {};
    },
    guard(call, world, entry) {
      if (call.input.force === true) disconnectPublisher(world, entry);
      if (entry.state.state === 'ACTIVE') throw conflict(`${entry.arn} is active`);
    },
    finish({ region }, { identities }, entry) {
      const { redundantIngestCredentials: before, ...rest } = entry.state;
      entry.state = rest;
      if (rest.redundantIngest !== true) return {};
      // Credentials exist as long as redundant ingest is enabled, and are new when it is enabled again.
      const { assigned = {} } = factsOf('ivs-realtime', 'IngestConfiguration');
      const credential = (): JsonObject => identities.expand(assigned, { region, id: idOf(entry.arn) });
      const made = Array.from({ length: REDUNDANT_CREDENTIALS }, credential);
      entry.state = { ...rest, redundantIngestCredentials: before ?? made };
      return {};
    },
  },

  /** Participants join stages by the control surface alone. */
  Stage: {
    complete(call, _, after) {
      for (const one of list(call.input, 'participantTokenConfigurations').filter(isObject))
        checkAttributes(call, one);
      // Without storage, all other settings go back to their defaults.
      const isOff = nested(after, RECORDING).storageConfigurationArn === '';
      const { defaults = {} } = factsOf('ivs-realtime', 'Stage');
      return isOff ? { [RECORDING]: nested(defaults, RECORDING) } : {};
    },
    guard(call, { attendance }, { arn }) {
      if (call.input[RECORDING] === undefined) return;
      const present = [...(attendance.active(arn)?.participants.values() ?? [])];
      const isRecorded = present.some(({ state }) => state.recordingState === 'ACTIVE');
      constrain(call, 'recording/active', !isRecorded, conflict(`${arn} is being recorded`));
    },
    finish(call, world, entry) {
      const configurations = list(call.input, 'participantTokenConfigurations').filter(isObject);
      const participantTokens: Json[] = configurations.map((one) => participantToken(world, entry, one));
      return participantTokens.length === 0 ? {} : { participantTokens };
    },
    removed: ({ attendance }, entry) => attendance.clear(entry),
  },

  Composition: composition,
};

/**
 * Multitrack input, where it is enabled, needs a STANDARD channel, fragmented MP4, and both of its settings.
 * @param after the channel as it is going to be
 */
function checkMultitrack(call: Call, after: JsonObject): void {
  if (nested(after, 'multitrackInputConfiguration').enabled !== true) return;
  const need = (rule: string, holds: boolean, what: string): void =>
    constrain(call, `multitrack/${rule}`, holds, `enabled multitrack input needs ${what}`);
  need('type', after.type === 'STANDARD', 'channel type STANDARD');
  need('containerFormat', after.containerFormat === 'FRAGMENTED_MP4', 'containerFormat FRAGMENTED_MP4');
  const requested = nested(call.input, 'multitrackInputConfiguration');
  if (requested.enabled !== true) return;
  for (const member of ['policy', 'maximumResolution'])
    need(member, requested[member] !== undefined, `its ${member}`);
}

function disconnectPublisher({ store, attendance }: World, { arn, region, state }: Entry): void {
  const stage = store.find('stage', region, text(state, 'stageArn'));
  if (stage === undefined) return;
  for (const participant of having(attendance.present(stage.arn), { ingestConfigurationArn: arn }))
    attendance.leave(stage, participant);
}
