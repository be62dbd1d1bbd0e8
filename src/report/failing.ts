/** Deviations that fail the run, and the others, as every report tells them apart. */
import { STRENGTHS } from '../contract/types.js';
import { failsRun, toleratedOf } from '../results/failing.js';
import type { CheckResult, Report } from '../results/types.js';
import { count } from './plain-text.js';

/** Chooses the deviations that fail the run, and those that one follows from which does. */
export function failingIn(report: Report): (check: CheckResult) => boolean {
  const failing = report.checks.filter((check) => failsRun(report, check));
  const told = new Set(failing.flatMap(({ id, deviation }) => [id, deviation?.causedBy]));
  return (check) => isUnaccepted(check) && told.has(check.id);
}

/** Chooses the other deviations: they are told apart, below. */
export function toleratedIn(report: Report): (check: CheckResult) => boolean {
  const fails = failingIn(report);
  return (check) => isUnaccepted(check) && !fails(check);
}

/** Strengths of the deviations that do not fail the run, in words: `inferred`, `modelled and inferred`. */
function strengthsOf(tolerated: readonly CheckResult[]): string {
  const strengths = STRENGTHS.filter((strength) => tolerated.some((check) => check.strength === strength));
  return strengths.join(', ').replace(/, (?=\w+$)/, ' and ');
}

/** What reports put above the deviations that do not fail the run. */
export function toleratedHeading(report: Report): { readonly title: string; readonly meaning: string } {
  const strengths = strengthsOf(toleratedOf(report));
  if (strengths !== 'inferred') {
    return { title: 'Deviations that do not fail the run', meaning: `Of strength ${strengths}.` };
  }
  return {
    title: 'Inferred deviations',
    meaning: 'From what plainly follows, but no source says: they do not fail the run.',
  };
}

/** What does not fail the run, for the verdict: `8 inferred`; undefined for nothing. */
export function toleratedInWords(report: Report): string | undefined {
  const tolerated = toleratedOf(report);
  return tolerated.length === 0 ? undefined : `${count(tolerated.length)} ${strengthsOf(tolerated)}`;
}

function isUnaccepted({ outcome, expected }: CheckResult): boolean {
  return outcome === 'deviates' && expected === undefined;
}
