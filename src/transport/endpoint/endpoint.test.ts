import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SERVICES } from '../../contract/types.js';
import { UsageError } from '../../results/errors/usage-error.js';
import type { Environment } from '../signing/shared-config.js';
import { resolveTarget, type TargetOptions } from './endpoint.js';

const CONFIG = `
[default]
region = eu-central-1
endpoint_url = http://127.0.0.1:1000

[profile split]
services = local
endpoint_url = http://127.0.0.1:2000
aws_access_key_id = config-key
aws_secret_access_key = config-secret

[services local]
ivs =
  endpoint_url = http://127.0.0.1:2001
ivs_realtime =
  endpoint_url = http://127.0.0.1:2002

[profile ignoring]
ignore_configured_endpoint_urls = true
endpoint_url = http://127.0.0.1:3000
`;

const CREDENTIALS = `
[split]
aws_access_key_id = file-key
aws_secret_access_key = file-secret
aws_session_token = file-token
`;

let home: string;
let files: Environment;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'ivs-conformance-'));
  files = { AWS_CONFIG_FILE: join(home, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(home, 'credentials') };
  writeFileSync(join(home, 'config'), CONFIG);
  writeFileSync(join(home, 'credentials'), CREDENTIALS);
});
afterAll(() => rmSync(home, { recursive: true }));
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Resolves without any file, unless the variables name one. */
function resolve(env: Environment, options: Partial<TargetOptions> = {}) {
  return resolveTarget({ services: SERVICES, env: { HOME: join(home, 'nobody'), ...env }, ...options });
}

function origins(target: { readonly [service in 'ivs' | 'ivs-realtime']?: URL }) {
  return [target.ivs?.origin, target['ivs-realtime']?.origin];
}

describe('the endpoint', () => {
  it('is nowhere when nothing names one', async () => {
    const target = await resolve({});
    expect(origins(target)).toEqual([undefined, undefined]);
    expect(target).toMatchObject({ isLoopback: true, isAws: false, region: 'us-east-1' });
  });

  it.each<[string, Environment, string | undefined, [string, string]]>([
    [
      'the option, above all',
      { AWS_ENDPOINT_URL_IVS: 'http://127.0.0.1:1', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      'http://127.0.0.1:9',
      ['http://127.0.0.1:9', 'http://127.0.0.1:9'],
    ],
    [
      "a service's variable, above the one for all",
      { AWS_ENDPOINT_URL_IVS_REALTIME: 'http://127.0.0.1:1', AWS_ENDPOINT_URL: 'http://127.0.0.1:2' },
      undefined,
      ['http://127.0.0.1:2', 'http://127.0.0.1:1'],
    ],
    [
      'a variable, above any file',
      { AWS_PROFILE: 'split', AWS_ENDPOINT_URL: 'http://127.0.0.1:2' },
      undefined,
      ['http://127.0.0.1:2', 'http://127.0.0.1:2'],
    ],
    [
      "the profile's services section",
      { AWS_PROFILE: 'split' },
      undefined,
      ['http://127.0.0.1:2001', 'http://127.0.0.1:2002'],
    ],
    ['the profile', {}, undefined, ['http://127.0.0.1:1000', 'http://127.0.0.1:1000']],
  ])('comes from %s', async (_, env, endpoint, expected) => {
    const target = await resolve({ ...files, ...env }, endpoint === undefined ? {} : { endpoint });
    expect(origins(target)).toEqual(expected);
  });

  it.each<[string, Environment]>([
    ['the variable', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'True', AWS_ENDPOINT_URL: 'http://127.0.0.1:2' }],
    ['the profile', { AWS_PROFILE: 'ignoring' }],
  ])('is ignored when %s says so', async (_, env) => {
    expect(origins(await resolve({ ...files, ...env }))).toEqual([undefined, undefined]);
  });

  it('is looked up for the services asked for only', async () => {
    const target = await resolve({ AWS_ENDPOINT_URL: 'http://127.0.0.1:2' }, { services: ['ivs-realtime'] });
    expect(origins(target)).toEqual([undefined, 'http://127.0.0.1:2']);
  });

  it.each<[string, string, RegExp]>([
    ['no URL', '127.0.0.1:5000', /"127\.0\.0\.1:5000", which is not a URL.*http:\/\/127/],
    ['another scheme', 'ftp://h', /not http or https/],
    ['a scheme forgotten before a port', 'localhost:5000', /not http or https/],
    ['a query', 'http://h/?a', /no query/],
  ])('is refused for %s', async (_, endpoint, message) => {
    const resolving = resolve({}, { endpoint });
    await expect(resolving).rejects.toBeInstanceOf(UsageError);
    await expect(resolving).rejects.toThrow(message);
  });

  it('beyond private networks is never taken from the environment, a profile or a report alone', async () => {
    const url = 'https://ivs.us-east-1.amazonaws.com';
    const message = /neither on this machine nor in a private network.*--endpoint https:\/\/ivs/;
    await expect(resolve({ AWS_ENDPOINT_URL: url })).rejects.toThrow(message);
    await expect(resolve({}, { reported: { ivs: url } })).rejects.toThrow(message);
    const env = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    const named = await resolve({ ...env, AWS_ENDPOINT_URL: url }, { endpoint: url });
    expect(named).toMatchObject({ isPrivate: false, isAws: true });
    expect(await resolve({ ...env, AWS_ENDPOINT_URL: 'http://10.0.0.1:1' })).toMatchObject({
      isPrivate: true,
      isLoopback: false,
    });
  });

  it.each(['http://user:hunter2@h', 'ftp://user:hunter2@h', 'http://user:hunter2@h:x'])(
    'with a password is refused without repeating it: %s',
    async (endpoint) => {
      const error: unknown = await resolve({ AWS_ENDPOINT_URL: endpoint }).catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(UsageError);
      expect(String(error)).toContain('AWS_ENDPOINT_URL');
      expect(String(error)).not.toContain('hunter2');
    },
  );
});

