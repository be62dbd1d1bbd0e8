import { InvalidArgumentError } from 'commander';
import { fullPath } from '../../results/reproduction/path.js';

/** Collects an option that may be given several times. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}

/** A parser for whole numbers within bounds, whose message names both. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^-?\d+$/.test(text) && Number.isSafeInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It has to be a whole number from ${min} to ${max}.`);
  };
}

/** A parser for positive numbers. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It has to be a positive number.');
}

/** A parser for numbers that are not below a bound. */
export function numberFrom(min: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value >= min) return value;
    throw new InvalidArgumentError(`It has to be a number from ${min} on.`);
  };
}

/**
 * A fast-check path: numbers between colons, equal ones counted (`0x12`) or not; for a sequence of calls, with what was
 * carried out of it after an `@`.
 */
export function pathOfCase(text: string): string {
  const path = fullPath(text);
  if (path !== undefined) return path;
  throw new InvalidArgumentError('It has to be numbers with colons between them, as a report states it.');
}

/**
 * Whether colours are wanted on a stream: on a terminal, unless `NO_COLOR` is set (https://no-color.org), and wherever
 * `FORCE_COLOR` is (https://force-color.org). `--color` and `--no-color` set these.
 */
export function wantsColour(
  { isTTY }: Pick<NodeJS.WriteStream, 'isTTY'>,
  { NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv = process.env,
): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTTY === true && TERM !== 'dumb';
}

/**
 * Whether somebody may watch progress there: on a terminal that has a width. One without (a container's, a recorder's)
 * would wait for ever for a spinner to be drawn.
 */
export function isWatched({ isTTY, columns }: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>): boolean {
  return isTTY === true && columns > 0;
}
