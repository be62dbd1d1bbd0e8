/** An endpoint whose answers mean nothing: what is said of it has to be true all the same. */
import fc from 'fast-check';
import { fromSchema } from '../../../generators/index.js';
import { type Match, Router } from '../../contract/route.js';
import type { Json, OperationContract } from '../../contract/types.js';
import type { InProcessEndpoint } from '../../transport/in-process.js';
import type { WireResponse } from '../../transport/types.js';
import { deriveSeed } from '../cases/seed.js';
import { contracts, json, refusal } from './asking.js';

/** How an operation answers. */
type Habit = (match: Match, seed: number) => WireResponse;

const page: WireResponse = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Welcome</title>',
};

/** An answer of the documented shape, with whatever values. */
const shaped: Habit = ({ contract, operation }, seed) => {
  const { status } = operation.http;
  if (Object.keys(operation.output.properties ?? {}).length === 0) return json(status, undefined);
  return json(status, sample(fromSchema(contract, operation.output), seed));
};

/** One of the errors that the operation declares. */
const refusing: Habit = ({ contract, operation }, seed) => {
  const code = sample(fc.constantFrom(...operation.errors), seed);
  return refusal(contract.shapes.errors[code]?.status ?? 400, code, `no ${seed}`);
};

const careless: readonly Habit[] = [
  shaped,
  shaped,
  shaped,
  refusing,
  (match, seed) => ({
    ...shaped(match, seed),
    status: sample(fc.constantFrom(200, 201, 204, 404, 500), seed),
  }),
  (match, seed) => ({ ...shaped(match, seed), headers: { 'content-type': 'text/plain' } }),
  ({ operation }, seed) =>
    json(
      operation.http.status,
      sample(
        fc.json({ maxDepth: 2 }).map((text): Json => JSON.parse(text)),
        seed,
      ),
    ),
  ({ operation }) => json(operation.http.status, {}),
  () => json(200, undefined),
  () => page,
  () => ({ status: 500, headers: {}, body: 'Internal Server Error' }),
  () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"channel":' }),
];

/** How an endpoint answers at random. */
export interface Randomness {
  readonly seed: number;
  /** `documented`: every answer has its documented shape; `careless`: each operation has a habit of its own. */
  readonly habits: 'documented' | 'careless';
}

/** An endpoint whose answer to each request depends on the seed, the operation and how often that was called. */
export function randomEndpoint({ seed, habits }: Randomness): InProcessEndpoint {
  const router = new Router(contracts);
  const called = new Map<OperationContract, number>();
  return ({ method, path }) => {
    const match = router.find(method, path);
    if (typeof match === 'string') return json(404, { message: 'Not Found' });
    const { operation } = match;
    const times = (called.get(operation) ?? 0) + 1;
    called.set(operation, times);
    const own = deriveSeed(seed, `${operation.service} ${operation.operation}`);
    const habit = habits === 'documented' ? shaped : careless[Math.abs(own) % careless.length];
    return (habit ?? shaped)(match, deriveSeed(own, String(times)));
  };
}

function sample<T extends Json>(arbitrary: fc.Arbitrary<T>, seed: number): T {
  const [value] = fc.sample(arbitrary, { seed, numRuns: 1 });
  if (value === undefined) throw new Error('nothing was generated');
  return value;
}
