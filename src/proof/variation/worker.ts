/** Asks varied endpoints in a thread of its own: told which variation and which seed, answers with the verdict. */
import { parentPort, workerData } from 'node:worker_threads';
import { variations } from '../../reference/variations/index.js';
import { createJudge } from '../mutation/judge.js';
import { type Asked, askVaried } from './ask.js';
import type { Task, WorkerData } from './pool.js';
import { judge } from './verdict.js';

const { effort }: WorkerData = workerData;
const any = createJudge(1, effort);
const all = new Map(variations().map((one) => [one.id, one]));
let plain: { readonly seed: number; readonly asked: Asked } | undefined;

parentPort?.on('message', async ({ variation: id, seed }: Task) => {
  const variation = all.get(id);
  if (variation === undefined) throw new Error(`there is no variation ${id}`);
  const how = { ...any, seed };
  // Tasks come seed by seed, so the plain endpoint is asked once for each.
  if (plain?.seed !== seed) plain = { seed, asked: await askVaried(how) };
  parentPort?.postMessage(await judge(how, variation, plain.asked));
});
