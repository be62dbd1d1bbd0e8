import type { JsonObject } from '../contract/types.js';
import { type Call, constrain, type World } from './call.js';
import { conflict } from './fault.js';
import { nested, text } from './json.js';
import type { Particulars } from './plain.js';
import type { Entry } from './store.js';

/** Channels go live by the control surface alone: nothing can be streamed to this endpoint. */
export const channel: Particulars = {
  complete(call, _, after, before = {}) {
    checkMultitrack(call, after);
    // Only ADVANCED channels have a preset; they never lack one.
    const preset = text(call.input, 'preset') || text(before, 'preset') || 'HIGHER_BANDWIDTH_DELIVERY';
    return { preset: text(after, 'type').startsWith('ADVANCED_') ? preset : '' };
  },
  guard: (_, world, entry) => checkOffline(world, entry),
};

/** @throws Fault ConflictException when the channel is live */
export function checkOffline({ broadcasts }: World, { arn }: Entry): void {
  if (broadcasts.current(arn) !== undefined) throw conflict(`${arn} is live`);
}

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
