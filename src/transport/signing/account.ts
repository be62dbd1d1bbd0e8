import { request } from 'undici';
import type { Target } from '../endpoint/endpoint.js';
import { createSigner } from './signing.js';

/** How long STS may take, in milliseconds. */
const TIMEOUT_MS = 5_000;

/**
 * The account that the credentials belong to, as AWS STS says
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html); undefined where it cannot be told.
 * @param endpoint that of STS; default: the one of the region
 */
export async function accountOf(
  { region, credentials }: Pick<Target, 'region' | 'credentials'>,
  endpoint = new URL(`https://sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`),
): Promise<string | undefined> {
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const type = 'application/x-www-form-urlencoded; charset=utf-8';
  const asked = { method: 'POST' as const, path: '/', headers: { 'content-type': type }, body };
  try {
    const headers = await createSigner(region, credentials, 'sts')(asked, endpoint.host);
    const response = await request(endpoint, {
      ...{ method: 'POST', headers, body },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.body.text();
    return response.statusCode === 200 ? /<Account>(\d{12})<\/Account>/.exec(text)?.[1] : undefined;
  } catch {
    return undefined;
  }
}
