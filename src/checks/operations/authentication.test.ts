import { describe, expect, test } from 'vitest';
import { ask, checksWith, referenceEndpoint } from '../../runner/testing/asking.js';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a-secret-that-nobody-may-see' };
const checks = checksWith('authentication/ivs/');
const outcomes = (results: readonly { outcome: string }[]) => [
  ...new Set(results.map(({ outcome }) => outcome)),
];

describe('checks of signatures', () => {
  test('conform where signatures are verified', async () => {
    const { results } = await ask(referenceEndpoint({ credentials: CREDENTIALS }), {
      checks,
      credentials: CREDENTIALS,
      effort: 'standard',
    });
    expect(outcomes(results)).toEqual(['conforms']);
  });

  test('are not asked, and say how, where nobody asks for them', async () => {
    const { results } = await ask(referenceEndpoint(), { checks });
    expect(outcomes(results)).toEqual(['skipped']);
    expect(results[0]?.reason).toContain("--check 'authentication/*'");
    expect(results.reduce((sum, { requests }) => sum + requests, 0)).toBe(0);
  });

  test('deviate where signatures are not verified, and say what was wrong without the secret', async () => {
    const { results } = await ask(referenceEndpoint(), { checks, credentials: CREDENTIALS });
    expect(outcomes(results)).toEqual(['deviates']);
    expect(JSON.stringify(results)).not.toContain(CREDENTIALS.secretAccessKey);
    const told = results.map(({ id, deviation }) => [id.split('/')[2], deviation?.reproduce.curl ?? '']);
    const curl = Object.fromEntries(told);
    expect(curl.unsigned).not.toContain('--aws-sigv4');
    expect(curl['wrong-secret']).toContain('"$AWS_ACCESS_KEY_ID:made-up-by-ivs-conformance-and-nobody-s"');
    expect(curl['other-service']).toContain('--aws-sigv4 aws:amz:us-east-1:s3');
    expect(curl['other-region']).toContain('--aws-sigv4 aws:amz:eu-west-1:ivs');
    expect(curl.expired).toMatch(/^# curl cannot sign a request two hours ago/);
    expect(curl.incomplete).toContain("SignedHeaders=host' ");
  });

  test('a refusal for another reason is none', async () => {
    const endpoint = referenceEndpoint({ credentials: CREDENTIALS });
    const { results } = await ask(
      async (request) => {
        const answer = await endpoint(request);
        return answer.status === 403 ? { ...answer, status: 404 } : answer;
      },
      { checks: checksWith('authentication/ivs/expired'), credentials: CREDENTIALS },
    );
    expect(outcomes(results)).toEqual(['deviates']);
  });
});
