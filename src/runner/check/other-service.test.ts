import { describe, expect, test } from 'vitest';
import { DeviationFound } from '../../checks/expect/verdicts.js';
import type { Check, CheckContext } from '../../checks/types.js';
import { resourceNamed } from '../../contract/resources.js';
import { ask, census, only, ownCheck, referenceEndpoint, refusal, scopes } from '../testing/asking.js';

const OTHER = { service: 'ivs-realtime', operations: ['CreateStage'] } as const;

/** A check of `ivs` that makes a stage. */
function across(run: (context: CheckContext, stageArn: string) => Promise<void>): Check {
  return {
    ...ownCheck(async (context) => {
      const there = context.of('ivs-realtime');
      await run(there, (await there.create(resourceNamed(there.scope.resources, 'Stage'))).arn);
    }),
    other: OTHER,
  };
}

const conforms = across(async (there, stageArn) => void (await there.call('GetStage', { arn: stageArn })));

describe('a check that has to do with the other service', () => {
  test('asks that as well, and removes what it made there', async () => {
    const endpoint = referenceEndpoint();
    expect(only(await ask(endpoint, { checks: [conforms] }))).toMatchObject({
      outcome: 'conforms',
      requests: 3,
    });
    expect(await census(endpoint)).toEqual([]);
  });

  test('is skipped where that is not asked', async () => {
    const own = new Map([...scopes].filter(([service]) => service === 'ivs'));
    expect(only(await ask(referenceEndpoint(), { checks: [conforms], scopes: own }))).toMatchObject({
      outcome: 'skipped',
      reason: 'needs ivs-realtime, which is not asked; select both services',
    });
  });

  test('is skipped where an operation of that is missing', async () => {
    const reference = referenceEndpoint();
    const { results } = await ask(
      (request) => (request.path === '/CreateStage' ? refusal(501, 'NotImplemented') : reference(request)),
      { checks: [conforms] },
    );
    expect(results).toMatchObject([
      { outcome: 'skipped', reason: 'needs CreateStage, which the endpoint does not implement' },
    ]);
  });

  test('tells a deviation with commands of both services, and no secret of either', async () => {
    const check = across(async (there, stageArn) => {
      const answer = await there.call('CreateParticipantToken', { stageArn });
      throw new DeviationFound({
        expected: 'none',
        observed: JSON.stringify(answer.output),
        exchange: answer.exchange,
      });
    });
    const { deviation } = only(await ask(referenceEndpoint(), { checks: [check] }));
    expect(deviation?.reproduce.awsCli).toMatch(
      /aws ivs-realtime create-stage .*\n.*create-participant-token/,
    );
    expect(deviation?.counterexample).toMatchObject([{ CreateStage: {} }, { CreateParticipantToken: {} }]);
    expect(deviation?.observed).toContain('"token":"[redacted]"');
    expect(JSON.stringify(deviation?.exchanges)).not.toContain('eyJ');
  });
});
