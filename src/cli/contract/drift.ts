import { Command, Option } from 'commander';
import { loadClient } from '../../clients/sdk/client.js';
import { AUTO, findBotocore } from '../../clients/sdk/drift/botocore.js';
import { surfaceOfModel } from '../../clients/sdk/drift/found-model.js';
import { findSmithyModels } from '../../clients/sdk/drift/smithy-folder.js';
import { type Standing, standingTo } from '../../clients/sdk/drift/standing.js';
import { isComplete } from '../../clients/sdk/findings/lacks.js';
import { locate } from '../../clients/sdk/releases/locate.js';
import type { Surface } from '../../clients/sdk/surface.js';
import type { Service } from '../../contract/types.js';
import { renderDrift } from '../../report/commands/drift.js';
import { EXIT } from '../../runner/report/report.js';
import { selectServices } from '../run/services.js';
import { withHelp } from '../terminal/help.js';
import { collect, wantsColour } from '../terminal/options.js';

interface DriftOptions {
  readonly sdk?: string;
  readonly botocore?: string;
  readonly smithy?: string;
  readonly service?: string[];
  readonly json?: boolean;
}

/** Something else that describes a service. */
interface Other {
  readonly service: Service;
  /** `client-ivs 3.1136.0`, `botocore 1.44.8`, `the Smithy model`. */
  readonly name: string;
  /** Absent of Smithy models, which do not tell. */
  readonly version?: string;
  /** The folder of the client, or the file of the model. */
  readonly path: string;
  readonly surface: Surface;
}

/** How the contract of a service stands to something else. */
export type Drift = Omit<Other, 'surface'> & Standing;

/** `ivs-conformance drift`: is the contract behind what AWS has published elsewhere? */
export function driftCommand(): Command {
  const command = new Command('drift')
    .description(
      'tell whether an AWS SDK or a service model of AWS knows more than the contract, and as of which revision it is',
    )
    .option(
      '--sdk <path or version>',
      'an AWS SDK for JavaScript: a folder with the client, or a version that npm has (default: what is installed here)',
    )
    .addOption(
      new Option(
        '--botocore <path>',
        `the models of an installed botocore: its folder or that of a virtual environment, or ${AUTO} to ask python3`,
      ).conflicts('sdk'),
    )
    .addOption(
      new Option(
        '--smithy <path>',
        'Smithy models in JSON, as AWS publishes them: a folder, or a file',
      ).conflicts(['sdk', 'botocore']),
    )
    .option('--service <name>', 'only this service: ivs or ivs-realtime (repeatable)', collect)
    .option('--json', 'print JSON')
    .action(drift);
  return withHelp(command, HELP);
}

const HELP = {
  text: `Exit codes: 0 the contract has all that the other one has; 1 it is behind: take a newer ivs-conformance; 2 could not tell.`,
  examples: ['drift --botocore auto'],
};

function drift(options: DriftOptions): void {
  const services = selectServices(options.service);
  const others = othersOf(options, services);
  const found = others.map(
    ({ surface, ...other }): Drift => ({ ...other, ...standingTo(other.service, surface) }),
  );
  process.exitCode = found.every(({ behind }) => isComplete(behind)) ? EXIT.conforms : EXIT.deviates;
  const left = services.filter((service) => !found.some((each) => each.service === service));
  for (const service of left)
    process.stderr.write(`${service} is left out: there is none of it to compare with.\n`);
  const style = { colour: wantsColour(process.stdout), width: process.stdout.columns ?? 100 };
  process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : renderDrift(found, style));
}

/** What the contracts are compared with; services that it does not have are absent. */
function othersOf({ sdk, botocore, smithy }: DriftOptions, services: readonly Service[]): Other[] {
  if (smithy !== undefined) {
    return [...findSmithyModels(smithy, services)].map(([service, found]) => ({
      ...{ service, name: 'the Smithy model', path: found.file },
      surface: surfaceOfModel(service, found),
    }));
  }
  if (botocore !== undefined) {
    const { version, models } = findBotocore(botocore, services);
    const named = version === undefined ? { name: 'botocore' } : { name: `botocore ${version}`, version };
    return [...models].map(([service, found]) => ({
      ...{ service, ...named, path: found.file },
      surface: surfaceOfModel(service, found),
    }));
  }
  return [...locate(sdk, services)].map(([service, folder]) => {
    const { version, surface } = loadClient(service, folder);
    return { service, name: `client-${service} ${version}`, version, path: folder, surface };
  });
}
