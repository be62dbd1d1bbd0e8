/** Judges mutants in a thread of its own: told their indices, answers with what became of them. */
import { parentPort, workerData } from 'node:worker_threads';
import { mutants } from '../reference/mutants/index.js';
import { createJudge } from './judge.js';
import { Jury } from './outcome.js';
import type { Settings } from './settings.js';

const { seed, effort, asRun }: Settings = workerData;
const judge = createJudge(seed, effort, asRun);
const all = mutants(judge.contracts);
const jury = new Jury(judge);

parentPort?.on('message', async (index: number) => {
  const mutant = all[index];
  if (mutant === undefined) throw new Error(`there is no mutant ${index}`);
  parentPort?.postMessage(await jury.judge(mutant));
});
