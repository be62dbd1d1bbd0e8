import type { Effort } from '../results/types.js';
import { shellQuote } from '../transport/shell.js';
import type { CommandLine } from './verdict.js';

/** Our own command that asks one check again; without an endpoint, of the embedded reference endpoint. */
export function commandLine(endpoint: string | undefined, effort: Effort): CommandLine {
  return (check, seed, path) =>
    [
      'npx ivs-conformance run',
      ...(endpoint === undefined ? [] : [`--endpoint ${shellQuote(endpoint)}`]),
      `--check ${shellQuote(check)}`,
      ...(effort === 'standard' ? [] : [`--effort ${effort}`]),
      `--seed ${seed}`,
      ...(path === '' ? [] : [`--path ${path}`]),
    ].join(' ');
}
