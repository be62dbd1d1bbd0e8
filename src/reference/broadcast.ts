import type { JsonObject } from '../contract/types.js';
import { factsOf, kindOf, RESOURCES } from './facts.js';
import { isObject, list, text } from './json.js';
import { plannedRecording, type Recording, recordingEvents } from './recording-events.js';
import { type Entry, having, type Listed, type Store } from './store.js';
import type { Surroundings } from './surroundings.js';

const STREAM_ID_LENGTH = 23;
const LONGEST_EVENT_LIST = 500;

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
  /** Seconds until a channel that records begins to. Default: 3. */
  readonly recordingStartSeconds?: number;
}

/** One stream with its session; it is live while there is no `endTime`. */
export interface Broadcast extends Listed {
  /** Absent where the channel does not record. */
  readonly recording?: Recording;
}

/** The streams of all channels. Those of a deleted channel are not found any more. */
export class Broadcasts {
  readonly #all: Broadcast[] = [];
  readonly #world: Surroundings;

  constructor(world: Surroundings) {
    this.#world = world;
  }

  /** The stream that the channel sends now. */
  current(channelArn: string): Broadcast | undefined {
    return this.of(channelArn).find(isLive);
  }

  /** Streams of one channel in the order in which they began. */
  of(channelArn: string): Broadcast[] {
    return having(this.#all, { channelArn });
  }

  /** Live streams of one region in the order in which they began. */
  live(region: string): Broadcast[] {
    return having(this.#all, { region }).filter(isLive);
  }

  /** Begins a stream on a channel that has none. */
  start({ arn, region, state }: Entry, options: BroadcastOptions): Broadcast {
    const { health = 'HEALTHY', viewerCount = 0, recordingStartSeconds: after } = options;
    const used = configurations(this.#world.store, region, state);
    const { recordingConfiguration: recording } = used;
    const broadcast: Broadcast = {
      sequence: this.#all.length + 1,
      state: {
        ...{ region, channelArn: arn, playbackUrl: state.playbackUrl ?? '', channel: state },
        streamId: `st-${this.#world.identities.alphanumeric(STREAM_ID_LENGTH)}`,
        startTime: this.#world.now().toISOString(),
        // Only live streams are shown as streams, so OFFLINE never is.
        ...{ state: 'LIVE', health, viewerCount, hasErrorEvent: false },
        ...tracks(options),
        ...used,
      },
      ...(isObject(recording) && { recording: plannedRecording(recording, this.#world.now(), after) }),
    };
    this.#all.push(broadcast);
    for (const name of ['Session Created', 'Stream Start']) this.#note(broadcast, name);
    return broadcast;
  }

  end(broadcast: Broadcast): void {
    for (const name of ['Stream End', 'Session Ended']) this.#note(broadcast, name);
    broadcast.state = { ...broadcast.state, endTime: this.#world.now().toISOString() };
  }

  /** What a stream session tells of the stream and of its recording, the newest event first. */
  eventsOf({ state, recording }: Broadcast): JsonObject[] {
    const events = list(state, 'truncatedEvents').filter(isObject);
    if (recording === undefined) return events;
    const all = [...recordingEvents(recording, text(state, 'endTime'), this.#world.now()), ...events];
    // Of the same time, those of the stream keep their order.
    const at = (event: JsonObject) => Date.parse(text(event, 'eventTime'));
    return all.sort((one, other) => at(other) - at(one)).slice(0, LONGEST_EVENT_LIST);
  }

  /** The newest event comes first. */
  #note(broadcast: Broadcast, name: string): void {
    const event = { name, type: 'IVS Stream State Change', eventTime: this.#world.now().toISOString() };
    const truncatedEvents = [event, ...list(broadcast.state, 'truncatedEvents')].slice(0, LONGEST_EVENT_LIST);
    broadcast.state = { ...broadcast.state, truncatedEvents };
  }
}

function isLive({ state }: Broadcast): boolean {
  return state.endTime === undefined;
}

/** The resources that a channel names, as they are now: `recordingConfiguration` where it has the ARN of one. */
function configurations(store: Store, region: string, channel: JsonObject): JsonObject {
  const references = RESOURCES.filter(({ name }) => name === 'Channel').flatMap((one) => one.references);
  const found = references.map(({ member, resource }) => {
    const entry = store.find(kindOf(resource), region, text(channel, member));
    return entry === undefined ? {} : { [member.replace(/Arn$/, '')]: entry.state };
  });
  return Object.assign({}, ...found);
}

function tracks({ video = [{}], audio = [{}] }: BroadcastOptions): JsonObject {
  const numbered = (shape: string, all: readonly JsonObject[]): JsonObject[] =>
    all.map((one, at) => ({ ...factsOf('ivs', shape).defaults, ...one, track: `Track${at}` }));
  const videoConfigurations = numbered('VideoConfiguration', video);
  const audioConfigurations = numbered('AudioConfiguration', audio);
  const [firstVideo, firstAudio] = [videoConfigurations[0], audioConfigurations[0]];
  // Only the deprecated member fills in what has the names of AVC.
  const { profile = '', level = '' } = firstVideo ?? {};
  const ingestConfiguration = {
    ...(firstVideo && { video: { ...firstVideo, avcProfile: profile, avcLevel: level } }),
    ...(firstAudio && { audio: firstAudio }),
  };
  return { ingestConfiguration, ingestConfigurations: { videoConfigurations, audioConfigurations } };
}
