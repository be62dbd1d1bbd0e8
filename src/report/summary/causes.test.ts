import { describe, expect, it } from 'vitest';
import { attributed } from '../../results/causes/causes.js';
import type { CheckResult, Deviation } from '../../results/types.js';
import { renderHtml } from '../html/page.js';
import { renderTerminal } from '../terminal/terminal.js';
import { sampleExchange } from '../testing/sample-checks.js';
import { reportOn } from '../testing/sample-report.js';
import { causesIn, observedInWords, placesInWords } from './causes.js';
import { groupByReason, reasonGroups } from './summarise.js';

const base: Omit<CheckResult, 'id' | 'operations' | 'kind' | 'outcome'> = {
  title: 'a check',
  service: 'ivs',
  strength: 'documented',
  source: { document: 'a document' },
  cases: 1,
  requests: 1,
  durationMs: 1,
};

function deviating(kind: string, operation: string, deviation: Partial<Deviation>, suffix = ''): CheckResult {
  const whole: Deviation = {
    expected: 'this',
    observed: 'that',
    counterexample: {},
    exchanges: [],
    reproduce: { seed: 1, path: '', command: 'npx ivs-conformance run', curl: 'curl' },
    ...deviation,
  };
  const id = `${kind}/ivs/${operation}${suffix}`;
  return { ...base, id, operations: [operation], kind, outcome: 'deviates', deviation: whole };
}

function skipped(id: string, reason: string): CheckResult {
  return { ...base, id, operations: ['GetChannel'], kind: 'shape', outcome: 'skipped', reason };
}

/** Causes of several deviations. */
const found = (checks: readonly CheckResult[]) =>
  causesIn(reportOn(attributed(checks))).filter(({ consequences }) => consequences.length > 0);
const NAMES = ['CreateChannel', 'GetChannel', 'ListChannels'];
const html = (name: string) => deviating('http', name, { expected: 'JSON', observed: 'HTML' });

