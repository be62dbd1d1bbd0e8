/** Judges mutants in a thread of its own: told their indices, answers with what became of them. */
import { parentPort, workerData } from 'node:worker_threads';
import { candidatesOf } from './candidates.js';
import type { Settings } from './settings.js';

const settings: Settings = workerData;
const candidates = candidatesOf(settings);

parentPort?.on('message', async (index: number) => {
  parentPort?.postMessage(await candidates.judge(index));
});
