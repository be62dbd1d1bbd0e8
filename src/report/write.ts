/** Writes reports to a directory, each of them whole or not at all. */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Report } from '../results/types.js';
import { formats, type ReportFormat } from './formats.js';

/** The directory cannot be written to. */
export class ReportDirectoryError extends Error {
  override readonly name = 'ReportDirectoryError';
  readonly directory: string;
  constructor(directory: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`cannot write reports to the directory ${directory}: ${why}`, { cause });
    this.directory = directory;
  }
}

/**
 * Writes the report in the given formats and returns the paths, in the order of the formats. The directory is
 * made if it is missing. Files are written beside their final name and renamed once all are complete, so
 * that a failure leaves the reports of an earlier run as they were.
 * @throws ReportDirectoryError when the directory cannot be made or written to
 */
export async function writeReports(
  report: Report,
  directory: string,
  chosen: readonly ReportFormat[],
): Promise<string[]> {
  const files = [...new Set(chosen)].map((name) => {
    const { file, render } = formats[name];
    const path = join(directory, file);
    return { path, temporary: `${path}.${randomUUID()}.tmp`, text: render(report) };
  });
  try {
    await makeDirectory(directory);
    for (const { temporary, text } of files) await writeFile(temporary, text, { flag: 'wx' });
    for (const { temporary, path } of files) await rename(temporary, path);
  } catch (error) {
    await Promise.all(files.map(({ temporary }) => rm(temporary, { force: true }).catch(() => undefined)));
    throw new ReportDirectoryError(directory, error);
  }
  return files.map(({ path }) => path);
}

/**
 * Makes sure, before a long run, that reports can be written to the directory, which is made if it is missing.
 * @throws ReportDirectoryError when it cannot be made or written to
 */
export async function ensureReportDirectory(directory: string): Promise<void> {
  const probe = join(directory, `.${randomUUID()}.tmp`);
  try {
    await makeDirectory(directory);
    await writeFile(probe, '', { flag: 'wx' });
    await rm(probe);
  } catch (error) {
    throw new ReportDirectoryError(directory, error);
  }
}

/** Step by step, because Node's recursive `mkdir` never returns where nothing can be made, such as below `/proc`. */
async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(directory) === directory) throw error;
    await makeDirectory(dirname(directory));
    await mkdir(directory);
  }
}