describe('deviations that recur', () => {
  it('are told together from the second operation on', () => {
    expect(found(NAMES.slice(1).map(html))).toHaveLength(1);
    const [group, ...others] = found(NAMES.map(html));
    expect(others).toEqual([]);
    expect(group && placesInWords(group)).toBe('ivs CreateChannel, GetChannel, ListChannels');
  });

  it('are alike but for ARNs and expected numbers', () => {
    const arns = ['a', 'b', 'c'].map((name, index) =>
      deviating('not-found', NAMES[index] ?? '', {
        expected: `404, because arn:aws:ivs:us-east-1:1:channel/${name} names nothing`,
        observed: '200 (success)',
      }),
    );
    expect(found(arns)).toHaveLength(1);
    const statuses = [204, 200, 200].map((status, index) =>
      deviating('http', NAMES[index] ?? '', { expected: `status ${status}`, observed: '500' }),
    );
    expect(found(statuses)).toHaveLength(1);
    const observed = [500, 400, 403].map((status, index) =>
      deviating('http', NAMES[index] ?? '', { expected: 'status 200', observed: `${status}` }),
    );
    expect(found(observed)).toEqual([]);
  });

  it('are not told together for members of other names, unless the answer is empty', () => {
    const members = (suffix: string) =>
      ['channel.name', 'stage.name', 'policy.name'].map((member, index) =>
        deviating('shape', NAMES[index] ?? '', {
          member,
          expected: `${member} is there`,
          observed: `${member} is absent${suffix}`,
        }),
      );
    expect(found(members(''))).toEqual([]);
    const [group, ...others] = found(members(': the answer is {}'));
    expect(others).toEqual([]);
    expect(group && observedInWords(group)).toBe('channel.name is absent: the answer is {}');
  });

  it('are values of wrong types that are taken, whichever member has them', () => {
    const taken = [
      ['name', 'a string'],
      ['tags', 'an object'],
      ['maxResults', 'an integer'],
    ].map(([member = '', type], index) =>
      deviating(
        'malformed',
        NAMES[index] ?? '',
        {
          member,
          expected: `a refusal of the value, because ${member} has to be ${type}`,
          observed: '200 (success)',
        },
        `/type/${member}`,
      ),
    );
    expect(found(taken)).toHaveLength(1);
  });

  it('are malformed requests of one sort that are not refused, whatever becomes of them', () => {
    const malformed = (suffix: string) =>
      ['200 (success)', '500 without an error code', '200 (success)'].map((observed, index) => {
        const expected = `a refusal (4xx), because ${NAMES[index]} was sent no JSON`;
        return deviating('malformed', NAMES[index] ?? '', { expected, observed }, suffix);
      });
    const [group, ...others] = found(malformed('/body'));
    expect(others).toEqual([]);
    expect(group && observedInWords(group)).toBe('200 (success) (2), 500 without an error code (1)');
    const sorts = ['/body', '/type/name', '/unchanged'].flatMap((suffix, index) =>
      malformed(suffix).slice(index, index + 1),
    );
    expect(found(sorts)).toEqual([]);
  });

  it('are one cause where a member is nowhere, whichever checks miss it', () => {
    const absent = { member: 'channel.containerFormat', observed: 'channel.containerFormat is absent' };
    const [group] = found([
      deviating('default', 'CreateChannel', absent),
      deviating('lifecycle', 'CreateChannel', absent),
      deviating('lifecycle', 'UpdateChannel', absent),
    ]);
    expect(group && placesInWords(group)).toBe('ivs CreateChannel (2), UpdateChannel (1)');
    expect(group?.title).toBe('CreateChannel and UpdateChannel do not show channel.containerFormat');
  });

  it('are the constraints of operations that enforce none, and of no others', () => {
    const taken = (name: string, member: string) => ({
      member,
      expected: `400 ValidationException, because ${member} is broken`,
      observed: '200 (success)',
      exchanges: [sampleExchange('ivs', name, {}, {})],
    });
    const broken = NAMES.flatMap((name) => [
      deviating('constraint', name, taken(name, 'a'), '/a/pattern'),
      deviating('constraint', name, taken(name, 'b'), '/b/required'),
    ]);
    expect(found(broken)).toMatchObject([
      { title: 'Input is not validated by 3 operations of ivs', checks: { length: 6 } },
    ]);
    const kept: CheckResult = {
      ...base,
      id: 'constraint/ivs/GetChannel/c/enum',
      operations: ['GetChannel'],
      kind: 'constraint',
      outcome: 'conforms',
    };
    expect(found([...broken, kept]).map(({ title }) => title)).toEqual([
      'a is not validated by CreateChannel and 2 more operations',
    ]);
  });

  it('are in the reports once', () => {
    const report = reportOn(attributed(NAMES.map(html)));
    const text = renderTerminal(report, { colour: false, width: 100 });
    expect(text.match(/observed HTML/g)).toHaveLength(1);
    expect(text).toContain('in ivs CreateChannel, GetChannel, ListChannels');
    expect(renderHtml(report).match(/<li class="check deviates"/g)).toHaveLength(3);
  });
});

describe('reasons', () => {
  const reason = (name: string) => `needs ${name}, which the endpoint does not implement`;

  it('are one where several operations are in the way alike', () => {
    const checks = [
      skipped('a', reason('CreateStage')),
      skipped('b', reason('TagResource')),
      skipped('c', reason('TagResource')),
    ];
    expect(groupByReason(checks)).toEqual([
      ['needs an operation which the endpoint does not implement: TagResource (2), CreateStage (1)', 3],
    ]);
    expect(reasonGroups(checks)[0]?.checks).toHaveLength(3);
  });

  it('stay as they are for a single operation, and where the ways differ', () => {
    const checks = [skipped('a', reason('CreateStage')), skipped('b', 'needs a driver')];
    expect(groupByReason(checks).map(([text]) => text)).toEqual([reason('CreateStage'), 'needs a driver']);
  });

  it('take what operations leave out for the same', () => {
    const without = (name: string, member: string) =>
      skipped(name, `needs ${name}, which answers without ${member}`);
    const [[text] = []] = groupByReason([
      without('CreateStage', 'stage.arn'),
      without('CreateChannel', 'channel.arn'),
    ]);
    expect(text).toContain('needs an operation which answers without what it is called for');
  });
});
