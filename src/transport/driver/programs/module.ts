import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../../../results/errors/usage-error.js';
import { FUNCTIONS } from '../functions.js';
import type { PartialDriver } from '../types.js';

/**
 * Drives by a JavaScript module that exports some of the functions of a driver, by their names or as its default.
 * @param timeoutMs how long one call may take
 * @throws UsageError when there is no such module, or it exports none of them
 */
export async function moduleDriver(path: string, timeoutMs: number): Promise<PartialDriver> {
  const file = resolve(path);
  if (!existsSync(file)) throw new UsageError(`There is no driver module ${path}.`);
  const exported = await load(path, file);
  const functions = [...FUNCTIONS, 'close'].flatMap((name) => {
    const value: unknown = exported[name];
    if (value === undefined) return [];
    if (typeof value !== 'function')
      throw new UsageError(`${name} of the driver module ${path} is no function.`);
    const call = (input?: object) => within(timeoutMs, name, async () => value.call(exported, input));
    return [[name, call] as const];
  });
  if (!functions.some(([name]) => name !== 'close')) {
    throw new UsageError(`The driver module ${path} exports none of ${FUNCTIONS.join(', ')}.`);
  }
  return { ...Object.fromEntries(functions), name: path, showsWithinMs: timeoutMs };
}

async function load(path: string, file: string): Promise<{ readonly [name: string]: unknown }> {
  try {
    const module: { readonly [name: string]: unknown } = await import(pathToFileURL(file).href);
    return { ...Object(module.default), ...module };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The driver module ${path} cannot be loaded: ${message}`);
  }
}

/** @throws Error when it takes longer */
async function within(timeoutMs: number, name: string, action: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `${name} did not return within ${timeoutMs / 1000} s`;
    timer = setTimeout(() => reject(new Error(message)), timeoutMs);
  });
  try {
    await Promise.race([action(), late]);
  } finally {
    clearTimeout(timer);
  }
}
