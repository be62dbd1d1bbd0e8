import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { loadContract } from '../contract/load.js';
import { compareWithSdk, describeSdk, type SdkComparison, type Surplus } from '../contract/sdk.js';
import type { Service } from '../contract/types.js';
import { UsageError } from '../results/usage-error.js';
import { collect } from './options.js';
import { selectServices } from './services.js';

const PACKAGES: { readonly [service in Service]: string } = {
  ivs: '@aws-sdk/client-ivs',
  'ivs-realtime': '@aws-sdk/client-ivs-realtime',
};

/** How the contract of a service and the package of the SDK that is installed differ. */
interface Drift extends SdkComparison {
  readonly service: Service;
  readonly revision: string;
  readonly package: string;
  readonly version: string;
}

/** `ivs-conformance drift`: is the contract behind the AWS SDK that is installed? */
export function driftCommand(): Command {
  return new Command('drift')
    .description('tell whether the contracts are behind the AWS SDK for JavaScript that is installed here')
    .option('--service <name>', 'only this service: ivs or ivs-realtime (repeatable)', collect)
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action((options: { service?: string[]; json?: boolean }) => {
      const drifts = selectServices(options.service).map(driftOf);
      process.exitCode = drifts.some(({ behind }) => !isEmpty(behind)) ? 1 : 0;
      process.stdout.write(
        `${options.json ? JSON.stringify(drifts, null, 2) : drifts.map(textOf).join('\n\n')}\n`,
      );
    });
}

const HELP = `
Compares operations, members and enum values with those of @aws-sdk/client-ivs and @aws-sdk/client-ivs-realtime, as they
are found from the working directory.
Exit codes: 0 the contracts have all that the SDK has; 1 they are behind; 2 could not tell.`;

/** @throws UsageError when the package is not there, or does not say what it has */
function driftOf(service: Service): Drift {
  const { name, version, exported } = load(PACKAGES[service]);
  const sdk = describeSdk(exported);
  if (sdk === undefined) {
    throw new UsageError(
      `${name} ${version} does not describe its operations: versions of that age have no schemas. Install a later one.`,
    );
  }
  const contract = loadContract(service);
  const comparison = compareWithSdk(contract, sdk);
  return { service, revision: contract.revision, package: name, version, ...comparison };
}

/** A package as it is found from the working directory. @throws UsageError when it is not there, or cannot be loaded */
function load(name: string): { readonly name: string; readonly version: string; readonly exported: object } {
  const require = createRequire(join(process.cwd(), 'package.json'));
  const main = attempt(name, 'is not installed', () => require.resolve(name));
  return {
    name,
    version: versionAbove(main, name),
    exported: attempt(name, 'cannot be loaded', () => require(main)),
  };
}

function attempt<T>(name: string, failure: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const [why = ''] = String(error).split('\n');
    throw new UsageError(
      `${name} ${failure} from ${process.cwd()} (${why}). Run npm install --no-save ${name}, or change to a folder that has it.`,
    );
  }
}

/** The version in the nearest `package.json` of that name, from a file of the package upwards. */
function versionAbove(file: string, name: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const text = readIfThere(join(folder, 'package.json'));
    const found: { name?: string; version?: string } = text === undefined ? {} : JSON.parse(text);
    if (found.name === name) return found.version ?? 'of unknown version';
  }
  return 'of unknown version';
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isEmpty({ operations, members, enumValues }: Surplus): boolean {
  return operations.length + members.length + enumValues.length === 0;
}

function textOf(drift: Drift): string {
  const { service, revision, behind, ahead } = drift;
  const sdk = `${drift.package} ${drift.version}`;
  if (isEmpty(behind) && isEmpty(ahead)) return `${service} ${revision} is in step with ${sdk}`;
  return [
    isEmpty(behind)
      ? `${service} ${revision} is ahead of ${sdk}`
      : `${service} ${revision} is behind ${sdk}: derive the contracts anew`,
    ...lines('The SDK has, and the contract lacks', behind),
    ...lines('The contract has, and the SDK lacks', ahead),
  ].join('\n');
}

function lines(title: string, { operations, members, enumValues }: Surplus): string[] {
  const all = [
    ...operations.map((name) => `    operation ${name}`),
    ...members.map(({ operation, side, member }) => `    ${operation} ${side}: ${member}`),
    ...enumValues.map(({ shape, value }) => `    ${shape}: ${JSON.stringify(value)}`),
  ];
  return all.length === 0 ? [] : [`  ${title}`, ...all];
}
