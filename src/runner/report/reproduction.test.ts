import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { DeviationFound } from '../../checks/expect/verdicts.js';
import type { CheckContext } from '../../checks/types.js';
import { resourceNamed } from '../../contract/resources.js';
import { findMutant } from '../../reference/mutants/index.js';
import { createReference } from '../../reference/reference.js';
import { type ReferenceServer, startReference } from '../../reference/server/server.js';
import type { Deviation } from '../../results/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { createTransport } from '../../transport/http/http.js';
import { ask, checksWith, contracts, only, ownCheck, referenceEndpoint } from '../testing/asking.js';
import { clients, hasCurl, run } from '../testing/shell.js';

const servers: ReferenceServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(mutant?: string): Promise<string> {
  const broken = mutant === undefined ? {} : { mutant: findMutant(contracts, mutant) };
  const server = await startReference(createReference({ contracts, ...broken }));
  servers.push(server);
  return server.url;
}

/** The deviation that a check finds at an endpoint, whose resources the check has removed again. */
async function deviationAt(endpoint: string, check: string): Promise<Deviation> {
  const credentials = async () => ({ accessKeyId: 'test', secretAccessKey: 'test' });
  const transport = createTransport({ endpoint: new URL(endpoint), region: 'us-east-1', credentials });
  try {
    const asked = await ask(() => Promise.reject(new Error('nothing is asked in this process')), {
      checks: checksWith(check).filter(({ id }) => id === check),
      transport: () => transport,
    });
    const { deviation } = only(asked);
    if (deviation === undefined) throw new Error(`${check} finds nothing`);
    return deviation;
  } finally {
    await transport.close();
  }
}

/** Runs a module that the AWS SDK is installed for, and nothing of the caller's AWS settings. */
async function runModule(module: string): Promise<string> {
  const env = { HOME: join(tmpdir(), 'nobody') };
  const words = ['--no-warnings', '--input-type=module', '--eval', module];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, words, { env }).catch(
    (error) => error,
  );
  return `${stdout}${stderr}`;
}

/** What each of them prints. */
interface Shown {
  readonly curl: RegExp;
  readonly awsCli: RegExp;
  readonly sdk: RegExp;
}

interface Case {
  readonly what: string;
  readonly mutant: string;
  readonly check: string;
  /** What they print of the mutant, and of an endpoint that conforms. */
  readonly broken: Shown;
  readonly sound: Shown;
  /** Lines of the curl script. */
  readonly lines: number;
}

