import type { CheckResult } from '../../results/types.js';
import { type CommandLine, verdictOn } from '../check/verdict.js';
import { type Candidate, Sought } from '../conversation/judged.js';
import type { Environment } from '../environment.js';

/**
 * The result of a check in whose exchanges the judge has found something: with the smallest case that shows it, where the
 * check draws cases and one of them shows it again when the check is asked alone.
 */
export async function shrunk(
  environment: Environment,
  { check, finding, result }: Candidate,
  command: CommandLine,
): Promise<CheckResult> {
  const isReplay = environment.path !== undefined;
  if (isReplay || environment.verdictsOnly || environment.signal.aborted) return result;
  const sought = new Sought(finding);
  const { outcome, deviation, requests } = await verdictOn({ ...environment, sought }, check, command);
  const asked = { ...result, requests: result.requests + requests };
  if (!sought.isFound || outcome !== 'deviates' || deviation === undefined) return asked;
  return { ...asked, deviation };
}
