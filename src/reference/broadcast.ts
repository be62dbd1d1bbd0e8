import type { JsonObject } from '../contract/types.js';
import type { Identities } from './identity.js';
import { pick, text } from './json.js';
import type { Entry, Kind, Store } from './store.js';

const STREAM_ID_LENGTH = 23;
const LONGEST_EVENT_LIST = 500;
/** What only the deprecated `ingestConfiguration` fills in. */
const DEPRECATED: JsonObject = { avcProfile: '', avcLevel: '' };

const VIDEO: JsonObject = {
  codec: 'avc1.4D401F',
  encoder: 'reference',
  profile: 'Main',
  level: '3.1',
  targetBitrate: 2_500_000,
  targetFramerate: 30,
  videoWidth: 1280,
  videoHeight: 720,
};
const AUDIO: JsonObject = { codec: 'mp4a.40.2', targetBitrate: 128_000, sampleRate: 48_000, channels: 2 };

/** What is sent to a channel, and how it is received. */
export interface BroadcastOptions {
  /** Members of `VideoConfiguration`, one object for each track. Default: one track of 720p. */
  readonly video?: readonly JsonObject[];
  /** Members of `AudioConfiguration`, one object for each track. Default: one stereo track. */
  readonly audio?: readonly JsonObject[];
  /** Default: HEALTHY. */
  readonly health?: 'HEALTHY' | 'STARVING' | 'UNKNOWN';
  /** Default: 0. */
  readonly viewerCount?: number;
}

/** One stream, live or ended. */
export interface Broadcast {
  readonly sequence: number;
  readonly region: string;
  readonly channelArn: string;
  /** Members of the stream session, but for the time of its end and its events. */
  readonly session: JsonObject;
  readonly health: string;
  readonly viewerCount: number;
  /** Absent while the stream is live. */
  endTime?: string;
  /** Newest first. */
  events: JsonObject[];
}

/** The streams of all channels. Those of a deleted channel are not found any more. */
export class Broadcasts {
  readonly #all: Broadcast[] = [];
  readonly #identities: Identities;
  readonly #now: () => Date;

  constructor(identities: Identities, now: () => Date) {
    this.#identities = identities;
    this.#now = now;
  }

  /** The stream that the channel sends now. */
  current(channelArn: string): Broadcast | undefined {
    return this.#all.find((one) => one.channelArn === channelArn && one.endTime === undefined);
  }

  /** Streams of one channel in the order in which they began. */
  of(channelArn: string): Broadcast[] {
    return this.#all.filter((one) => one.channelArn === channelArn);
  }

  /** Live streams of one region in the order in which they began. */
  live(region: string): Broadcast[] {
    return this.#all.filter((one) => one.region === region && one.endTime === undefined);
  }

  /** Begins a stream on a channel that has none. */
  start(channel: Entry, store: Store, options: BroadcastOptions): Broadcast {
    const startTime = this.#now().toISOString();
    const used = (kind: Kind, member: string) =>
      store.find(kind, channel.region, text(channel.state, member))?.state;
    const recording = used('recording-configuration', 'recordingConfigurationArn');
    const slate = used('failover-slate-configuration', 'failoverSlateConfigurationArn');
    const broadcast: Broadcast = {
      sequence: this.#all.length + 1,
      region: channel.region,
      channelArn: channel.arn,
      session: {
        streamId: `st-${this.#identities.alphanumeric(STREAM_ID_LENGTH)}`,
        startTime,
        channel: channel.state,
        ...tracks(options),
        ...(recording && { recordingConfiguration: recording }),
        ...(slate && { failoverSlateConfiguration: slate }),
      },
      health: options.health ?? 'HEALTHY',
      viewerCount: options.viewerCount ?? 0,
      events: [],
    };
    this.#all.push(broadcast);
    for (const name of ['Session Created', 'Stream Start']) this.#note(broadcast, name);
    return broadcast;
  }

  end(broadcast: Broadcast): void {
    for (const name of ['Stream End', 'Session Ended']) this.#note(broadcast, name);
    broadcast.endTime = this.#now().toISOString();
  }

  #note(broadcast: Broadcast, name: string): void {
    const event = { name, type: 'IVS Stream State Change', eventTime: this.#now().toISOString() };
    broadcast.events = [event, ...broadcast.events].slice(0, LONGEST_EVENT_LIST);
  }
}

function tracks({ video = [{}], audio = [{}] }: BroadcastOptions): JsonObject {
  const videoConfigurations = video.map((one, at) => ({
    ...VIDEO,
    ...one,
    ...DEPRECATED,
    track: `Track${at}`,
  }));
  const audioConfigurations = audio.map((one, at) => ({ ...AUDIO, ...one, track: `Track${at}` }));
  const [firstVideo, firstAudio] = [videoConfigurations[0], audioConfigurations[0]];
  return {
    ingestConfiguration: {
      ...(firstVideo === undefined ? {} : { video: withDeprecated(firstVideo) }),
      ...(firstAudio === undefined ? {} : { audio: { ...firstAudio } }),
    },
    ingestConfigurations: { videoConfigurations, audioConfigurations },
  };
}

function withDeprecated(video: JsonObject): JsonObject {
  const { profile = '', level = '' } = pick(video, ['profile', 'level']);
  return { ...video, avcProfile: profile, avcLevel: level };
}
