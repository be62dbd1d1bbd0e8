import type { HarEntry } from './har.js';

/** When an entry began, in milliseconds; undefined where the recording does not say. */
export function beganOf({ startedDateTime }: HarEntry): number | undefined {
  if (typeof startedDateTime !== 'string') return undefined;
  const whole = Date.parse(startedDateTime);
  if (Number.isNaN(whole)) return undefined;
  // Some recorders write microseconds, which a Date leaves out.
  const [, beyond = ''] = /\.\d{3}(\d+)/.exec(startedDateTime) ?? [];
  return beyond === '' ? whole : whole + Number(`0.${beyond}`);
}

/** When it ended. */
export function endedOf({ time = 0 }: HarEntry, began: number): number {
  return began + Math.max(time, 0);
}
