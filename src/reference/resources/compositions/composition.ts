import type { JsonObject } from '../../../contract/types.js';
import { type Call, constrain, named, type World } from '../../state/call.js';
import { conflict } from '../../state/fault.js';
import { idOf } from '../../state/identity.js';
import { isObject, list, nested, text, valuesAt } from '../../state/json.js';
import type { Entry } from '../../state/store.js';
import type { Particulars } from '../plain.js';

const KIND = 'composition';
/** How long a composition goes on while nobody is on its stage, in milliseconds. */
const IDLE_LIMIT_MS = 60_000;
const ENCODERS = ['channel.encoderConfigurationArn', 's3.encoderConfigurationArns[]'];

/**
 * Compositions: STARTING in the answer that makes one, ACTIVE whenever it is read, gone as soon as it stops. They send
 * nothing, so a channel that is a destination does not go live.
 */
export const composition: Particulars = {
  complete(call, world, after) {
    named(call, world, 'stage', 'stageArn');
    const destinations = list(after, 'destinations').filter(isObject);
    checkDestinations(call, destinations);
    const channels = destinations.flatMap((one) => valuesAt(one, 'channel.channelArn'));
    const live = channels.find((arn) => world.broadcasts.current(String(arn)) !== undefined);
    if (live !== undefined) throw conflict(`${String(live)} is live`);
    const { grid = {}, ...pip } = nested(after, 'layout');
    const isPipAlone = pip.pip !== undefined && nested(call.input, 'layout').grid === undefined;
    const encoders = destinations.flatMap((one) => ENCODERS.flatMap((path) => valuesAt(one, path)));
    return { layout: isPipAlone ? pip : { grid, ...pip }, encoderConfigurationArn: encoders };
  },

  finish(_, { identities, attendance, now }, entry) {
    const startTime = now().toISOString();
    const stageArn = text(entry.state, 'stageArn');
    const sessionId = attendance.active(stageArn)?.sessionId;
    const requested = list(entry.state, 'destinations').filter(isObject);
    const begun = requested.map((configuration): JsonObject => {
      const id = identities.id();
      if (configuration.s3 === undefined) return { id, state: 'STARTING', configuration };
      const path = [idOf(stageArn), sessionId ?? identities.id(), id, 'composite'];
      const detail = { s3: { recordingPrefix: path.join('/') } };
      return { id, state: 'STARTING', configuration, detail };
    });
    const destinations = begun.map((one) => ({ ...one, state: 'ACTIVE', startTime }));
    entry.state = { ...entry.state, state: 'ACTIVE', startTime, destinations };
    return { composition: { ...entry.state, state: 'STARTING', destinations: begun } };
  },
};

/** @throws Fault when they are no channel, no S3 bucket, or two of a kind */
function checkDestinations(call: Call, destinations: readonly JsonObject[]): void {
  const isOne = destinations.every(({ channel, s3 }) => (channel === undefined) !== (s3 === undefined));
  constrain(call, 'destinations/one', isOne, 'a destination has either a channel or an s3');
  for (const member of ['channel', 's3']) {
    const isSingle = destinations.filter((one) => one[member] !== undefined).length < 2;
    constrain(call, `destinations/${member}`, isSingle, `more than one destination has ${member}`);
  }
}

/** Compositions stop by themselves one minute after the last participant has left, or after they have found nobody. */
export function stopIdle({ region }: Call, { store, attendance, now }: World): void {
  const isOver = ({ state }: Entry): boolean => {
    const stageArn = text(state, 'stageArn');
    if (attendance.active(stageArn) !== undefined) return false;
    const ended = attendance.sessions(stageArn).map((one) => text(one.state, 'endTime'));
    const times = [text(state, 'startTime'), ...ended].map((time) => Date.parse(time));
    return now().getTime() - Math.max(...times) >= IDLE_LIMIT_MS;
  };
  for (const entry of store.all(KIND, region).filter(isOver)) store.remove(entry);
}
