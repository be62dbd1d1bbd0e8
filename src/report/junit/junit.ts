/**
 * `junit.xml`: the report as continuous integration systems read it. One test suite per service and kind of
 * check, one test case per check; what fails the run is a failure or an error here as well.
 */
import { failsRun } from '../../results/failing.js';
import type { CheckResult, Report } from '../../results/types.js';
import { primaryOperation, standingOf } from '../summary/summarise.js';
import { verdictOf } from '../summary/verdict/verdict.js';
import { element, renderXml, type XmlElement } from './xml.js';

/** The four ways a test case ends for a reader of JUnit XML. */
type Ending = 'passed' | 'failures' | 'errors' | 'skipped';

interface TestCase {
  readonly ending: Ending;
  readonly seconds: number;
  readonly node: XmlElement;
}

/** The report as JUnit XML. */
export function renderJunit(report: Report): string {
  const suites = [...suitesOfChecks(report), ...suitesOfTheRun(report)];
  const cases = suites.flatMap(([, ofSuite]) => ofSuite);
  return renderXml(
    element(
      'testsuites',
      { name: report.suite.name, ...tally(cases) },
      suites.map(([name, ofSuite]) => suiteNode(report, name, ofSuite)),
    ),
  );
}

function suitesOfChecks(report: Report): [string, TestCase[]][] {
  const suites = new Map<string, TestCase[]>();
  for (const check of report.checks) {
    const name = `${check.service} ${check.kind}`;
    const suite = suites.get(name);
    if (suite === undefined) suites.set(name, [testCase(report, check)]);
    else suite.push(testCase(report, check));
  }
  return [...suites];
}

/** What fails a run without being the outcome of a check. */
function suitesOfTheRun(report: Report): [string, TestCase[]][] {
  const suites: [string, TestCase[]][] = [];
  const verdict = verdictOf(report);
  if (verdict.kind === 'undecided') {
    suites.push(['run', [runCase('something could be asked', 'errors', 'undecided', verdict.sentence)]]);
  } else if (report.run.interrupted === true) {
    suites.push([
      'run',
      [runCase('ran to its end', 'errors', 'interrupted', 'the run was interrupted: results are missing')],
    ]);
  }
  const stale = report.baseline?.stale ?? [];
  if (stale.length > 0) {
    const cases = stale.map((entry) =>
      runCase(entry.check, 'failures', 'stale', `${entry.problem} (accepted because: ${entry.reason})`),
    );
    suites.push(['baseline', cases]);
  }
  return suites;
}

function runCase(name: string, ending: 'failures' | 'errors', type: string, message: string): TestCase {
  const tag = ending === 'failures' ? 'failure' : 'error';
  return {
    ending,
    seconds: 0,
    node: element('testcase', { classname: 'ivs-conformance', name, time: '0.000' }, [
      element(tag, { type, message }, [message]),
    ]),
  };
}

function suiteNode(report: Report, name: string, cases: readonly TestCase[]): XmlElement {
  const facts: [string, string | number][] = [
    ['endpoint', report.target.endpoint],
    ['region', report.target.region],
    ['seed', report.run.seed],
    ['effort', report.run.effort],
  ];
  const properties = facts.map(([fact, value]) => element('property', { name: fact, value }));
  return element('testsuite', { name, ...tally(cases), timestamp: report.run.startedAt }, [
    element('properties', {}, properties),
    ...cases.map(({ node }) => node),
  ]);
}

function tally(cases: readonly TestCase[]) {
  const ending = (wanted: Ending) => cases.filter((one) => one.ending === wanted).length;
  return {
    tests: cases.length,
    failures: ending('failures'),
    errors: ending('errors'),
    skipped: ending('skipped'),
    time: cases.reduce((sum, one) => sum + one.seconds, 0).toFixed(3),
  };
}

function testCase(report: Report, check: CheckResult): TestCase {
  const seconds = check.durationMs / 1000;
  const attributes = {
    classname: `${check.service}.${check.kind}.${primaryOperation(check)}`,
    name: check.id,
    time: seconds.toFixed(3),
  };
  const [ending, result] = resultOf(report, check);
  return {
    ending,
    seconds,
    node: element('testcase', attributes, result === undefined ? [] : [result]),
  };
}

function resultOf(report: Report, check: CheckResult): [Ending, XmlElement?] {
  const reason = check.reason ?? 'no reason given';
  switch (standingOf(check)) {
    case 'conforms':
      return ['passed'];
    case 'accepted':
      return [
        'skipped',
        element('skipped', { message: `${check.outcome}, accepted by the baseline: ${check.expected}` }),
      ];
    case 'skipped':
      return ['skipped', element('skipped', { message: reason })];
    case 'inconclusive':
      return [
        'errors',
        element('error', { type: 'inconclusive', message: reason }, [`${check.title}\n${reason}`]),
      ];
    case 'unimplemented':
      return [
        'failures',
        element('failure', { type: 'unimplemented', message: reason }, [`${check.title}\n${reason}`]),
      ];
    case 'deviates':
      if (!failsRun(report, check)) {
        const message = `deviates, ${check.strength}: that does not fail the run`;
        return ['skipped', element('skipped', { message }, [deviationText(check)])];
      }
      return [
        'failures',
        element('failure', { type: 'deviates', message: check.title }, [deviationText(check)]),
      ];
  }
}

function deviationText(check: CheckResult): string {
  const { deviation } = check;
  const source = check.source.url ?? check.source.document;
  const lines = [check.title, `strength: ${check.strength}`, `source: ${source}`];
  if (deviation !== undefined) {
    if (deviation.causedBy !== undefined) lines.push(`follows from: ${deviation.causedBy}`);
    if (deviation.member !== undefined) lines.push(`member: ${deviation.member}`);
    lines.push(
      `expected: ${deviation.expected}`,
      `observed: ${deviation.observed}`,
      `counterexample: ${JSON.stringify(deviation.counterexample)}`,
      `reproduce: ${deviation.reproduce.command}`,
    );
  }
  return lines.join('\n');
}
