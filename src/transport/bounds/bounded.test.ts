import { describe, expect, it } from 'vitest';
import { bounded, excessOf } from './bounded.js';
import { BODY_BOUNDS } from './bounds.js';

const { depth, items, members, values, text } = BODY_BOUNDS;

describe('a body', () => {
  it.each([
    ['nothing', ''],
    ['what is no JSON', '<html>'],
    ['all levels', '['.repeat(depth) + ']'.repeat(depth)],
    ['brackets within a text', JSON.stringify({ name: '[{'.repeat(depth) })],
    ['quotes within a text', JSON.stringify({ name: '"\\"'.repeat(100), tags: {} })],
    ['all items', JSON.stringify(Array.from({ length: items }, () => 0))],
    ['a text that is just long enough', JSON.stringify({ name: 'n'.repeat(text - 10) })],
  ])('is kept as it is: %s', (_, body) => {
    const response = { status: 200, headers: {}, body };
    expect(bounded(response)).toEqual(response);
  });

  it.each([
    ['a level too many', '['.repeat(depth + 1), `more than ${depth} levels`],
    ['a hundred thousand levels', '{"a":'.repeat(100_000), `more than ${depth} levels`],
    ['an item too many', JSON.stringify(Array(items + 1).fill(0)), `a list of more than ${items} items`],
    [
      'a member too many',
      JSON.stringify(Object.fromEntries(Array.from({ length: members + 1 }, (__, index) => [index, 0]))),
      `an object of more than ${members} members`,
    ],
    [
      'many lists',
      `[${Array(20)
        .fill(JSON.stringify(Array(values / 10).fill(0)))
        .join(',')}]`,
      `more than ${values} values`,
    ],
    [
      'a long text',
      JSON.stringify({ name: 'n'.repeat(text + 1) }),
      `a text or blank of more than ${text} characters`,
    ],
    ['a long blank', `{${' '.repeat(text + 2)}}`, `a text or blank of more than ${text} characters`],
    ['a long page', '<'.repeat(text + 1), `a text of more than ${text} characters`],
  ])('is cut, and says why: %s', (_, body, excess) => {
    expect(excessOf(body)).toBe(excess);
    const kept = bounded({ status: 200, headers: {}, body });
    expect(kept.excess).toBe(excess);
    expect(kept.body.length).toBeLessThan(5000);
    expect(kept.body).toContain(`[cut: ${excess}]`);
  });
});

it('cuts long headers', () => {
  const { headers } = bounded({ status: 200, headers: { 'x-amzn-requestid': 'r'.repeat(10_000) }, body: '' });
  expect(headers['x-amzn-requestid']).toMatch(/^r{8192}… \[cut\]$/);
});
