import { expect, test } from 'vitest';
import { type Claim, runAll } from './schedule.js';

/** Runs tasks named like `a:claim+claim`, each for one turn, and notes which run together. */
async function together(
  tasks: readonly string[],
  concurrency: number,
  isOver?: () => boolean,
): Promise<string[][]> {
  const moments: string[][] = [];
  const running = new Set<string>();
  await runAll(tasks, {
    concurrency,
    claimsOf: (task) => task.split(':')[1]?.split('+').map(claim) ?? [],
    run: async (task) => {
      running.add(task);
      await new Promise((resolve) => setTimeout(resolve, 1));
      moments.push([...running].sort());
      running.delete(task);
    },
    ...(isOver && { isOver }),
  });
  return moments;
}

/** `keys` is all of it, `disks 2/5` two of five. */
function claim(text: string): Claim {
  const [, of = text, units, limit] = /^(\w+) (\d)\/(\d)$/.exec(text) ?? [];
  return units === undefined ? { of } : { of, units: Number(units), limit: Number(limit) };
}

test('so many tasks run at the same time, in their order', async () => {
  const moments = await together(['a', 'b', 'c', 'd'], 2);
  expect(moments[0]).toEqual(['a', 'b']);
  expect(Math.max(...moments.map(({ length }) => length))).toBe(2);
  expect(moments).toHaveLength(4);
});

test('tasks that claim the same never run together, and are passed over by others meanwhile', async () => {
  const moments = await together(['a:keys', 'b:keys', 'c:keys', 'd', 'e'], 3);
  expect(moments[0]).toEqual(['a:keys', 'd', 'e']);
  for (const moment of moments) expect(moment.filter((task) => task.endsWith('keys')).length).toBeLessThan(2);
  expect(moments).toHaveLength(5);
});

test('tasks whose claims overlap crosswise do not wait for one another for ever', async () => {
  const moments = await together(['a:x+y', 'b:y+x', 'c:x', 'd:y'], 4);
  expect(moments).toHaveLength(4);
  expect(moments[2]).toEqual(['c:x', 'd:y']);
});

test('tasks that take some of what there is run together while it suffices', async () => {
  const moments = await together(['a:disks 2/5', 'b:disks 2/5', 'c:disks 2/5', 'd:disks 5/5'], 4);
  expect(moments[0]).toEqual(['a:disks 2/5', 'b:disks 2/5']);
  for (const moment of moments) expect(moment.includes('d:disks 5/5') && moment.length > 1).toBe(false);
  expect(moments).toHaveLength(4);
});

test('once it is over no task is started, and those under way are waited for', async () => {
  let asked = 0;
  const moments = await together(['a', 'b', 'c'], 2, () => {
    asked += 1;
    return asked > 2;
  });
  expect(moments.flat().sort()).not.toContain('c');
  expect(moments).toHaveLength(2);
});
