import { Option } from 'commander';
import { STRENGTHS, type Strength } from '../../contract/types.js';
import { FORMAT_NAMES, type ReportFormat } from '../../report/formats.js';
import { ReportDirectoryError } from '../../report/write.js';
import { UsageError } from '../../results/errors/usage-error.js';

/** @throws UsageError for a format that does not exist */
export function parseFormats(text: string): ReportFormat[] {
  return text.split(',').map((name) => {
    const format = FORMAT_NAMES.find((candidate) => candidate === name.trim());
    if (format !== undefined) return format;
    throw new UsageError(
      `There is no report format ${name.trim() || '(empty)'}. The formats are ${FORMAT_NAMES.join(', ')}.`,
    );
  });
}

/** The option that chooses the formats of reports. */
export function formatOption(formats: readonly ReportFormat[]): Option {
  return new Option('--format <list>', `report formats, comma separated: ${FORMAT_NAMES.join(', ')}`)
    .argParser(parseFormats)
    .default(formats);
}

/** The option that chooses which deviations fail: by the strength of what they contradict. */
export function failOnOption(): Option {
  return new Option(
    '--fail-on <list>',
    `strengths whose deviations fail, comma separated: ${STRENGTHS.join(', ')} (default: all but inferred)`,
  ).argParser(parseStrengths);
}

/** @throws UsageError for a strength that does not exist */
export function parseStrengths(text: string): Strength[] {
  const named = text.split(',').map((name) => {
    const strength = STRENGTHS.find((candidate) => candidate === name.trim());
    if (strength !== undefined) return strength;
    throw new UsageError(
      `--fail-on names strengths, and there is no strength ${name.trim() || '(empty)'}. The strengths are ${STRENGTHS.join(', ')}.`,
    );
  });
  return STRENGTHS.filter((strength) => named.includes(strength));
}

/** @throws UsageError where reports cannot be written to the directory that the user names */
export function refuseDirectory(error: unknown): never {
  if (!(error instanceof ReportDirectoryError)) throw error;
  throw new UsageError(`${capital(error.message)}. Name another one with --report-dir.`);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
