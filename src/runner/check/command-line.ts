import { shortPath } from '../../results/reproduction/path.js';
import type { Effort } from '../../results/types.js';
import { shellQuote } from '../../transport/reproduce/shell.js';
import type { CommandLine } from './verdict.js';

/** What a run was asked with, as far as it decides what a check sees. */
export interface CommandLineOptions {
  /** Undefined for the embedded reference endpoint, or where the environment names the endpoints. */
  readonly endpoint?: string | undefined;
  readonly effort: Effort;
  readonly bucket?: string | undefined;
  readonly driver?: string | undefined;
  readonly revision?: string | undefined;
}

/** Our own command that asks one check again. */
export function commandLine(options: CommandLineOptions): CommandLine {
  const { endpoint, effort, bucket, driver, revision } = options;
  return (check, seed, path) =>
    [
      'npx ivs-conformance run',
      ...(endpoint === undefined ? [] : [`--endpoint ${shellQuote(endpoint)}`]),
      `--check ${shellQuote(check)}`,
      ...(effort === 'standard' ? [] : [`--effort ${effort}`]),
      ...(bucket === undefined ? [] : [`--bucket ${shellQuote(bucket)}`]),
      ...(driver === undefined ? [] : [`--driver ${shellQuote(driver)}`]),
      ...(revision === undefined ? [] : [`--revision ${revision}`]),
      `--seed ${seed}`,
      ...(path === '' ? [] : [`--path ${shortPath(path)}`]),
    ].join(' ');
}
