import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FORMAT_NAMES, formats } from './formats.js';
import { sampleReport } from './testing/sample-report.js';
import { ensureReportDirectory, ReportDirectoryError, writeReports } from './write.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'report-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const report = sampleReport();

describe('writing reports', () => {
  it('makes the directory and writes each chosen format under its name', async () => {
    const target = join(directory, 'a', 'b');
    const paths = await writeReports(report, target, FORMAT_NAMES);
    expect(paths.map((path) => path.slice(target.length + 1))).toEqual([
      'report.json',
      'report.html',
      'junit.xml',
      'report.md',
    ]);
    expect((await readdir(target)).sort()).toEqual(['junit.xml', 'report.html', 'report.json', 'report.md']);
    expect(await readFile(join(target, 'report.json'), 'utf8')).toBe(formats.json.render(report));
  });

  it('knows each format by name', () => {
    expect(Object.keys(formats)).toEqual(FORMAT_NAMES);
  });

  it('replaces the reports of an earlier run', async () => {
    await writeFile(join(directory, 'report.json'), 'old');
    await writeReports(report, directory, ['json', 'json']);
    expect(JSON.parse(await readFile(join(directory, 'report.json'), 'utf8')).suite.name).toBe(
      'ivs-conformance',
    );
    expect(await readdir(directory)).toEqual(['report.json']);
  });

  it('names the directory that cannot be made, and leaves nothing behind', async () => {
    const file = join(directory, 'file');
    await writeFile(file, 'in the way');
    const target = join(file, 'reports');
    await expect(writeReports(report, target, ['json'])).rejects.toThrow(
      `cannot write reports to the directory ${target}: ENOTDIR`,
    );
    await expect(ensureReportDirectory(target)).rejects.toThrow(ReportDirectoryError);
    expect(await readdir(directory)).toEqual(['file']);
  });

  it('leaves no temporary file when a report cannot take its final name', async () => {
    await ensureReportDirectory(join(directory, 'junit.xml'));
    await expect(writeReports(report, directory, ['junit'])).rejects.toThrow(ReportDirectoryError);
    expect(await readdir(directory)).toEqual(['junit.xml']);
  });

  it('can be asked beforehand whether a directory is fit', async () => {
    const target = join(directory, 'new');
    await ensureReportDirectory(target);
    expect(await readdir(target)).toEqual([]);
  });

  it.skipIf(!existsSync('/proc'))('gives up at once where nothing can be made', async () => {
    await expect(ensureReportDirectory('/proc/ivs-conformance/reports')).rejects.toThrow(
      'cannot write reports to the directory /proc/ivs-conformance/reports',
    );
  });
});
