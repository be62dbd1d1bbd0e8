import { Command } from 'commander';
import { type ClientVerdict, checkClient } from '../../clients/sdk/check.js';
import { loadClient, type SdkClient } from '../../clients/sdk/client.js';
import type { Samples } from '../../clients/sdk/exercise.js';
import { locate } from '../../clients/sdk/releases/locate.js';
import { compareReleases, type Upgrade } from '../../clients/sdk/upgrade.js';
import type { Contract, Service } from '../../contract/types.js';
import { renderReleases } from '../../report/commands/sdk.js';
import { UsageError } from '../../results/errors/usage-error.js';
import { EXIT } from '../../runner/report/report.js';
import { absentText, contractsAt, selectServices } from '../run/services.js';
import { withHelp } from '../terminal/help.js';
import { collect, wantsColour, wholeNumber } from '../terminal/options.js';

interface SdkOptions {
  readonly sdk?: string[];
  readonly service?: string[];
  readonly revision?: string;
  readonly inputs: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** `ivs-conformance sdk`: judges releases of the AWS SDK for JavaScript by the contract. */
export function sdkCommand(): Command {
  const command = new Command('sdk')
    .description(
      'check a release of the AWS SDK for JavaScript against the contract, without a network service',
    )
    .option(
      '--sdk <path or version>',
      'a folder with the client, or a version that npm has; two of them are compared (default: what is installed here)',
      collect,
    )
    .option('--service <name>', 'only this service: ivs or ivs-realtime (repeatable)', collect)
    .option('--revision <date>', 'contract in force on this date (YYYY-MM-DD)')
    .option('--inputs <number>', 'inputs and answers of each operation', wholeNumber(1, 10_000), 100)
    .option('--seed <number>', 'seed of what is generated', wholeNumber(-(2 ** 31), 2 ** 31 - 1), 1)
    .option('--json', 'print JSON')
    .action(sdk);
  return withHelp(command, HELP);
}

const HELP = {
  text: `Every operation is called with generated inputs, through the release's own client; the requests are caught before they
leave, and generated answers and every declared error go back through it. A version is installed by npm into the user's
cache; a client that was not published in that version is taken from the latest one before.

Exit codes: 0 conforms, and an upgrade loses nothing and changes nothing on the wire; 1 deviates, or it does;
2 could not run. Operations and members that an older release lacks are told, and are no deviation.`,
  examples: ['sdk --sdk 3.900.0 --sdk 3.1000.0'],
};

/** A release that was found. */
interface Release {
  readonly name: string;
  readonly clients: ReadonlyMap<Service, SdkClient>;
}

async function sdk(options: SdkOptions): Promise<void> {
  const services = selectServices(options.service);
  const names = options.sdk ?? [undefined];
  if (names.length > 2) throw new UsageError(`Two releases can be compared, but ${names.length} are named.`);
  const contracts = contractsAt(services, options.revision);
  process.stderr.write(absentText(services, contracts));
  const releases = names.map((name) => load(name, [...contracts.keys()]));
  const samples = await samplesOf(options);
  const verdicts: ClientVerdict[] = [];
  for (const { clients } of releases) {
    for (const [service, client] of clients)
      verdicts.push(await checkClient(contractOf(contracts, service), client, samples));
  }
  const upgrades = await compare(releases, contracts, samples);
  process.exitCode = exitCode(verdicts, upgrades);
  const told = { releases: verdicts, upgrades };
  const style = { colour: wantsColour(process.stdout), width: process.stdout.columns ?? 100 };
  process.stdout.write(options.json ? `${JSON.stringify(told, null, 2)}\n` : renderReleases(told, style));
}

function load(name: string | undefined, services: readonly Service[]): Release {
  const folders = locate(name, services);
  if (folders.size === 0)
    throw new UsageError(`${name ?? 'The working directory'} has no client of ${services.join(' or ')}.`);
  const clients = [...folders].map(([service, folder]): [Service, SdkClient] => [
    service,
    loadClient(service, folder),
  ]);
  return { name: name ?? 'installed', clients: new Map(clients) };
}

async function compare(
  [before, after]: readonly Release[],
  contracts: ReadonlyMap<Service, Contract>,
  samples: Samples,
): Promise<readonly Upgrade[]> {
  const upgrades: Upgrade[] = [];
  for (const [service, client] of after?.clients ?? []) {
    const earlier = before?.clients.get(service);
    if (earlier === undefined) continue;
    upgrades.push(await compareReleases(contractOf(contracts, service), earlier, client, samples));
  }
  return upgrades;
}

function contractOf(contracts: ReadonlyMap<Service, Contract>, service: Service): Contract {
  const contract = contracts.get(service);
  if (contract === undefined) throw new Error(`the contract of ${service} was not loaded`);
  return contract;
}

/** The same values for every release and client, made once. */
async function samplesOf({ inputs: numRuns, seed }: SdkOptions): Promise<Samples> {
  const [generators, { default: fc }] = await Promise.all([
    import('../../../generators/index.js'),
    import('fast-check'),
  ]);
  const inputs = new Map<object, ReturnType<Samples['inputs']>>();
  const values = new Map<object, ReturnType<Samples['values']>>();
  return {
    inputs: (contract, operation) => {
      const made =
        inputs.get(operation) ??
        fc.sample(generators.inputFor(contract, operation.operation), { numRuns, seed });
      inputs.set(operation, made);
      return made;
    },
    values: (contract, schema) => {
      const made =
        values.get(schema) ?? fc.sample(generators.fromSchema(contract, schema), { numRuns, seed });
      values.set(schema, made);
      return made;
    },
  };
}

function exitCode(verdicts: readonly ClientVerdict[], upgrades: readonly Upgrade[]): number {
  const deviates = verdicts.some(({ operations }) =>
    operations.some(({ outcome }) => outcome === 'deviates'),
  );
  const changes = upgrades.some(({ lost, behaviour }) => {
    return lost.operations.length + lost.members.length + lost.enumValues.length + behaviour.length > 0;
  });
  return deviates || changes ? EXIT.deviates : EXIT.conforms;
}
