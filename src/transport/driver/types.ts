/** Who does what the API alone cannot: stream to channels, join stages. */

/** A channel to stream to, and what an encoder needs for it. */
export interface ChannelToStream {
  readonly channelArn: string;
  /** Host that takes the stream, as the channel shows it. */
  readonly ingestEndpoint: string;
  /** Secret. */
  readonly streamKey: string;
}

/** Somebody who is to join a stage, and what a client needs for it. */
export interface ParticipantToJoin {
  readonly stageArn: string;
  readonly participantId: string;
  /** Participant token, as the service issued it; empty for somebody who publishes with an ingest configuration. Secret. */
  readonly token: string;
  /** Whether the participant sends audio and video. */
  readonly publish: boolean;
  /** The ingest configuration that the participant publishes with, instead of a token. */
  readonly ingest?: StageIngest;
}

/** What an encoder needs to publish to a stage. */
export interface StageIngest {
  readonly ingestConfigurationArn: string;
  readonly protocol: string;
  /** Address that takes the stream, as the stage shows it. */
  readonly endpoint: string;
  /** Secret. */
  readonly streamKey: string;
}

/**
 * Does for the suite what happens outside of the API, at the endpoint that is asked. Each function resolves once it
 * has done its part; the suite itself waits until the endpoint shows what came of it.
 */
export interface Driver {
  /** Begins to stream to a channel. @throws Error when it cannot */
  goLive(channel: ChannelToStream): Promise<void>;
  /** Ends the stream. @throws Error when it cannot */
  goOffline(channel: Pick<ChannelToStream, 'channelArn'>): Promise<void>;
  /** Joins a stage. @throws Error when it cannot */
  joinParticipant(participant: ParticipantToJoin): Promise<void>;
  /** Leaves it. @throws Error when it cannot */
  leaveParticipant(participant: Pick<ParticipantToJoin, 'stageArn' | 'participantId'>): Promise<void>;
  /** Ends whatever still goes on. */
  close?(): Promise<void>;
  /** What the user calls it. */
  readonly name?: string;
  /** How long the endpoint may take to show what a function has done, in milliseconds. Default: a minute. */
  readonly showsWithinMs?: number;
}

/** A driver that may lack functions: checks that need them are skipped. */
export type PartialDriver = Partial<Driver>;

/** The functions of a driver that a check may need. */
export type DriverAction = 'goLive' | 'joinParticipant';
