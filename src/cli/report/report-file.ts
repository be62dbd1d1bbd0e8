import { readFileSync, statSync } from 'node:fs';
import { readPackageJson } from '../../contract/load.js';
import { compileStandalone } from '../../contract/schema/compile.js';
import { UsageError } from '../../results/errors/usage-error.js';
import type { CheckResult, Report } from '../../results/types.js';
import { matcher } from '../run/selection.js';
import { contractsAt } from '../run/services.js';
import { suggestion } from '../terminal/suggestion.js';

/** How a report comes about. */
const MAKE_ONE = 'Name the report.json that a run has written, such as reports/latest/report.json.';

/**
 * Reads a report.
 * @throws UsageError naming the file when it cannot be read, or is no report
 */
export function readReport(file: string): Report {
  const text = textOf(file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`The report ${file} is not JSON: ${why}. ${MAKE_ONE}`);
  }
  const version = schemaVersionOf(json);
  if (version > SCHEMA_VERSION) {
    throw new UsageError(
      `The report ${file} is of schema version ${version}, which a newer ivs-conformance wrote; this one reads ` +
        `${SCHEMA_VERSION}. Read it with the version that wrote it.`,
    );
  }
  const problems = compileStandalone(readPackageJson<object>('reports', 'report.schema.json'))(json);
  const [first] = problems;
  if (first !== undefined) {
    const where = first.path === '' ? 'the file' : first.path;
    throw new UsageError(
      `${file} is not a report: ${where} has to be ${first.expected}, and is ${first.observed}. ${MAKE_ONE}`,
    );
  }
  const report: Report = JSON.parse(text);
  return report;
}

/** The version of reports that is read and written. */
const SCHEMA_VERSION = 1;

/** Bytes: ten times the largest report there has been. */
const LARGEST = 256 * 1024 * 1024;

function schemaVersionOf(json: unknown): number {
  if (typeof json !== 'object' || json === null || !('schemaVersion' in json)) return 0;
  return typeof json.schemaVersion === 'number' ? json.schemaVersion : 0;
}

function textOf(file: string): string {
  try {
    const { size } = statSync(file);
    if (size > LARGEST)
      throw new UsageError(
        `The report ${file} has ${Math.round(size / 1024 / 1024)} MiB, more than any report of ours. ${MAKE_ONE}`,
      );
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new UsageError(`The report ${file} cannot be read (${why}). ${MAKE_ONE}`);
  }
}

/**
 * Makes sure that seeds and paths of a report lead to the same cases here as where it was made.
 * @throws UsageError when another version, or another contract, may give other ones
 */
export function requireSameSuite(file: string, { suite, contract, target, run }: Report): void {
  const { version } = readPackageJson<{ version: string }>('package.json');
  if (suite.version !== version) {
    throw new UsageError(
      `The report ${file} was made by ivs-conformance ${suite.version}, and this is ${version}: the same seed and path ` +
        `lead to other cases here. Reproduce it with ${suite.version}, or run ${version} against the endpoint anew.`,
    );
  }
  const asked = run.options.revision;
  const contracts = contractsAt(target.services, typeof asked === 'string' ? asked : undefined);
  for (const [service, { revision }] of contracts) {
    if (contract[service] === undefined || contract[service] === revision) continue;
    throw new UsageError(
      `The report ${file} is about the contract of ${service} at revision ${contract[service]}, and this version of ` +
        `ivs-conformance has revision ${revision} in its place. Run it against the endpoint anew.`,
    );
  }
}

/**
 * The deviations and unimplemented operations of a report; those that match a pattern where some are given.
 * @throws UsageError when there is none
 */
export function deviationsOf(file: string, report: Report, patterns: readonly string[]): CheckResult[] {
  const all = report.checks.filter(({ outcome }) => outcome === 'deviates' || outcome === 'unimplemented');
  if (all.length === 0) {
    throw new UsageError(
      `The report ${file} has no deviation, so there is nothing to reproduce: of ${report.summary.checks} checks ` +
        `${report.summary.conforms} conform. To ask again what else it holds, run with --seed ${report.run.seed}.`,
    );
  }
  const matches = patterns.map((pattern) => {
    const matching = new Set(all.filter(matcher(pattern)));
    if (matching.size === 0) throw noDeviation(file, report, all, pattern);
    return matching;
  });
  return matches.length === 0 ? all : all.filter((check) => matches.some((matching) => matching.has(check)));
}

function noDeviation(
  file: string,
  { checks }: Report,
  deviations: readonly CheckResult[],
  pattern: string,
): UsageError {
  const check = checks.find(({ id }) => id === pattern);
  if (check !== undefined)
    return new UsageError(
      `In the report ${file}, ${pattern} does not deviate: its outcome is ${check.outcome}.`,
    );
  const near = suggestion(
    pattern,
    deviations.map(({ id }) => id),
  );
  return new UsageError(
    `The report ${file} has no deviation that is named ${pattern} or matches it. ${near}`,
  );
}
