import { Command } from 'commander';
import { loadContract } from '../contract/load.js';
import type { Service } from '../contract/types.js';
import { renderDrift } from '../report/sdk.js';
import { EXIT } from '../runner/report.js';
import { loadClient } from '../sdk/client.js';
import { contractSurface, isComplete, type Lacks, lacksOf } from '../sdk/lacks.js';
import { locate } from '../sdk/locate.js';
import { collect, wantsColour } from './options.js';
import { selectServices } from './services.js';

interface DriftOptions {
  readonly sdk?: string;
  readonly service?: string[];
  readonly json?: boolean;
}

/** How the contract of a service stands to an SDK. */
export interface Drift {
  readonly service: Service;
  readonly version: string;
  readonly revision: string;
  /** What the SDK has and the contract lacks. */
  readonly behind: Lacks;
  /** What the contract has and the SDK lacks. */
  readonly ahead: Lacks;
}

/** `ivs-conformance drift`: is the contract behind the SDK? */
export function driftCommand(): Command {
  return new Command('drift')
    .description(
      'tell whether the AWS SDK for JavaScript that is installed here knows more than the contract',
    )
    .option('--sdk <path or version>', 'another one: a folder with the client, or a version that npm has')
    .option('--service <name>', 'only this service: ivs or ivs-realtime (repeatable)', collect)
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(drift);
}

const HELP = `
Exit codes: 0 the contract has all that the SDK has; 1 it is behind: take a newer ivs-conformance; 2 could not tell.`;

function drift(options: DriftOptions): void {
  const found = [...locate(options.sdk, selectServices(options.service))].map(([service, folder]): Drift => {
    const { version, surface } = loadClient(service, folder);
    const contract = loadContract(service);
    const whole = contractSurface(contract);
    const behind = lacksOf(service, whole, surface);
    return { service, version, revision: contract.revision, behind, ahead: lacksOf(service, surface, whole) };
  });
  process.exitCode = found.every(({ behind }) => isComplete(behind)) ? EXIT.conforms : EXIT.deviates;
  const style = { colour: wantsColour(process.stdout), width: process.stdout.columns ?? 100 };
  process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : renderDrift(found, style));
}
