import { expect, test } from 'vitest';
import { isWatched } from './options.js';

test.each([
  ['a terminal', { isTTY: true, columns: 80 }, true],
  ['a terminal without a width, as a container or a recorder may have', { isTTY: true, columns: 0 }, false],
  ['a file', { isTTY: false, columns: 80 }, false],
])('progress is shown on %s or not', (_, stream, shown) => {
  expect(isWatched(stream)).toBe(shown);
});
