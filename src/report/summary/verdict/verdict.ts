/** The verdict on a run, as every report says it. */
import { failsRun } from '../../../results/failing.js';
import type { Report } from '../../../results/types.js';
import { decidedOf, isThin, isTooThin, mainReasonIn, notPermittedIn } from '../../../results/undecided.js';
import { causesIn } from '../causes.js';
import { count, counted, oneLine } from '../plain-text.js';
import { standingOf, unimplementedOperations } from '../summarise.js';
import { behindNotes } from './behind.js';
import { toleratedInWords } from './failing.js';

/** The run in one sentence. */
export interface Verdict {
  readonly kind: 'conforms' | 'fails' | 'undecided';
  readonly sentence: string;
  /** What explains or limits the sentence: an endpoint that is behind, an interruption, accepted deviations, open questions. */
  readonly notes: readonly string[];
}

/**
 * The verdict on a run. `undecided` when not one question was decided: such a run is no pass.
 */
export function verdictOf(report: Report): Verdict {
  const { summary } = report;
  const endpoint = oneLine(report.target.endpoint, 200);
  const notes = verdictNotes(report);
  if (summary.conforms + summary.deviates + summary.unimplemented === 0) {
    const what = summary.checks === 0 ? 'NO CHECK WAS SELECTED' : 'NOTHING COULD BE ASKED';
    return {
      kind: 'undecided',
      sentence: `${what}: this run says nothing about ${endpoint}`,
      notes,
    };
  }
  const problems = problemsOf(report);
  const limits = limitsOf(report);
  const isNoPass = isTooThin(report) || report.run.died !== undefined;
  if (problems.length > 0 || isNoPass) {
    const said = problems.length === 0 ? limits : [...limits, problems.join(', ')];
    return { kind: 'fails', sentence: `${said.join('; ')} at ${endpoint}`, notes };
  }
  const decided = count(summary.conforms + summary.deviates);
  const accepted = summary.expected > 0 ? ' outside the baseline' : '';
  const tolerated = toleratedInWords(report);
  const but = tolerated === undefined ? '' : ` but ${tolerated}`;
  const conforming = `No deviation${accepted}${but} in ${decided} decided checks`;
  return { kind: 'conforms', sentence: `${[conforming, ...limits].join('; ')} at ${endpoint}`, notes };
}

/** What kept much from being asked, so that the figures cannot be read without it: it is said first. */
export function limitsOf({ checks, run }: Report): string[] {
  const reason = notPermittedIn(checks);
  const { decided, planned } = decidedOf(checks);
  const died = run.died === undefined ? [] : [`The endpoint died after ${oneLine(run.died, 200)}`];
  if (!isThin({ decided, planned })) return [...died, ...(reason === undefined ? [] : [reason])];
  const why = run.died === undefined ? (reason ?? mainReasonIn(checks)) : undefined;
  const because = why === undefined ? '' : `: ${oneLine(why, 200)}`;
  return [...died, `Only ${count(decided)} of ${count(planned)} checks could be decided${because}`];
}

/** What makes the run fail, counted. */
function problemsOf(report: Report): string[] {
  const fails = report.checks.some((check) => check.outcome === 'deviates' && failsRun(report, check));
  const deviates = report.checks.filter((check) => standingOf(check) === 'deviates').length;
  const missing = [...unimplementedOperations(report).values()].flat().length;
  const stale = report.baseline?.stale.length ?? 0;
  const problems: string[] = [];
  if (fails) {
    const causes = causesIn(report).length;
    const tolerated = toleratedInWords(report);
    const of = tolerated === undefined ? '' : ` (${tolerated})`;
    problems.push(`${counted(deviates, 'deviation')}${of} from ${counted(causes, 'cause')}`);
  }
  if (missing > 0) problems.push(counted(missing, 'unimplemented operation'));
  if (stale > 0) problems.push(counted(stale, 'stale baseline entry', 'stale baseline entries'));
  return problems;
}

function verdictNotes(report: Report): string[] {
  const { summary, run } = report;
  const notes = behindNotes(report);
  if (run.interrupted === true) notes.push('The run was interrupted: this report is not complete.');
  if (summary.expected > 0) {
    notes.push(`${counted(summary.expected, 'result is', 'results are')} accepted by the baseline.`);
  }
  const tolerated = toleratedInWords(report);
  if (tolerated !== undefined) notes.push(`Deviations that do not fail the run (--fail-on): ${tolerated}.`);
  if (summary.inconclusive > 0) {
    notes.push(`${counted(summary.inconclusive, 'check')} could not be decided.`);
  }
  return notes;
}
