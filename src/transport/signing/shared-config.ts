import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Service } from '../../contract/types.js';
import type { Credentials } from './signing.js';

/** Environment variables. */
export type Environment = { readonly [name: string]: string | undefined };

/** What the shared AWS files say for the chosen profile. */
export interface SharedConfig {
  readonly region: string | undefined;
  readonly ignoreEndpointUrls: boolean;
  readonly endpointUrl: string | undefined;
  readonly serviceEndpointUrls: { readonly [service in Service]: string | undefined };
  /** A key pair written in a file; roles, single sign-on and processes are the credential chain's business. */
  readonly keyPair: Credentials | undefined;
}

/** Where the shared AWS files are. */
export interface SharedFiles {
  readonly configFilepath: string;
  readonly filepath: string;
}

/** Name of a service in a `services` section: its service id in lower case, with underscores. */
const SECTION_KEYS: { readonly [service in Service]: string } = {
  ivs: 'ivs',
  'ivs-realtime': 'ivs_realtime',
};

/** Locates the config and the credentials file by the AWS conventions. */
export function sharedFiles(env: Environment): SharedFiles {
  const folder = join(env.HOME || env.USERPROFILE || homedir(), '.aws');
  return {
    configFilepath: env.AWS_CONFIG_FILE || join(folder, 'config'),
    filepath: env.AWS_SHARED_CREDENTIALS_FILE || join(folder, 'credentials'),
  };
}

/** Reads the shared AWS files for the profile `AWS_PROFILE`; files that are not there say nothing. */
export async function readSharedConfig(env: Environment): Promise<SharedConfig> {
  const { CONFIG_PREFIX_SEPARATOR, loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    ...sharedFiles(env),
    ignoreCache: true,
  });
  const name = env.AWS_PROFILE || 'default';
  const profile = configFile[name] ?? {};
  const credentials = { ...profile, ...credentialsFile[name] };
  const section = configFile[['services', profile.services].join(CONFIG_PREFIX_SEPARATOR)] ?? {};
  const serviceUrl = (service: Service) =>
    section[[SECTION_KEYS[service], 'endpoint_url'].join(CONFIG_PREFIX_SEPARATOR)];
  return {
    region: profile.region,
    ignoreEndpointUrls: profile.ignore_configured_endpoint_urls?.toLowerCase() === 'true',
    endpointUrl: profile.endpoint_url,
    serviceEndpointUrls: { ivs: serviceUrl('ivs'), 'ivs-realtime': serviceUrl('ivs-realtime') },
    keyPair: keyPair(
      credentials.aws_access_key_id,
      credentials.aws_secret_access_key,
      credentials.aws_session_token,
    ),
  };
}

/** A key pair, when both halves are there. */
export function keyPair(
  accessKeyId: string | undefined,
  secretAccessKey: string | undefined,
  sessionToken: string | undefined,
): Credentials | undefined {
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
