import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { type Json, SERVICES } from '../contract/types.js';
import type { ReportedCause } from '../results/reported-cause.js';
import { type AnswersAsOf, type CheckResult, OUTCOMES, type Report } from '../results/types.js';
import { renderJson } from './json.js';
import { sampleExchange } from './testing/sample-checks.js';
import { reportOn, sampleReport } from './testing/sample-report.js';

const schema = JSON.parse(readFileSync(new URL('../../reports/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true, strictRequired: true, allErrors: true }).compile(schema);

/** Every optional member present, at every depth: a member added to the types must be added here. */
type Complete<T> = Json extends T
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Complete<Item>[]
    : T extends object
      ? { [Member in keyof T]-?: Complete<Exclude<T[Member], undefined>> }
      : T;

const completeCheck: Complete<CheckResult> = {
  id: 'shape/ivs/GetChannel',
  title: 'GetChannel answers in its shape',
  service: 'ivs',
  operations: ['GetChannel'],
  kind: 'shape',
  strength: 'documented',
  source: { document: 'API reference', url: 'https://example.com/' },
  outcome: 'deviates',
  reason: 'only said of other outcomes, but allowed',
  blockedBy: 'http/ivs/CreateChannel/status',
  cases: 1,
  requests: 2,
  durationMs: 3.5,
  expected: 'accepted',
  deviation: {
    expected: 'a',
    observed: 'b',
    member: 'channel.name',
    comparedWith: [{ operation: 'CreateChannel', member: 'channel.name' }],
    causedBy: 'shape/ivs/CreateChannel',
    seenBy: 'tags/ivs/list',
    noneAsOf: '2026-07-09',
    counterexample: { any: [null, 1, true, 'x'] },
    exchanges: [
      {
        service: 'ivs',
        operation: 'GetChannel',
        request: {
          method: 'POST',
          url: 'http://127.0.0.1/GetChannel',
          headers: { a: 'b' },
          body: '\uFFFD',
          bodyBase64: '/w==',
          missigned: { fault: 'secret', how: 'with another secret' },
        },
        response: { status: 200, headers: {}, body: '{}' },
        error: 'only without response, but allowed',
        durationMs: 1,
      },
    ],
    reproduce: {
      seed: 1,
      path: '0',
      command: 'npx ivs-conformance run',
      curl: 'curl',
      awsCli: 'aws ivs',
      sdk: 'import {} from',
    },
  },
};

const behind: Complete<AnswersAsOf> = {
  earliest: '2026-06-04',
  latest: '2026-07-09',
  lacks: {
    revisions: ['2026-10-26'],
    operations: ['GetFailoverSlateConfiguration'],
    members: [{ operation: 'GetChannel', side: 'response', member: 'channel.failoverSlateConfigurationArn' }],
  },
};

const cause: Complete<ReportedCause> = {
  number: 1,
  fingerprint: '0123456789abcdef',
  title: 'CreateChannel ignores name',
  harm: 'data',
  standing: 'fails',
  isServerFailure: true,
  sort: 'failure',
  service: 'ivs',
  strength: 'documented',
  operations: [{ service: 'ivs', operation: 'CreateChannel', checks: 1 }],
  check: 'a',
  checks: ['a'],
  blocks: 1,
};

const plain = reportOn([completeCheck]);
const complete: Complete<Report> = {
  ...plain,
  causes: [cause],
  checks: [completeCheck],
  summary: { ...plain.summary, decided: 1, planned: 1 },
  contract: { ivs: '2026-03-05', 'ivs-realtime': '2026-06-18' },
  answersAsOf: { ivs: behind, 'ivs-realtime': behind },
  run: {
    ...plain.run,
    throttled: 1,
    failOn: ['documented'],
    transient: 1,
    died: 'POST /CreateStage',
    unlisted: [{ what: 'Stage', reason: 'ListStages answered 500' }],
    leftBehind: [{ what: 'a stage', reason: 'DeleteStage answered 409' }],
    interrupted: true,
  },
  baseline: { file: 'baseline.json', undecided: 'a', stale: [{ check: 'a', reason: 'b', problem: 'c' }] },
};

const optional = new Set([
  'causes.0.fingerprint',
  'contract.ivs',
  'contract.ivs-realtime',
  'answersAsOf',
  'answersAsOf.ivs',
  'answersAsOf.ivs-realtime',
  'run.throttled',
  'run.failOn',
  'run.transient',
  'run.died',
  'run.unlisted',
  'run.leftBehind',
  'run.interrupted',
  'summary.decided',
  'summary.planned',
  'baseline',
  'baseline.undecided',
  'causes',
  'causes.0.isServerFailure',
  'causes.0.sort',
  'causes.0.blocks',
  'checks.0.source.url',
  'checks.0.reason',
  'checks.0.blockedBy',
  'checks.0.expected',
  'checks.0.deviation.member',
  'checks.0.deviation.comparedWith',
  'checks.0.deviation.causedBy',
  'checks.0.deviation.seenBy',
  'checks.0.deviation.noneAsOf',
  'checks.0.deviation.exchanges.0.request.bodyBase64',
  'checks.0.deviation.exchanges.0.request.missigned',
  'checks.0.deviation.exchanges.0.response',
  'checks.0.deviation.exchanges.0.error',
  'checks.0.deviation.reproduce.awsCli',
  'checks.0.deviation.reproduce.sdk',
]);
/** Objects whose members are anyone's. */
const free = ['run.options', 'checks.0.deviation.counterexample'];

type Container = { [key: string]: unknown };

/** Paths of all members of a value, objects with free members excepted. */
function membersOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || free.includes(path) || path.endsWith('headers'))
    return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return [...(Array.isArray(value) ? [] : [at]), ...membersOf(child, at)];
  });
}

