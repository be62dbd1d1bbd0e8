import { Inconclusive, Skipped } from '../checks/verdicts.js';
import type {
  ChannelToStream,
  Driver,
  DriverAction,
  PartialDriver,
  ParticipantToJoin,
} from '../driver/types.js';
import { LacksFunction } from '../results/lacks-function.js';
import type { Answer } from '../transport/answer.js';

/** How long an endpoint may take to show what a driver has done, unless the driver says, in milliseconds. */
const SHOWS_WITHIN_MS = 60_000;

/** Pauses between looks, in milliseconds: the first one, and the longest. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/** The function that ends what another one has begun: whoever begins something has to be able to end it. */
const ENDS = { goLive: 'goOffline', joinParticipant: 'leaveParticipant' } as const satisfies {
  readonly [action in DriverAction]: keyof Driver;
};

/** Why a check that needs a driver is not asked without one. */
export const NO_DRIVER =
  'needs a live stream or people on a stage, which the API alone cannot bring about; name a driver with --driver';

/** Why a check cannot be asked with this driver; undefined where it can. */
export function lackOf(driver: PartialDriver | undefined, action: DriverAction): string | undefined {
  if (driver === undefined) return NO_DRIVER;
  const missing = [action, ENDS[action]].find((name) => driver[name] === undefined);
  const which = driver.name === undefined ? 'the driver' : `the driver ${driver.name}`;
  return missing === undefined ? undefined : `needs ${missing}, which ${which} does not have`;
}

/** The driver as one check uses it: what the check leaves going on is ended before the resource is removed. */
export class Driving implements Driver {
  readonly #driver: PartialDriver | undefined;
  readonly #live = new Set<string>();
  readonly #present: Pick<ParticipantToJoin, 'stageArn' | 'participantId'>[] = [];

  /** Where something has gone on that the endpoint may not yet know to be over. */
  readonly #ended = new Set<string>();

  readonly #settleMs: number;

  readonly #require: (arn: string, what: string) => Promise<void>;

  /**
   * @param settleMs how long a read may lag behind, in milliseconds: what the driver does shows so much later
   * @param require throws where something is not to be done with an ARN
   */
  constructor(
    driver: PartialDriver | undefined,
    settleMs = 0,
    require: (arn: string, what: string) => Promise<void> = async () => {},
  ) {
    this.#driver = driver;
    this.#settleMs = settleMs;
    this.#require = require;
  }

  get showsWithinMs(): number {
    return (this.#driver?.showsWithinMs ?? SHOWS_WITHIN_MS) + this.#settleMs;
  }

  async goLive(channel: ChannelToStream): Promise<void> {
    await this.#require(channel.channelArn, 'goLive of the driver');
    // An encoder may have started although the driver failed.
    this.#live.add(channel.channelArn);
    await this.#do('goLive', () => this.#usable('goLive').goLive?.(channel));
  }

  async goOffline(channel: Pick<ChannelToStream, 'channelArn'>): Promise<void> {
    await this.#do('goOffline', () => this.#usable('goLive').goOffline?.(channel));
    this.#live.delete(channel.channelArn);
  }

  async joinParticipant(participant: ParticipantToJoin): Promise<void> {
    const { stageArn, participantId } = participant;
    await this.#require(stageArn, 'joinParticipant of the driver');
    this.#present.push({ stageArn, participantId });
    await this.#do('joinParticipant', () => this.#usable('joinParticipant').joinParticipant?.(participant));
  }

  async leaveParticipant(participant: Pick<ParticipantToJoin, 'stageArn' | 'participantId'>): Promise<void> {
    await this.#do('leaveParticipant', () => this.#usable('joinParticipant').leaveParticipant?.(participant));
    const index = this.#present.findIndex(({ participantId }) => participantId === participant.participantId);
    if (index !== -1) this.#present.splice(index, 1);
  }

  /**
   * Looks again until something is there, or the time is over in which what the driver does has to show.
   * @param look gives undefined as long as nothing is there
   */
  async appears<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
    const deadline = Date.now() + this.showsWithinMs;
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      const seen = await look();
      if (seen !== undefined || Date.now() + wait > deadline) return seen;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  /**
   * Removes a resource after what goes on there has ended: while the endpoint has not noticed that yet, it refuses.
   * Never fails because of the driver: what comes of it shows when the resource is removed.
   */
  async beforeRemoval(arn: string, remove: () => Promise<Answer>): Promise<Answer> {
    if (!(await this.#end(arn))) return remove();
    let last: Answer | undefined;
    await this.appears(async () => {
      last = await remove();
      return last.status === 409 ? undefined : last;
    });
    return last ?? remove();
  }

  /** Ends whatever still goes on: what is in use there could not be removed either. Never fails, as above. */
  async endAll(): Promise<void> {
    const places = new Set([...this.#live, ...this.#present.map(({ stageArn }) => stageArn)]);
    for (const arn of places) await this.#end(arn);
  }

  /** Ends what goes on there; whether there is, or was, anything. */
  async #end(arn: string): Promise<boolean> {
    const present = this.#present.filter(({ stageArn }) => stageArn === arn);
    const wasLive = this.#live.has(arn);
    const endings = [
      ...present.map((participant) => () => this.leaveParticipant(participant)),
      ...(wasLive ? [() => this.goOffline({ channelArn: arn })] : []),
    ];
    for (const ending of endings) await ending().catch(() => undefined);
    if (endings.length > 0) this.#ended.add(arn);
    return this.#ended.has(arn);
  }

  #usable(action: DriverAction): PartialDriver {
    const lack = lackOf(this.#driver, action);
    if (lack !== undefined) throw new Skipped(lack);
    return this.#driver ?? {};
  }

  /** What a driver fails to do says nothing about the endpoint. */
  async #do(name: string, action: () => Promise<void> | undefined): Promise<void> {
    try {
      await action();
    } catch (error) {
      if (error instanceof Skipped) throw error;
      if (error instanceof LacksFunction) throw new Skipped(error.message);
      const message = error instanceof Error ? error.message : String(error);
      throw new Inconclusive(`${name} of the driver failed: ${message}`);
    }
  }
}
