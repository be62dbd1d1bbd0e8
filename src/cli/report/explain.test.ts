import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sampleReport } from '../../report/testing/sample-report.js';
import { UsageError } from '../../results/errors/usage-error.js';
import { reportedCauses } from '../../results/reported/causes.js';
import { loadScopes, selectChecks, unknownCheck } from '../run/selection.js';
import { explainCause } from './explain-cause.js';
import { describeMany, manyNamed } from './explain-many.js';

const { all } = selectChecks(loadScopes(['ivs']), {});

describe('explain N', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ivs-conformance-explain-'));
  const file = join(folder, 'report.json');
  const report = sampleReport();
  writeFileSync(file, JSON.stringify({ ...report, causes: reportedCauses(report) }));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('tells of the cause of that number: what shows it, its source, and how to see it again', () => {
    const text = explainCause(1, file, {});
    expect(text).toMatch(
      /^1\. CreateChannel sets another default of preset\n {3}Missing and wrong members · documented/,
    );
    expect(text).toContain('expected    "HIGHER_BANDWIDTH_DELIVERY" for ADVANCED_HD');
    expect(text).toContain(
      'Seen by 1 check\n  conditional-default/ivs/CreateChannel/preset-by-channel-type\n',
    );
    expect(text).toContain(
      '\nSee it again\n  npx ivs-conformance run --endpoint http://127.0.0.1:5000 --check ',
    );
    expect(JSON.parse(explainCause(1, file, { json: true }))).toMatchObject({ number: 1, harm: 'members' });
  });

  it('says what there is where there is no such cause, or no report', () => {
    expect(() => explainCause(99, file, {})).toThrow(/has 20 causes, numbered from 1, and no cause 99/);
    expect(() => explainCause(1, join(folder, 'none.json'), {})).toThrow(UsageError);
  });
});

describe('explain NAME', () => {
  it('lists the checks of an operation, however it is spelt', () => {
    const many = manyNamed('createchannel', all);
    const lines = many === undefined ? [] : describeMany(many, 80);
    const ids = all.filter(({ operations }) => operations[0] === 'CreateChannel').map(({ id }) => id);
    expect(lines[0]).toBe(`${ids.length} checks about CreateChannel`);
    expect(lines.map((line) => line.trim())).toEqual(expect.arrayContaining(ids));
  });

  it('tells of a kind of checks', () => {
    const many = manyNamed('made-along', all);
    const lines = many === undefined ? [] : describeMany(many, 80);
    expect(lines[0]).toMatch(/^made-along: .* \(\d+ checks?\)$/);
    expect(lines.at(-1)).toBe("What they ask: npx ivs-conformance list --check 'made-along/*'");
    expect(manyNamed('no such thing', all)).toBeUndefined();
  });
});

describe('a check that there is not', () => {
  it.each([
    ['lifecycl', 'Did you mean lifecycle or lifecycle/'],
    ['filterByName', 'Did you mean filter/ivs/ListChannels/filterByName or '],
    ['constrant', 'Did you mean constraint or '],
    ['lifecycle', "The checks of the kind lifecycle are named by --check 'lifecycle/*'."],
    ['CreateChannel', 'The checks about CreateChannel are named by --operation CreateChannel.'],
  ])('is told with what was probably meant: %s', (name, meant) => {
    expect(unknownCheck(all, name).message).toContain(meant);
  });
});
