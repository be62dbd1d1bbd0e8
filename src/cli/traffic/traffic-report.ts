import type { EntryPlace, OperationTally, ProblemGroup, Tally } from '../../clients/traffic/tally.js';
import { readPackageJson } from '../../contract/load.js';
import { loadGeneralRules } from '../../contract/rules/general.js';
import { loadRules } from '../../contract/rules/rules.js';
import { loadUnprovokable, type Unprovokable } from '../../contract/rules/unprovokable.js';
import { type Contracts, SERVICES, type Service, type Source, type Strength } from '../../contract/types.js';
import type { Problem } from '../../judge/exchange/problem.js';
import { bucket } from '../../results/bucket.js';
import type { CheckResult, Deviation, NotExercised, Report } from '../../results/types.js';
import { type CoveragePart, type CoverageRecorder, figuresOf } from '../../runner/coverage/coverage.js';
import { notExercised } from '../../runner/coverage/not-exercised.js';
import { buildReport } from '../../runner/report/report.js';
import { awsCliLine, curlLine } from '../../transport/reproduce/reproduce.js';
import { shellQuote } from '../../transport/reproduce/shell.js';
import { redactValue } from '../../transport/secrets/redact.js';

/** What every exchange is judged by, on either side. */
const ASKED: readonly (readonly [where: Problem['where'], rule: string])[] = [
  ['request', 'malformed-json'],
  ['request', 'malformed-type'],
  ['request', 'input-constraints'],
  ['response', 'http-status'],
  ['response', 'http-body'],
  ['response', 'output-shape'],
  ['response', 'output-constraints'],
  ['response', 'error-form'],
  ['response', 'declared-errors'],
];

/** What a report on traffic is made of. */
export interface TrafficFindings {
  readonly files: readonly string[];
  /** Where it was seen passing, and where it was recorded; absent where it was read from the files. */
  readonly live?: Passage;
  readonly contracts: Contracts;
  readonly tally: Tally;
  readonly coverage: CoverageRecorder;
  /** Strengths whose deviations fail. */
  readonly failOn: readonly Strength[];
  readonly startedAt: Date;
  readonly durationMs: number;
}

/** Traffic that was seen passing. */
export interface Passage {
  readonly upstream: string;
  readonly record?: string;
}

/**
 * The same report that a run gives: one check for each operation, side and rule, and one for each member at fault. Its
 * seed has no meaning.
 */
export function trafficReport({
  files,
  live,
  contracts,
  tally,
  coverage,
  failOn,
  startedAt,
  durationMs,
}: TrafficFindings): Report {
  const { version, name } = readPackageJson<{ version: string; name: string }>('package.json');
  const services = [...contracts.keys()];
  const parts = coverage.parts([...contracts.values()], []);
  const unprovokable = new Map(services.map((service) => [service, loadUnprovokable(service)]));
  const byOperation = bucket(tally.problems, ({ service, operation }) => `${service} ${operation}`);
  const checks = [...tally.operations].flatMap(([key, operation]) =>
    checksOf(operation, byOperation.get(key) ?? [], contracts, live),
  );
  return buildReport(
    {
      suite: { name, version },
      contract: Object.fromEntries(
        [...contracts.values()].map(({ service, revision }) => [service, revision]),
      ),
      target: { endpoint: live?.upstream ?? files.join(', '), region: 'unknown', services },
      run: {
        ...{ seed: 0, effort: 'standard', startedAt: startedAt.toISOString() },
        durationMs: Math.round(durationMs),
        requests: tally.summary.exchanges,
        options: live === undefined ? { files: [...files] } : { ...live },
        failOn,
      },
      coverage: {
        ...figuresOf(parts, unprovokable),
        notExercised: notRecorded(parts, unprovokable),
      },
    },
    checks,
  );
}

