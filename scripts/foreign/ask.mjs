/** Asks one endpoint, and tells what is not as expected of it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { surprises, UNEXPLAINED, unexplained } from '../components/baseline.mjs';
import { ROOT } from '../components/environment.mjs';
import { ivsConformance } from '../components/suite.mjs';

/**
 * @param {import('./endpoints.mjs').Endpoint} endpoint
 * @param {{ writesBaseline: boolean }} options
 * @returns {Promise<string[]>} problems
 */
export async function ask({ name, serve, expectation }, { writesBaseline }) {
  const { words = [], silent = false, status = 0, reasons = [], holds = () => [], refused } = expectation;
  const reports = `reports/latest-foreign/${name}`;
  const baseline = `reports/baselines/${name}.json`;
  const accepts = existsSync(join(ROOT, baseline)) && !silent;
  const writes = writesBaseline && !silent && refused === undefined;
  const said = await serve((url) =>
    ivsConformance(
      ...['run', '--endpoint', url, '--seed', '1', '--report-dir', reports, ...words],
      ...(accepts ? ['--baseline', baseline] : []),
      ...(writes ? ['--write-baseline', baseline] : []),
    ),
  );
  console.log(verdictIn(said.stdout));
  if (refused !== undefined)
    return said.status === 2 && refused.test(said.stderr)
      ? []
      : [`the run ended with ${said.status} and does not say ${refused}: ${said.stderr}`];
  if (said.status !== 0 && said.status !== 1) return [`the run ended with ${said.status}: ${said.stderr}`];
  /** @type {import('../../src/results/types.js').Report} */
  const report = JSON.parse(readFileSync(join(ROOT, reports, 'report.json'), 'utf8'));
  if (writes) explain(baseline, report, reasons);
  return [
    ...holds(report, said.stdout),
    ...(said.status === status || writesBaseline ? [] : [`the run ended with ${said.status}, not ${status}`]),
    ...(silent ? [] : unexplained(baseline)),
    ...(writesBaseline ? [] : surprises(report)),
  ];
}

/**
 * The end of what a run prints: the verdict and its figures, from the last line with its sign on.
 * @param {string} stdout
 */
function verdictIn(stdout) {
  const lines = stdout.trimEnd().split('\n');
  return lines
    .slice(
      Math.max(
        0,
        lines.findLastIndex((line) => /^[✓✗!] /.test(line)),
      ),
    )
    .join('\n');
}

/**
 * Gives each entry of a baseline the reason of the first rule that is about it.
 * @param {string} file
 * @param {import('../../src/results/types.js').Report} report
 * @param {readonly import('./endpoints.mjs').Reason[]} reasons
 */
function explain(file, report, reasons) {
  const baseline = JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
  const observed = new Map(report.checks.map(({ id, deviation }) => [id, deviation?.observed ?? '']));
  for (const entry of baseline.entries) {
    const rule = reasons.find(
      ({ check, seen }) => check.test(entry.check) && (seen?.test(observed.get(entry.check) ?? '') ?? true),
    );
    if (rule) entry.reason = rule.reason;
    else if (!entry.reason.startsWith(UNEXPLAINED))
      entry.reason = `${UNEXPLAINED}: ${observed.get(entry.check)}`;
  }
  writeFileSync(join(ROOT, file), `${JSON.stringify(baseline, null, 2)}\n`);
}
