/** Deviations that do not fail the run, in words. */
import { STRENGTHS } from '../../../contract/types.js';
import { toleratedOf } from '../../../results/failing.js';
import type { CheckResult, Report } from '../../../results/types.js';
import { count } from '../plain-text.js';

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