/** A copy of the complete report, and the object in it that holds the member at the path. */
function copyAt(path: string): { copy: Container; holder: Container; member: string } {
  const copy: Container = structuredClone({ ...complete });
  const keys = path.split('.');
  const member = keys.pop() ?? '';
  let holder = copy;
  for (const key of keys) holder = holder[key] as Container;
  return { copy, holder, member };
}

const members = membersOf(complete);

describe('reports/report.schema.json', () => {
  it('accepts a report with every member, as it is written', () => {
    validate(JSON.parse(renderJson(complete)));
    expect(validate.errors).toBeNull();
  });

  it('accepts the rich sample, an empty report and one where no response arrived', () => {
    const [check] = sampleReport().checks;
    const { response: _, ...noAnswer } = { ...sampleExchange('ivs', 'GetChannel', {}, {}), error: 'refused' };
    const silent = {
      ...check,
      deviation: check?.deviation === undefined ? undefined : { ...check.deviation, exchanges: [noAnswer] },
    };
    for (const report of [sampleReport(), reportOn([]), { ...reportOn([]), checks: [silent] }]) {
      validate(JSON.parse(JSON.stringify(report)));
      expect(validate.errors).toBeNull();
    }
  });

  it.each(members.filter((path) => !optional.has(path)))('requires %s', (path) => {
    const { copy, holder, member } = copyAt(path);
    delete holder[member];
    expect(validate(copy)).toBe(false);
  });

  it.each([...optional])('does not require %s', (path) => {
    const { copy, holder, member } = copyAt(path);
    delete holder[member];
    validate(copy);
    expect(validate.errors).toBeNull();
  });

  it.each(members.filter((path) => !free.includes(path)))('gives %s a type', (path) => {
    const { copy, holder, member } = copyAt(path);
    holder[member] = { neither: 'text', nor: ['a list'] };
    expect(validate(copy)).toBe(false);
  });

  it.each(free)('leaves the members of %s to the run', (path) => {
    const { copy, holder, member } = copyAt(path);
    holder[member] = { neither: 'text', nor: ['a list'] };
    expect(validate(copy)).toBe(true);
  });

  it('allows no member that is not in the types', () => {
    for (const path of ['more', ...members.map((member) => member.replace(/[^.]+$/, 'more'))]) {
      const { copy, holder, member } = copyAt(path);
      holder[member] = 1;
      expect(validate(copy), path).toBe(false);
    }
  });

  it('knows the same outcomes and services as the types', () => {
    expect(schema.$defs.outcome.enum).toEqual(OUTCOMES);
    expect(schema.$defs.service.enum).toEqual(SERVICES);
  });

  it('asks for a reason where a check was not decided, and for a deviation where it deviates', () => {
    const {
      deviation: _deviation,
      blockedBy: _blockedBy,
      reason: _reason,
      expected: _expected,
      ...bare
    } = completeCheck;
    const withOutcome = (outcome: string, more = {}) =>
      validate({ ...plain, checks: [{ ...bare, outcome, ...more }] });
    for (const outcome of ['unimplemented', 'inconclusive', 'skipped']) {
      expect(withOutcome(outcome), outcome).toBe(false);
      expect(withOutcome(outcome, { reason: 'why' }), outcome).toBe(true);
    }
    expect(withOutcome('deviates')).toBe(false);
    expect(withOutcome('conforms')).toBe(true);
    expect(withOutcome('conforms', { deviation: completeCheck.deviation })).toBe(false);
    expect(withOutcome('conforms', { expected: 'accepted' })).toBe(false);
  });
});
