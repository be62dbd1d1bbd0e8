import { mutants } from '../../reference/mutants/index.js';
import { exchangeMutants } from './exchanges/index.js';
import { ExchangeJury } from './exchanges/jury.js';
import { createJudge, type Judge } from './judge.js';
import { Jury, type Outcome } from './outcomes/outcome.js';
import type { Settings } from './settings.js';

/** Mutants in their order, each judged when that is asked for. */
export interface Candidates {
  readonly ids: readonly string[];
  /** @throws Error when there is no such place */
  judge(index: number): Promise<Outcome>;
}

/** The mutants of these settings: of the reference endpoint, or of the exchanges with it. */
export function candidatesOf({ seed, effort, asRun, faults }: Settings): Candidates {
  const judge = createJudge(seed, effort, asRun);
  return faults === undefined ? ofReference(judge) : ofExchanges(judge, faults === 'exchanges-odd');
}

function ofReference(judge: Judge): Candidates {
  const all = mutants(judge.contracts);
  const jury = new Jury(judge);
  return { ids: all.map(({ id }) => id), judge: async (index) => jury.judge(at(all, index)) };
}

function ofExchanges(judge: Judge, isOdd: boolean): Candidates {
  const jury = new ExchangeJury(judge);
  const all = exchangeMutants(judge.contracts).map((mutant) => jury.candidate(mutant, isOdd));
  return { ids: all.map(({ id }) => id), judge: async (index) => jury.judge(at(all, index)) };
}

function at<One>(all: readonly One[], index: number): One {
  const one = all[index];
  if (one === undefined) throw new Error(`there is no mutant ${index}`);
  return one;
}
