import { describe, expect, it } from 'vitest';
import { type DriftTold, renderDrift } from './drift.js';

const NOTHING = { operations: [], members: [], enumValues: [], constraints: [], errors: [], http: [] };
const STYLE = { colour: false, width: 100 };

function told(changes: Partial<DriftTold> = {}): string[] {
  const drift: DriftTold = {
    ...{ service: 'ivs', name: 'botocore 9.8.7', revision: '2026-10-28' },
    asOf: { from: '2026-10-28', to: '2026-10-28', differences: 0 },
    ...{ behind: NOTHING, ahead: NOTHING, since: NOTHING },
    ...changes,
  };
  return renderDrift([drift], STYLE).split('\n').slice(1, -1);
}

describe('renderDrift', () => {
  it('says that there is no more and no less', () => {
    expect(told()).toEqual([
      '✓ The contract of ivs (2026-10-28) has all that botocore 9.8.7 has, and no more',
      '  botocore 9.8.7 is as of 2026-10-28',
    ]);
  });

  it('says as of when something older is, and what has changed since', () => {
    expect(
      told({
        asOf: { from: '2023-07-18', to: '2023-11-21', differences: 0 },
        ahead: { ...NOTHING, members: Array.from({ length: 14 }, (_, index) => `A input m${index}`) },
        since: { ...NOTHING, constraints: ['A input a maxLength: 5'] },
      }),
    ).toEqual([
      '✓ The contract of ivs (2026-10-28) has all that botocore 9.8.7 has',
      '  botocore 9.8.7 is as of 2023-07-18 to 2023-11-21',
      '  only in the contract: 14 members: A input m0, A input m1, A input m2, A input m3, A input m4, A',
      '    input m5, A input m6, A input m7, A input m8, A input m9, A input m10, A input m11, and 2 more',
      '  changed or taken away since: 1 constraint: A input a maxLength: 5',
    ]);
  });

  it('lists all that is new, one to a line, and cannot be commanded by it', () => {
    const members = Array.from({ length: 14 }, (_, index) => `A input m${index}`);
    const lines = told({
      asOf: { from: '2026-10-28', to: '2026-10-28', differences: 16 },
      behind: { ...NOTHING, members, errors: ['A Busy\u001b[2J 409'] },
      ahead: { ...NOTHING, constraints: ['A input a maxLength: 5'] },
    });
    expect(lines.slice(0, 3)).toEqual([
      '✗ The contract of ivs (2026-10-28) is behind botocore 9.8.7',
      '  botocore 9.8.7 is later than 2026-10-28',
      '  only in botocore 9.8.7: 14 members',
    ]);
    expect(lines.slice(3, 17)).toEqual(members.map((member) => `    ${member}`));
    expect(lines.slice(17)).toEqual([
      '  only in botocore 9.8.7: 1 error',
      '    A Busy\\u001b[2J 409',
      '  only in the contract: 1 constraint: A input a maxLength: 5',
    ]);
  });

  it('says which revision is nearest to what is as of none', () => {
    const [, asOf] = told({
      asOf: { from: '2026-06-04', to: '2026-06-04', differences: 2 },
      behind: { ...NOTHING, operations: ['B'] },
      ahead: { ...NOTHING, operations: ['A'] },
    });
    expect(asOf).toBe('  botocore 9.8.7 is nearest to 2026-06-04, with 2 differences');
  });
});
