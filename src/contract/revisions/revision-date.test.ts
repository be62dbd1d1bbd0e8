import { describe, expect, test } from 'vitest';
import { loadContract, loadContracts } from '../load.js';
import { isDate, revisionInForce } from './revision-date.js';

const REVISIONS = ['2023-03-23', '2024-02-01', '2026-04-08'];

describe('the revision in force', () => {
  test.each([
    ['on its own date', '2024-02-01', '2024-02-01'],
    ['the day before the next', '2026-04-07', '2024-02-01'],
    ['on the date of the first', '2023-03-23', '2023-03-23'],
    ['after the last', '2099-12-31', '2026-04-08'],
  ])('%s', (_, date, revision) => {
    expect(revisionInForce('ivs', REVISIONS, date)).toBe(revision);
  });

  test('is none before the first, and the message says when that was', () => {
    expect(() => revisionInForce('ivs', REVISIONS, '2023-03-22')).toThrow(
      'There is no contract of ivs at revision 2023-03-22: its first revision is of 2023-03-23.',
    );
  });

  test.each(['2024-2-1', '2024-02-30', '2024-13-01', 'yesterday', '', '2024-02-01T00:00:00Z'])(
    'is asked for by a date, which %j is not',
    (text) => {
      expect(isDate(text)).toBe(false);
      expect(() => revisionInForce('ivs', REVISIONS, text)).toThrow('is not a date. Write it as YYYY-MM-DD');
    },
  );
});

describe('contracts of a date', () => {
  const loaded = (revision: string) =>
    [...loadContracts({ revision }).values()].map((contract) => `${contract.service} ${contract.revision}`);

  test('are those of the services that had one', () => {
    expect(loaded('2022-01-01')).toEqual(['ivs 2021-11-18']);
    expect(loaded('2023-03-23')).toEqual(['ivs 2023-03-06', 'ivs-realtime 2023-03-23']);
  });

  test('are none before the first of all, nor of a service that came later', () => {
    expect(() => loaded('2021-10-19')).toThrow('There is no contract of ivs at revision 2021-10-19');
    expect(() => loadContracts({ services: ['ivs-realtime'], revision: '2022-01-01' })).toThrow(
      'There is no contract of ivs-realtime at revision 2022-01-01',
    );
  });

  test('are the latest ones after the last revision', () => {
    expect(loadContract('ivs', '2099-01-01')).toBe(loadContract('ivs'));
  });

  test('are read once', () => {
    expect(loadContract('ivs', '2024-03-01')).toBe(loadContract('ivs', '2024-02-20'));
  });
});
