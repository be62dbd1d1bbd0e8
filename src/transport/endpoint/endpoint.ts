import type { Service } from '../../contract/types.js';
import { UsageError } from '../../results/errors/usage-error.js';
import { redactText } from '../secrets/redact.js';
import {
  type Environment,
  keyPair,
  readSharedConfig,
  type SharedConfig,
  sharedFiles,
} from '../signing/shared-config.js';
import type { Credentials, CredentialsProvider } from '../signing/signing.js';
import { isAwsUrl, isLoopbackUrl } from './loopback.js';
import { isPrivateUrl } from './private.js';

/** What the user asks for. */
export interface TargetOptions {
  /** The option `--endpoint`: for all services. */
  readonly endpoint?: string;
  /** Endpoints that a report names, in place of what environment and files say; none for the embedded reference endpoint. */
  readonly reported?: { readonly [service in Service]?: string };
  /** Default: what environment and files say. */
  readonly region?: string;
  /** Services that are to be asked. */
  readonly services: readonly Service[];
  /**
   * Default: the environment of this process, which is in any case what the AWS credential chain reads beyond
   * key pairs in variables and files.
   */
  readonly env?: Environment;
}

/** Where requests go, and in whose name. */
export interface Target {
  readonly ivs?: URL;
  readonly 'ivs-realtime'?: URL;
  readonly region: string;
  readonly credentials: CredentialsProvider;
  /** Every endpoint is on this machine; also true when there is none. */
  readonly isLoopback: boolean;
  /** Every endpoint is on this machine or in a private network; also true when there is none. */
  readonly isPrivate: boolean;
  /** Some endpoint is AWS itself. */
  readonly isAws: boolean;
}

const ENDPOINT_VARIABLES: { readonly [service in Service]: string } = {
  ivs: 'AWS_ENDPOINT_URL_IVS',
  'ivs-realtime': 'AWS_ENDPOINT_URL_IVS_REALTIME',
};

/** For endpoints on this machine, which know no accounts: the example key pair of the AWS documentation. */
const DUMMY_CREDENTIALS: Credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

const LOOPBACK_REGION = 'us-east-1';

/**
 * Finds endpoints, region and credentials by the AWS conventions
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html). There is no default endpoint, so AWS
 * itself is contacted only where it is named.
 *
 * @returns a target without URLs when no endpoint is named anywhere
 * @throws UsageError when an endpoint's URL is unfit, or region or credentials are missing for a remote endpoint
 */
export async function resolveTarget(options: TargetOptions): Promise<Target> {
  const { services, env = process.env } = options;
  const config = await readSharedConfig(env);
  const urls: { [service in Service]?: URL } = {};
  let isPrivate = true;
  for (const service of services) {
    const named = nameEndpoint(service, options, env, config);
    if (named === undefined) continue;
    const url = parseEndpoint(named);
    const isHere = await isPrivateUrl(url);
    if (!isHere && options.endpoint === undefined) throw notNamed(url, named);
    urls[service] = url;
    isPrivate &&= isHere;
  }
  const all = Object.values(urls);
  const remote = all.find((url) => !isLoopbackUrl(url));
  return {
    ...urls,
    region: options.region ?? resolveRegion(env, config, remote),
    credentials: await resolveCredentials(env, config, remote),
    isLoopback: remote === undefined,
    isPrivate,
    isAws: all.some(isAwsUrl),
  };
}

/** Why an endpoint is not asked that nobody has named to this program. */
function notNamed(url: URL, { source }: NamedEndpoint): UsageError {
  return new UsageError(
    `${source} is ${url.origin}, which is neither on this machine nor in a private network. What is asked there may change a real account: name it with --endpoint ${url.origin} if that is what you want.`,
  );
}

/** An endpoint's URL and who names it. */
export interface NamedEndpoint {
  readonly text: string;
  readonly source: string;
}

function nameEndpoint(
  service: Service,
  { endpoint, reported }: TargetOptions,
  env: Environment,
  config: SharedConfig,
): NamedEndpoint | undefined {
  if (endpoint !== undefined) return { text: endpoint, source: '--endpoint' };
  if (reported !== undefined) {
    const text = reported[service];
    return text === undefined ? undefined : { text, source: 'target.endpoint of the report' };
  }
  const ignore = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS;
  if (ignore ? ignore.toLowerCase() === 'true' : config.ignoreEndpointUrls) return undefined;
  const file = sharedFiles(env).configFilepath;
  const places: readonly (readonly [source: string, text: string | undefined])[] = [
    [ENDPOINT_VARIABLES[service], env[ENDPOINT_VARIABLES[service]]],
    ['AWS_ENDPOINT_URL', env.AWS_ENDPOINT_URL],
    [`endpoint_url of ${service} in ${file}`, config.serviceEndpointUrls[service]],
    [`endpoint_url in ${file}`, config.endpointUrl],
  ];
  for (const [source, text] of places) if (text) return { text, source };
  return undefined;
}

/** @throws UsageError when it is no URL of an endpoint */
export function parseEndpoint({ text, source }: NamedEndpoint): URL {
  const shown = redactText(text);
  if (!URL.canParse(text)) {
    throw new UsageError(
      `${source} is "${shown}", which is not a URL. Give one with its scheme, such as http://127.0.0.1:5000.`,
    );
  }
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new UsageError(
      `${source} is "${shown}", whose scheme is not http or https. Give a URL such as http://127.0.0.1:5000.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(
      `${source} holds a user name or password, which requests signed for AWS cannot carry. Leave them out of the URL, and set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY instead.`,
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw new UsageError(
      `${source} is "${shown}": an endpoint has no query and no fragment. Leave out what follows the path.`,
    );
  }
  return url;
}

function resolveRegion(env: Environment, config: SharedConfig, remote: URL | undefined): string {
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || config.region;
  if (region) return region;
  if (remote === undefined) return LOOPBACK_REGION;
  throw new UsageError(
    `No region is set, and requests to ${remote.origin} are signed for one. Set AWS_REGION (for instance AWS_REGION=us-east-1), or "region" in your AWS profile.`,
  );
}

async function resolveCredentials(
  env: Environment,
  config: SharedConfig,
  remote: URL | undefined,
): Promise<CredentialsProvider> {
  const fromEnv = keyPair(env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY, env.AWS_SESSION_TOKEN);
  // As in the AWS SDKs, a profile that is named outranks a key pair in the environment.
  const isProfileNamed = Boolean(env.AWS_PROFILE);
  if (fromEnv !== undefined && !isProfileNamed) return async () => fromEnv;
  if (remote === undefined) {
    const pair = config.keyPair ?? fromEnv ?? DUMMY_CREDENTIALS;
    return async () => pair;
  }
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  const provider = defaultProvider({
    ...sharedFiles(env),
    ...(env.AWS_PROFILE ? { profile: env.AWS_PROFILE } : {}),
    ignoreCache: true,
  });
  try {
    await provider();
  } catch (cause) {
    const detail = redactText(cause instanceof Error ? cause.message : String(cause)).replace(/\.?\s*$/, '');
    throw new UsageError(
      `No AWS credentials were found for ${remote.origin} (${detail}). Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE; an endpoint that checks no signatures takes any pair, such as test and test.`,
      { cause },
    );
  }
  return provider;
}
