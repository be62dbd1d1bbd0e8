import { describe, expect, test } from 'vitest';
import { rangeOf } from './range.js';

const REVISIONS = ['2021-01-01', '2022-02-02', '2023-03-03', '2024-04-04', '2025-05-05'];

/** Evidence of so many operations of each revision: `+` for one that is there, `-` for one that is lacking. */
function evidence(...signs: readonly string[]): Parameters<typeof rangeOf>[0] {
  const named = (sign: string) =>
    new Map(
      signs.flatMap((all, at) =>
        [...all].flatMap((each, index): [string, string][] =>
          each === sign ? [[`${at}.${index}()`, REVISIONS[at] ?? '']] : [],
        ),
      ),
    );
  return { has: named('+'), lacks: named('-') };
}

const range = (...signs: readonly string[]) => rangeOf(evidence(...signs), REVISIONS);

describe('the revisions that fit', () => {
  test('are what everything that is there, and nothing that is lacking, came with', () => {
    expect(range('+++', '+', '++', '+', '---')).toEqual(['2024-04-04']);
    expect(range('+++', '+', '--', '-', '---')).toEqual(['2022-02-02']);
  });

  test('are several where nothing tells them apart', () => {
    expect(range('+++', '+', '', '', '--')).toEqual(['2022-02-02', '2023-03-03', '2024-04-04']);
  });

  test('are found however much came later', () => {
    expect(range('++', '-'.repeat(20), '-'.repeat(30), '--', '-')).toEqual(['2021-01-01']);
  });

  test('may have a few exceptions on either side', () => {
    expect(range('++++-', '++++', '-----', '+----', '--')).toEqual(['2022-02-02']);
  });

  test('are none in which operations came that are there, however many members are lacking', () => {
    const { has, lacks } = evidence('++++++++', '', '++', '', '---');
    const members = ['m0', 'm1'].map((name): [string, string] => [name, '2023-03-03']);
    expect(rangeOf({ has, lacks: new Map([...lacks, ...members]) }, REVISIONS)).toEqual([
      '2023-03-03',
      '2024-04-04',
    ]);
  });

  test('are not told where operations are there that came later, however many members are lacking', () => {
    const { has, lacks } = evidence('+++', '+', '---', '++-', '--');
    const members = Array.from({ length: 40 }, (_, index): [string, string] => [`m${index}`, '2023-03-03']);
    expect(rangeOf({ has, lacks: new Map([...lacks, ...members]) }, REVISIONS)).toBeUndefined();
  });

  test.each([
    ['lacks nothing', ['+++', '+', '+', '+', '+']],
    ['is as likely the last one', ['+++', '+', '+', '+', '+-']],
    ['lacks things as old as those that it has', ['++---', '--', '--', '--', '--']],
    ['lacks a good part of what is old', ['+++--', '+', '+', '-', '--']],
    ['has a good part of what is new', ['+++++', '+++', '---', '++-', '--']],
    ['has nothing at all', ['---', '--', '--', '--', '--']],
    ['is asked about nothing older', ['', '', '', '', '--']],
  ])('are not told where the endpoint %s', (_, signs) => {
    expect(range(...signs)).toBeUndefined();
  });
});