const CASES: readonly Case[] = [
  {
    what: 'an update of what was made before the generated cases',
    mutant: 'constraint-ignored/ivs/UpdateChannel/latencyMode/enum',
    check: 'constraint/ivs/UpdateChannel/latencyMode/enum',
    broken: {
      curl: /^HTTP\/1\.1 200 [\s\S]*"latencyMode":"NOT_A_DOCUMENTED_VALUE"/,
      awsCli: /"latencyMode": "NOT_A_DOCUMENTED_VALUE"/,
      sdk: /latencyMode: 'NOT_A_DOCUMENTED_VALUE'/,
    },
    sound: { curl: /^HTTP\/1\.1 400 /, awsCli: /\(ValidationException\)/, sdk: /^ValidationException/ },
    lines: 3,
  },
  {
    what: 'an update of what was made',
    mutant: 'update-lost/ivs/UpdateChannel/latencyMode',
    check: 'lifecycle/ivs/Channel/update/latencyMode',
    broken: {
      curl: /^HTTP\/1\.1 200 [\s\S]*"latencyMode":"LOW"/,
      awsCli: /"latencyMode": "LOW"/,
      sdk: /latencyMode: 'LOW'/,
    },
    sound: {
      curl: /^HTTP\/1\.1 200 [\s\S]*"latencyMode":"NORMAL"/,
      awsCli: /"latencyMode": "NORMAL"/,
      sdk: /latencyMode: 'NORMAL'/,
    },
    lines: 2,
  },
  {
    what: 'the tags of a stream key in its channel, named by a percent-encoded path',
    mutant: 'untag-ignored/ivs/UntagResource',
    check: 'tags/ivs/untag-resource-removes/StreamKey',
    broken: {
      curl: /^HTTP\/1\.1 200 [\s\S]*"tags":\{[^}]*"Genre"/,
      awsCli: /"tags": \{[^}]*"Genre"/,
      sdk: /tags: \{[^}]*Genre/,
    },
    sound: {
      curl: /^HTTP\/1\.1 200 [\s\S]*"tags":\{(?![^}]*"Genre")/,
      awsCli: /"tags": \{(?![^}]*"Genre")/,
      sdk: /tags: \{(?![^}]*\bGenre: )/,
    },
    lines: 7,
  },
  {
    what: 'a stream key that was deleted',
    mutant: 'delete-ineffective/ivs/DeleteStreamKey',
    check: 'lifecycle/ivs/StreamKey/delete',
    broken: { curl: /^HTTP\/1\.1 200 [\s\S]*"streamKey":/, awsCli: /"streamKey":/, sdk: /streamKey: \{/ },
    sound: {
      curl: /^HTTP\/1\.1 404 /,
      awsCli: /\(ResourceNotFoundException\)/,
      sdk: /^ResourceNotFoundException/,
    },
    lines: 4,
  },
  {
    what: 'two resources, one of which uses the other',
    mutant: 'in-use-ignored/ivs/DeleteRecordingConfiguration',
    check: 'in-use/ivs/recording-configuration-in-use/refused',
    broken: { curl: /^HTTP\/1\.1 20\d /, awsCli: /^$/, sdk: /httpStatusCode: 20\d/ },
    sound: { curl: /^HTTP\/1\.1 409 /, awsCli: /\(ConflictException\)/, sdk: /^ConflictException/ },
    lines: 3,
  },
];

describe.skipIf(!hasCurl)('what a curl script shows (skipped without curl 7.75 or newer)', () => {
  test.each(CASES)('$what', async ({ mutant, check, broken, sound, lines }) => {
    const endpoint = await serve(mutant);
    const { exchanges, reproduce } = await deviationAt(endpoint, check);
    expect(reproduce.curl.split('\n')).toHaveLength(lines);
    const shown = await run(reproduce.curl);
    expect(shown).toMatch(broken.curl);
    expect(shown.match(/^HTTP/gm), 'only the deciding response is shown').toHaveLength(1);
    expect(shown).toContain(`HTTP/1.1 ${exchanges.at(-1)?.response?.status} `);
    expect(await run(reproduce.curl.replaceAll(endpoint, await serve()))).toMatch(sound.curl);
  });
});

describe.skipIf(clients === undefined)(
  'what an AWS CLI script shows (skipped until npm run test:clients has installed the AWS CLI)',
  () => {
    test.each(CASES)('$what', async ({ mutant, check, broken, sound }) => {
      const endpoint = await serve(mutant);
      const { awsCli = '' } = (await deviationAt(endpoint, check)).reproduce;
      expect(awsCli).toContain('aws ivs ');
      expect(await run(awsCli)).toMatch(broken.awsCli);
      expect(await run(awsCli.replaceAll(endpoint, await serve()))).toMatch(sound.awsCli);
    });
  },
);

describe('what a script for the AWS SDK prints', () => {
  test.each(CASES)('$what', async ({ mutant, check, broken, sound }) => {
    const endpoint = await serve(mutant);
    const { sdk = '' } = (await deviationAt(endpoint, check)).reproduce;
    expect(await runModule(sdk)).toMatch(broken.sdk);
    expect(await runModule(sdk.replaceAll(endpoint, await serve()))).toMatch(sound.sdk);
  });
});

describe('what precedes the deciding request', () => {
  /** Operations of the curl script that a check's deviation is reported with. */
  async function operationsOf(question: (context: CheckContext) => Promise<void>): Promise<string[]> {
    const asking = { checks: [ownCheck(question)], effort: 'standard' } as const;
    const { deviation } = only(await ask(referenceEndpoint(), asking));
    const lines = deviation?.reproduce.curl.split('\n') ?? [];
    return lines.map((line) => /(?<=\/)(?:tags|[A-Z][A-Za-z]+)(?="| |$)/.exec(line)?.[0] ?? line);
  }
  const makeChannel = (context: CheckContext) =>
    context.create(resourceNamed(context.scope.resources, 'Channel'));
  const found = ({ exchange }: Answer) => new DeviationFound({ expected: 'a', observed: 'b', exchange });

  test('is all that the check did, though fewer exchanges are shown', async () => {
    const operations = await operationsOf(async (context) => {
      const { arn } = await makeChannel(context);
      for (let index = 0; index < 10; index += 1)
        await context.call('UpdateChannel', { arn, name: `n${index}` });
      throw found(await context.call('GetChannel', { arn }));
    });
    expect(operations).toEqual(['CreateChannel', ...Array(10).fill('UpdateChannel'), 'GetChannel']);
  });

  test('is what the cases start from and the deviating case, but no other case', async () => {
    const operations = await operationsOf(async (context) => {
      const { arn } = await makeChannel(context);
      const { constant, constantFrom } = context.fc;
      await context.forAll(constant('LOW'), async (latencyMode) => {
        await context.call('UpdateChannel', { arn, latencyMode });
      });
      await context.call('UpdateChannel', { arn, name: 'between' });
      let cases = 0;
      await context.forAll(
        constantFrom('LOW', 'NORMAL'),
        async (latencyMode) => {
          cases += 1;
          if (cases === 1) await makeChannel(context);
          else throw found(await context.call('UpdateChannel', { arn, latencyMode }));
        },
        { cases: 20 },
      );
    });
    expect(operations).toEqual(['CreateChannel', 'UpdateChannel', 'UpdateChannel']);
  });

  test('is the check’s own where it deviates after its cases', async () => {
    const operations = await operationsOf(async (context) => {
      const { arn } = await makeChannel(context);
      await context.forAll(context.fc.constant(arn), async () => {
        await makeChannel(context);
      });
      await context.call('UpdateChannel', { arn, name: 'after' });
      throw found(await context.call('GetChannel', { arn }));
    });
    expect(operations).toEqual(['CreateChannel', 'UpdateChannel', 'GetChannel']);
  });

  test('shows no secret', async () => {
    const check = ownCheck(async (context) => {
      const { arn } = await context.create(resourceNamed(context.scope.resources, 'StreamKey'));
      throw found(await context.call('GetStreamKey', { arn }));
    });
    const { deviation } = only(await ask(referenceEndpoint(), { checks: [check] }));
    expect(deviation?.reproduce.curl).toMatch(/^STREAM_KEY_ARN=/);
    expect(JSON.stringify(deviation)).not.toMatch(/sk_\w/);
  });
});
