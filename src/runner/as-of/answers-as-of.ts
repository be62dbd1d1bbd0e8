/** Whether an endpoint answers as an earlier revision of the API, and since when it is behind. */
import { changesOf, type RevisionChanges } from '../../contract/changes.js';
import type { MemberChange } from '../../contract/differences.js';
import { loadContract } from '../../contract/load.js';
import { loadRevisions, type Revisions } from '../../contract/revisions.js';
import type { Contract, Service } from '../../contract/types.js';
import type { AnswersAsOf, CheckResult, LackedMember } from '../../results/types.js';
import type { CoveragePart } from '../coverage.js';
import { memberAt } from './appearances.js';
import { type Evidence, evidenceOf } from './evidence.js';
import { explainedBy } from './explained.js';
import { rangeOf } from './range.js';

/** Verdicts, with what they tell of the revision that the endpoint answers as. */
export interface Dated {
  /** Those deviations that are none as of that revision say so. */
  readonly results: readonly CheckResult[];
  readonly answersAsOf: { readonly [service in Service]?: AnswersAsOf };
}

/**
 * Finds for each service the revision that the endpoint answers as, where that is an earlier one than it is asked about.
 * @param contracts those that are asked about
 * @param parts what the run exercised: the members that answers showed
 */
export function dated(
  contracts: readonly Contract[],
  results: readonly CheckResult[],
  parts: readonly CoveragePart[],
): Dated {
  let left = results;
  const answersAsOf: { [service in Service]?: AnswersAsOf } = {};
  for (const { service, revision } of contracts) {
    const contract = loadContract(service, revision);
    const found = datedService(
      contract,
      left.filter((result) => result.service === service),
      parts.filter((part) => part.service === service),
    );
    if (found === undefined) continue;
    answersAsOf[service] = found.answersAsOf;
    left = left.map((result) => markedWith(result, found));
  }
  return { results: left, answersAsOf };
}

interface DatedService {
  readonly answersAsOf: AnswersAsOf;
  /** IDs of the checks whose deviations are none as of that revision. */
  readonly explained: ReadonlySet<string>;
}

function markedWith(result: CheckResult, { explained, answersAsOf }: DatedService): CheckResult {
  const { deviation } = result;
  if (deviation === undefined || !explained.has(result.id)) return result;
  return { ...result, deviation: { ...deviation, noneAsOf: answersAsOf.latest } };
}

function datedService(
  contract: Contract,
  results: readonly CheckResult[],
  parts: readonly CoveragePart[],
): DatedService | undefined {
  // What lacks nothing is not behind.
  if (results.every(({ outcome }) => outcome !== 'deviates' && outcome !== 'unimplemented')) return undefined;
  const revisions = loadRevisions(contract.service);
  const changes = changesOf(contract.service, { to: contract.revision });
  const evidence = evidenceOf({ contract, revisions, changes, results, parts });
  const range = rangeOf(
    evidence,
    revisions.revisions.filter((date) => date <= contract.revision),
  );
  if (range === undefined) return undefined;
  const { earliest, latest, explained } = narrowed(contract, revisions, range, results);
  const lacks = lackedIn(
    changes.filter(({ revision }) => revision > latest),
    contract,
    revisions,
    results,
    evidence,
  );
  return { answersAsOf: { earliest, latest, lacks }, explained };
}

/** The revisions of a range by whose contracts most deviations are none: some changed nothing but constraints. */
function narrowed(
  contract: Contract,
  revisions: Revisions,
  range: readonly [string, ...string[]],
  results: readonly CheckResult[],
): { earliest: string; latest: string; explained: ReadonlySet<string> } {
  const deviating = results.filter(({ outcome }) => outcome === 'deviates');
  const candidates = range.map((date) => {
    const isExplained = explainedBy(contract, revisions, date);
    return { date, explained: new Set(deviating.filter(isExplained).map(({ id }) => id)) };
  });
  const most = Math.max(...candidates.map(({ explained }) => explained.size));
  const best = candidates.filter(({ explained }) => explained.size === most);
  const [first, last] = [best[0], best.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a range without a revision');
  return { earliest: first.date, latest: last.date, explained: last.explained };
}

/** What later revisions brought, as far as it was asked about and is lacking. */
function lackedIn(
  changes: readonly RevisionChanges[],
  contract: Contract,
  revisions: Revisions,
  results: readonly CheckResult[],
  { has, lacks }: Evidence,
): AnswersAsOf['lacks'] {
  const missing = new Set(
    results.flatMap(({ outcome, operations: [name = ''] }) => (outcome === 'unimplemented' ? [name] : [])),
  );
  const asked = new Set(results.map(({ operations: [name = ''] }) => name));
  const isLacking = ({ operation, side, member }: LackedMember) => {
    const headers = contract.operations.get(operation)?.http.outputHeaders ?? {};
    const found = memberAt(revisions, operation, side === 'request' ? 'input' : 'output', member);
    return asked.has(operation) && !(member in headers) && !(found !== undefined && has.has(found.name));
  };
  const later = changes.map((each) => ({
    revision: each.revision,
    operations: each.new.filter((name) => missing.has(name)),
    members: membersOf(each).filter(isLacking),
  }));
  const dates = new Set(lacks.values());
  return {
    revisions: later
      .filter(
        ({ revision, operations, members }) => operations.length + members.length > 0 || dates.has(revision),
      )
      .map(({ revision }) => revision),
    operations: later.flatMap(({ operations }) => operations),
    members: later.flatMap(({ members }) => members),
  };
}

function membersOf({ updated }: RevisionChanges): LackedMember[] {
  return updated.flatMap(({ operation, request, response }) => {
    const lacked = (side: LackedMember['side'], changes: readonly MemberChange[]) =>
      changes.flatMap(({ path, change }) => (change === 'added' ? [{ operation, side, member: path }] : []));
    return [...lacked('request', request), ...lacked('response', response)];
  });
}
