import { describe, expect, it } from 'vitest';
import { createJudge } from '../judge.js';
import type { ExchangeMutant } from './exchange.js';
import { exchangeMutants } from './index.js';
import { ExchangeJury } from './jury.js';

const judge = createJudge(1, 'standard');
const jury = new ExchangeJury(judge);
const all = exchangeMutants(judge.contracts);

function find(id: string): ExchangeMutant {
  const found = all.find((mutant) => mutant.id === id);
  if (found === undefined) throw new Error(`no mutant is called ${id}`);
  return found;
}

describe('a jury of exchanges', () => {
  it('ends with the first check that deviates, and says how often the fault showed', async () => {
    const outcome = await jury.judge(
      jury.candidate(find('answer-dropped/ivs/GetRecordingConfiguration/recordingConfiguration.arn'), false),
    );
    expect(outcome.caughtBy).toHaveLength(1);
    expect(outcome.requests).toBeGreaterThan(0);
    expect(outcome.effects).toBeGreaterThan(0);
  });

  it('finds nothing where the fault does nothing', async () => {
    const harmless: ExchangeMutant = {
      ...find('answer-dropped/ivs-realtime/GetPublicKey/publicKey.name'),
      begin: () => (_, forward) => forward(),
    };
    const outcome = await jury.judge(jury.candidate(harmless, false));
    expect(outcome).toMatchObject({ caughtBy: [], requests: 0, effects: 0 });
  });

  it('takes for no catch what deviates because of an odd refusal', async () => {
    const harmless: ExchangeMutant = {
      ...find('answer-dropped/ivs-realtime/GetStorageConfiguration/storageConfiguration.name'),
      begin: () => (_, forward) => forward(),
    };
    const candidate = jury.candidate(harmless, true);
    expect(candidate.id).toMatch(/\+(?:name-used|no-name|named|plain|tagged)$/);
    expect((await jury.judge(candidate)).caughtBy).toEqual([]);
  });

  it('finds a fault beside an odd refusal', async () => {
    const candidate = jury.candidate(
      find('answer-dropped/ivs-realtime/GetStorageConfiguration/storageConfiguration.arn'),
      true,
    );
    const { caughtBy, mutant } = await jury.judge(candidate);
    expect(caughtBy).toHaveLength(1);
    expect(mutant).toBe(candidate.id);
  });
});
