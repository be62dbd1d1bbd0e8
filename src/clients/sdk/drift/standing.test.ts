import { expect, test } from 'vitest';
import { loadContract } from '../../../contract/load.js';
import type { OperationSurface, Surface } from '../surface.js';
import { publishedSurface, standingTo } from './standing.js';

const LATEST = loadContract('ivs').revision;

function withOperation(
  surface: Surface,
  name: string,
  change: (was: OperationSurface) => OperationSurface,
): Surface {
  const was = surface.get(name);
  if (was === undefined) throw new Error(`there is no ${name}`);
  return new Map([...surface, [name, change(was)]]);
}

test.each([
  ['2021-10-20', '2021-10-20', '2021-10-20'],
  // Two revisions changed nothing but prose.
  ['2023-08-31', '2023-07-18', '2023-11-21'],
  [LATEST, LATEST, LATEST],
])('what says the same as the revision of %s is as of %s to %s', (revision, from, to) => {
  const { asOf, behind, ahead } = standingTo('ivs', publishedSurface('ivs', revision));
  expect(asOf).toEqual({ from, to, differences: 0 });
  expect(behind.operations.concat(behind.members, behind.constraints ?? [])).toEqual([]);
  expect(ahead.operations.length > 0).toBe(revision !== LATEST);
});

test('what a later revision took away or changed is nothing that the contract is behind with', () => {
  const { behind, ahead, since } = standingTo('ivs', publishedSurface('ivs', '2023-07-18'));
  expect(behind.constraints).toEqual([]);
  const place = 'GetStream output stream.channelArn pattern: ';
  expect(since.constraints).toContain(`${place}^(?:arn:aws:[is]vs:[a-z0-9-]+:[0-9]+:channel/[a-zA-Z0-9-]+)$`);
  expect(ahead.constraints).toContain(`${place}^(?:arn:aws:ivs:[a-z0-9-]+:[0-9]+:channel/[a-zA-Z0-9-]+)$`);
});

test('a value that was in force once is new where everything else is as of the latest revision', () => {
  const place = 'input channelArn pattern: ';
  const then = `${place}^(?:arn:aws:[is]vs:[a-z0-9-]+:[0-9]+:channel/[a-zA-Z0-9-]+)$`;
  const reverted = withOperation(publishedSurface('ivs', LATEST), 'GetStream', ({ modelled, ...was }) => ({
    ...was,
    modelled: {
      errors: modelled?.errors ?? new Set(),
      http: modelled?.http ?? new Set(),
      constraints: new Set(
        [...(modelled?.constraints ?? [])].map((fact) => (fact.startsWith(place) ? then : fact)),
      ),
    },
  }));
  const { asOf, behind, ahead, since } = standingTo('ivs', reverted);
  expect(asOf).toEqual({ from: LATEST, to: LATEST, differences: 2 });
  expect(behind.constraints).toEqual([`GetStream ${then}`]);
  expect(since.constraints).toEqual([]);
  expect(ahead.constraints).toHaveLength(1);
});

test('of what a client does not declare, nothing is told', () => {
  const declared = new Map(
    [...publishedSurface('ivs', LATEST)].map(([name, { modelled: _, ...was }]) => [name, was]),
  );
  const { behind, ahead } = standingTo('ivs', declared);
  expect(behind).toEqual({ service: 'ivs', operations: [], members: [], enumValues: [] });
  expect(ahead).toEqual(behind);
});
