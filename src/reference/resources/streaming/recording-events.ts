/** What a stream session tells of the recording of its stream. */
import type { JsonObject } from '../../../contract/types.js';
import { text } from '../../state/json.js';

/** Seconds between the start of a stream and that of its recording. */
const START_SECONDS = 3;
/** Seconds between the end of a stream and that of its recording, beside those in which it may be resumed. */
const END_SECONDS = 2;

/** The recording of one stream. */
export interface Recording {
  /** When it starts, or fails to, in milliseconds. */
  readonly startsAt: number;
  readonly fails: boolean;
  /** How long after the end of the stream it ends, in milliseconds. */
  readonly endsAfterMs: number;
}

/**
 * What becomes of the recording of a stream that begins now.
 * @param configuration as the channel uses it: one that is not ready does not record
 */
export function plannedRecording(
  configuration: JsonObject,
  now: Date,
  startSeconds: number = START_SECONDS,
): Recording {
  const { recordingReconnectWindowSeconds: window } = configuration;
  return {
    startsAt: now.getTime() + startSeconds * 1000,
    fails: text(configuration, 'state') !== 'ACTIVE',
    endsAfterMs: ((typeof window === 'number' ? window : 0) + END_SECONDS) * 1000,
  };
}

/**
 * The events of a recording that have happened by now, the newest first. A stream that was too short has none.
 * @param streamEnd empty while the stream is live
 */
export function recordingEvents(
  { startsAt, fails, endsAfterMs }: Recording,
  streamEnd: string,
  now: Date,
): JsonObject[] {
  const ended = streamEnd === '' ? Number.POSITIVE_INFINITY : Date.parse(streamEnd);
  if (ended < startsAt || now.getTime() < startsAt) return [];
  if (fails) return [event('Recording Start Failure', startsAt)];
  const endsAt = ended + endsAfterMs;
  const isOver = endsAt <= now.getTime();
  return [...(isOver ? [event('Recording End', endsAt)] : []), event('Recording Start', startsAt)];
}

function event(name: string, at: number): JsonObject {
  return { name, type: 'IVS Recording State Change', eventTime: new Date(at).toISOString() };
}
