import type { JsonObject } from '../contract/types.js';
import { type Call, constrain } from './call.js';
import { nested } from './json.js';

/** What a channel without multitrack input shows (observed on the service; the prose only says "none"). */
const SWITCHED_OFF: JsonObject = { enabled: false, maximumResolution: 'FULL_HD', policy: 'ALLOW' };

/** A multitrack configuration with its defaults filled in. */
export function completeMultitrack(requested: JsonObject): JsonObject {
  return { ...SWITCHED_OFF, ...requested };
}

/**
 * Multitrack input, where it is enabled, needs a STANDARD channel, fragmented MP4, and both of its settings.
 * @param channel the channel as it is going to be
 * @throws Fault ValidationException when something is missing
 */
export function checkMultitrack(call: Call, channel: JsonObject): void {
  const requested = nested(call.input, 'multitrackInputConfiguration');
  if (nested(channel, 'multitrackInputConfiguration').enabled !== true) return;
  const need = (rule: string, holds: boolean, message: string): void =>
    constrain(call, `multitrack/${rule}`, holds, `enabled multitrack input ${message}`);
  need('type', channel.type === 'STANDARD', 'needs channel type STANDARD');
  need(
    'containerFormat',
    channel.containerFormat === 'FRAGMENTED_MP4',
    'needs containerFormat FRAGMENTED_MP4',
  );
  if (requested.enabled !== true) return;
  need('policy', requested.policy !== undefined, 'needs a policy');
  need('maximumResolution', requested.maximumResolution !== undefined, 'needs a maximumResolution');
}
