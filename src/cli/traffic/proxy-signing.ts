import { createResign, type Resign } from '../../clients/proxy/resign.js';
import type { Service } from '../../contract/types.js';
import { UsageError } from '../../results/errors/usage-error.js';
import { resolveTarget } from '../../transport/endpoint/endpoint.js';
import { isAwsUrl } from '../../transport/endpoint/loopback.js';
import { readSharedConfig } from '../../transport/signing/shared-config.js';

/** Who signs in place of the clients. */
export interface Signing {
  readonly resign: Resign;
  readonly region: string;
  /** Whose credentials. */
  readonly whose: string;
}

/**
 * @param sign name of an AWS profile; true for what environment and files name by themselves; undefined for none
 * @throws UsageError where there are no such credentials, or no region
 */
export async function resolveSigning(
  sign: string | true | undefined,
  upstream: URL,
  services: readonly Service[],
): Promise<Signing | undefined> {
  if (sign === undefined) return undefined;
  const env = sign === true ? process.env : { ...process.env, AWS_PROFILE: sign };
  const { region, credentials, isLoopback } = await resolveTarget({
    endpoint: upstream.origin,
    services,
    env,
  });
  if (sign !== true && isLoopback && (await readSharedConfig(env)).keyPair === undefined) {
    throw new UsageError(
      `The AWS profile ${sign} has no key pair in your AWS files. Name one that has, or leave the name out for ` +
        'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    );
  }
  const { accessKeyId } = await credentials();
  const whose = sign === true ? 'the environment' : `the AWS profile ${sign}`;
  return {
    resign: createResign(upstream.host, region, credentials),
    ...{ region, whose: `${whose} (access key …${accessKeyId.slice(-4)})` },
  };
}

/** Says in whose name requests go on. */
export function signingText(upstream: URL, signing: Signing | undefined): string {
  if (signing !== undefined) {
    const { region, whose } = signing;
    return `Requests go to ${upstream.origin}, signed anew for ${region} and Host ${upstream.host} with the credentials of ${whose}.\n`;
  }
  const refused = isAwsUrl(upstream)
    ? ' AWS refuses what was signed for another Host than its own: --sign signs anew.'
    : '';
  return `Requests go to ${upstream.origin} as they come, with the Host and the signature of the client.${refused}\n`;
}
