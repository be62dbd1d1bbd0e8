import { causesIn } from '../../report/summary/causes.js';
import { counted } from '../../report/summary/plain-text.js';
import { causeNumbered, renderCauseDetails } from '../../report/terminal/cause-details.js';
import { UsageError } from '../../results/errors/usage-error.js';
import { readReport } from './report-file.js';

/** Where a run leaves its report, unless it is told otherwise. */
export const LAST_REPORT = 'reports/latest/report.json';

/**
 * What `explain N` prints: the cause of that number in a report.
 * @throws UsageError where there is no report, or no such cause in it
 */
export function explainCause(number: number, file: string, { json = false }: { json?: boolean }): string {
  const report = readReport(file);
  const told = causeNumbered(report, number);
  if (told === undefined) {
    const { length } = causesIn(report);
    throw new UsageError(
      length === 0
        ? `The report ${file} has no cause to explain: it has no deviation.`
        : `The report ${file} has ${counted(length, 'cause')}, numbered from 1, and no cause ${number}. Name another report with --report.`,
    );
  }
  return json ? `${JSON.stringify(told, null, 2)}\n` : renderCauseDetails(told, process.stdout.columns ?? 80);
}