function checksOf(
  tally: OperationTally,
  groups: readonly ProblemGroup[],
  contracts: Contracts,
  live: Passage | undefined,
): CheckResult[] {
  const { service, operation, counts, reasons } = tally;
  const decided = counts.conforms + counts.deviates;
  const contract = contracts.get(service);
  const source = contract?.operations.get(operation)?.documentation;
  const common = { service, operations: [operation], durationMs: 0 };
  const remembered = groups.map(({ problem: { where, rule } }) => [where, rule] as const);
  const asked = [...ASKED, ...remembered].filter(
    ([where, rule], at, all) => all.findIndex(([side, id]) => side === where && id === rule) === at,
  );
  const results = asked.flatMap(([where, rule]): CheckResult[] => {
    const found = groups.filter(({ problem }) => problem.where === where && problem.rule === rule);
    const described = { ...common, ...describe(rule, source), kind: rule };
    const id = `recorded/${service}/${operation}/${where}/${rule}`;
    const broken = found.map((group) => ({
      ...described,
      id: group.problem.path === '' ? id : `${id}/${memberOf(group)}`,
      ...{ strength: group.problem.strength, outcome: 'deviates' as const },
      ...{ cases: group.count, requests: group.count },
      deviation: deviationOf(group, contracts, live),
    }));
    if (broken.length > 0 || decided === 0) return broken;
    return [{ ...described, id, outcome: 'conforms', cases: decided, requests: decided }];
  });
  const open = [...reasons].map(([reason, number], at): CheckResult => {
    const outcome = counts.unimplemented > 0 ? 'unimplemented' : 'inconclusive';
    const id = `recorded/${service}/${operation}/${outcome}/${at}`;
    const kind = outcome === 'unimplemented' ? 'operation' : 'recorded';
    return {
      ...common,
      ...describe('operation-exists', source),
      id,
      kind,
      outcome,
      reason,
      cases: number,
      requests: number,
    };
  });
  return [...results, ...open];
}

function memberOf({ problem }: ProblemGroup): string {
  return problem.path.replaceAll(/\[\d+\]/g, '[]');
}

function describe(id: string, url: string | undefined): Pick<CheckResult, 'title' | 'strength' | 'source'> {
  const own = SERVICES.flatMap((service) => loadRules(service)).find((each) => each.id === id);
  if (own !== undefined) return { title: own.statement, strength: own.strength, source: own.source };
  const rule = loadGeneralRules().find((each) => each.id === id);
  if (rule === undefined) throw new Error(`there is no rule ${id}`);
  const [first] = rule.sources;
  const source: Source =
    url === undefined ? (first ?? { document: rule.title }) : { document: 'API reference', url };
  return { title: rule.statement, strength: rule.strength, source };
}

function deviationOf(
  { service, operation, problem, exchange, input, places }: ProblemGroup,
  contracts: Contracts,
  live: Passage | undefined,
): Deviation {
  const sensitive = contracts.get(service)?.operations.get(operation)?.sensitive.input ?? [];
  const awsCli = awsCliLine(exchange, contracts, REGION);
  return {
    expected: problem.expected,
    observed: problem.observed,
    ...(problem.path === '' ? {} : { member: problem.path }),
    counterexample: { [operation]: redactValue(input ?? null, sensitive) },
    exchanges: [exchange],
    reproduce: {
      ...{ seed: 0, path: '', command: commandOf(places, service, live), curl: curlLine(exchange, REGION) },
      ...(awsCli === undefined ? {} : { awsCli }),
    },
  };
}

/** How to see it again: in what was recorded, or by recording what passes. */
function commandOf([place]: readonly EntryPlace[], service: Service, live: Passage | undefined): string {
  if (live !== undefined && live.record === undefined)
    return `npx ivs-conformance proxy --upstream ${shellQuote(live.upstream)} --record traffic.har`;
  const file = shellQuote(place?.file ?? '');
  return `npx ivs-conformance validate ${file} --entry ${place?.index} --service ${service}`;
}

/** Where recorded requests are sent to again; the region that they were signed for is in the recorded header. */
const REGION = 'us-east-1';

/** Why errors cannot be provoked is the same for all clients; everything else was just not done. */
function notRecorded(
  parts: readonly CoveragePart[],
  unprovokable: ReadonlyMap<Service, Unprovokable>,
): NotExercised[] {
  return notExercised(parts, { all: [], results: [], rules: [], unprovokable }).map((each) =>
    each.what === 'errors' ? each : { ...each, reason: 'the recorded traffic has none of it' },
  );
}