describe('the region', () => {
  it.each<[string, Environment, string]>([
    ['AWS_REGION', { AWS_REGION: 'a', AWS_DEFAULT_REGION: 'b' }, 'a'],
    ['AWS_DEFAULT_REGION', { AWS_REGION: '', AWS_DEFAULT_REGION: 'b' }, 'b'],
    ['the profile', {}, 'eu-central-1'],
    ['nowhere, for this machine', { AWS_PROFILE: 'split' }, 'us-east-1'],
  ])('comes from %s', async (_, env, region) => {
    expect((await resolve({ ...files, ...env })).region).toBe(region);
  });

  it('must be named for a remote endpoint', async () => {
    const resolving = resolve({}, { endpoint: 'http://192.0.2.1' });
    await expect(resolving).rejects.toThrow(/No region is set.*http:\/\/192\.0\.2\.1.*AWS_REGION/);
  });
});

describe('the credentials', () => {
  const pair = { AWS_ACCESS_KEY_ID: 'env-key', AWS_SECRET_ACCESS_KEY: 'env-secret' };
  it.each<[string, Environment, object]>([
    [
      'the variables',
      { ...pair, AWS_SESSION_TOKEN: 't' },
      { accessKeyId: 'env-key', secretAccessKey: 'env-secret', sessionToken: 't' },
    ],
    [
      'the profile, when one is named',
      { ...pair, AWS_PROFILE: 'split' },
      { accessKeyId: 'file-key', secretAccessKey: 'file-secret', sessionToken: 'file-token' },
    ],
    ['the variables, when the profile has none', { ...pair, AWS_PROFILE: 'x' }, { accessKeyId: 'env-key' }],
    ['nowhere: a dummy', {}, { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
  ])('for this machine come from %s', async (_, env, expected) => {
    const { credentials } = await resolve({ ...files, ...env }, { endpoint: 'http://localhost:1' });
    expect(await credentials()).toMatchObject(expected);
  });

  it('for this machine are found without any network', async () => {
    const started = performance.now();
    const env = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://192.0.2.1',
      AWS_ROLE_ARN: 'arn:aws:iam::1:role/r',
    };
    await resolve(env, { endpoint: 'http://localhost:1' });
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('for elsewhere come from the default chain', async () => {
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    const env = { ...files, AWS_PROFILE: 'split', AWS_REGION: 'us-west-2' };
    const target = await resolve(env, { endpoint: 'https://ivs.us-west-2.amazonaws.com' });
    expect(await target.credentials()).toMatchObject({ accessKeyId: 'file-key', sessionToken: 'file-token' });
    expect(target).toMatchObject({ isLoopback: false, isAws: true });
  });

  it('for elsewhere are never made up', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE'])
      vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    const resolving = resolve({ AWS_REGION: 'us-west-2' }, { endpoint: 'http://192.0.2.1' });
    await expect(resolving).rejects.toBeInstanceOf(UsageError);
    await expect(resolving).rejects.toThrow(/No AWS credentials.*http:\/\/192\.0\.2\.1.*AWS_ACCESS_KEY_ID/);
  });
});
