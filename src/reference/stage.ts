import type { Json } from '../contract/types.js';
import { constrain } from './call.js';
import { factsOf } from './facts.js';
import { conflict } from './fault.js';
import { isObject, list, nested } from './json.js';
import { checkAttributes, participantToken } from './participant-token.js';
import type { Particulars } from './plain.js';

const RECORDING = 'autoParticipantRecordingConfiguration';

/** Participants join stages by the control surface alone. */
export const stage: Particulars = {
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
};
