/** What a run found otherwise than its baseline says, and what the baseline does not explain. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './environment.mjs';

/** Reasons that nobody has written yet begin so. */
export const UNEXPLAINED = 'Accepted by --write-baseline';

/**
 * Entries whose reason is still the one that --write-baseline gives.
 * @param {string} file path in the project
 */
export function unexplained(file) {
  if (!existsSync(join(ROOT, file))) return [`${file} is not there; write it with --write-baseline`];
  const { entries } = JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
  return entries
    .filter(({ reason }) => reason.startsWith(UNEXPLAINED))
    .map(({ check, reason }) => `${file}: give the true reason of ${check} (${reason.slice(0, 200)})`);
}

/**
 * What the run found that the baseline does not have, and the reverse.
 * @param {import('../../src/results/types.js').Report} report
 */
export function surprises({ checks, baseline }) {
  const news = checks.filter(
    ({ outcome, expected }) =>
      expected === undefined && (outcome === 'deviates' || outcome === 'unimplemented'),
  );
  return [
    ...news.map(
      ({ id, outcome, deviation }) =>
        `not in the baseline: ${id} (${outcome}${deviation ? `: ${deviation.observed.slice(0, 200)}` : ''})`,
    ),
    ...(baseline?.stale ?? []).map(({ check, problem }) => `in the baseline: ${check}: ${problem}`),
  ];
}
