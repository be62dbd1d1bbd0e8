import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file below `specs/<service>/` that is not what the model gives. */
export interface Drift {
  readonly file: string;
  readonly state: 'missing' | 'different' | 'stale';
}

/**
 * Compares a service's folder with the files that were derived for it.
 * @param whole folders in it that hold nothing else
 */
export function driftOf(
  folder: string,
  files: ReadonlyMap<string, string>,
  whole: readonly string[],
): Drift[] {
  const drift: Drift[] = [];
  for (const [file, text] of files) {
    const path = join(folder, file);
    if (!existsSync(path)) drift.push({ file, state: 'missing' });
    else if (readFileSync(path, 'utf8') !== text) drift.push({ file, state: 'different' });
  }
  for (const part of whole) {
    const names = existsSync(join(folder, part)) ? readdirSync(join(folder, part)).sort() : [];
    for (const name of names) {
      if (!files.has(`${part}/${name}`)) drift.push({ file: `${part}/${name}`, state: 'stale' });
    }
  }
  return drift;
}

/** Brings a service's folder in line. Each file is replaced as a whole, so that none is ever seen half-written. */
export function writeFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
  drift: readonly Drift[],
): void {
  for (const { file, state } of drift) {
    if (state === 'stale') rmSync(join(folder, file));
    else replaceFiles(folder, new Map([[file, files.get(file) ?? '']]));
  }
}

/** Writes files into a folder, each as a whole. */
export function replaceFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [file, text] of files) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  }
}
