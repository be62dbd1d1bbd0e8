import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { ErratumError } from '../errata/errata.js';
import { packageRoot } from '../load.js';
import { SERVICES, type Service } from '../types.js';
import { type DeriveRequest, type DeriveResult, derive } from './derive.js';
import { renderProposals, renderUndecided } from './propose/report.js';
import { renderFindings } from './review.js';
import { REVISION } from './smithy/locate.js';
import { ModelError } from './smithy/model.js';

const CANNOT_RUN = 2;

interface Options {
  readonly models: string;
  readonly specs: string;
  readonly revision: ReadonlyMap<Service, string>;
  readonly check?: boolean;
  readonly undecided?: boolean;
  readonly propose?: boolean;
}

function addRevision(text: string, earlier: ReadonlyMap<Service, string>): ReadonlyMap<Service, string> {
  const [name, date] = text.split('=');
  const service = SERVICES.find((known) => known === name);
  if (service === undefined || date === undefined || !REVISION.test(date)) {
    throw new InvalidArgumentError(`Expected SERVICE=YYYY-MM-DD with SERVICE one of ${SERVICES.join(', ')}.`);
  }
  return new Map([...earlier, [service, date]]);
}

/** What a `--check` says of a file; otherwise it has been put right. */
const OUTCOMES = { missing: 'written', different: 'rewritten', stale: 'removed' } as const;

function report(results: readonly DeriveResult[], { specs, check = false }: Options): void {
  process.stderr.write(renderFindings(results.flatMap((result) => result.findings)));
  for (const { service, revision, model, operations, drift, proposals, proposed } of results) {
    process.stderr.write(`\n${service} ${revision}: ${operations} operations from ${model}\n`);
    for (const { file, state } of drift) {
      process.stdout.write(`${check ? state : OUTCOMES[state]}: ${join(specs, service, file)}\n`);
    }
    if (drift.length === 0) process.stderr.write('nothing differs\n');
    if (proposals !== undefined) process.stderr.write(renderProposals(proposals));
    for (const file of proposed) process.stdout.write(`proposed: ${join(specs, service, file)}\n`);
  }
}

function modeOf({ check, undecided, propose }: Options): DeriveRequest['mode'] {
  if (check) return 'check';
  if (undecided) return 'tell';
  return propose ? 'propose' : 'write';
}

function run(options: Options): number {
  const { models, specs, revision: revisions, check = false } = options;
  try {
    const results = derive({ models, specs, revisions, mode: modeOf(options) });
    if (options.undecided) {
      for (const { proposals } of results) {
        if (proposals !== undefined) process.stdout.write(renderUndecided(proposals));
      }
      return 0;
    }
    report(results, options);
    return check && results.some((result) => result.drift.length > 0) ? 1 : 0;
  } catch (error) {
    if (error instanceof ModelError || error instanceof ErratumError) {
      process.stderr.write(`Cannot derive: ${error.message}\nNothing was written.\n`);
      return CANNOT_RUN;
    }
    if (!isSystemError(error)) throw error;
    process.stderr.write(`Cannot read or write: ${error.message}\n`);
    return CANNOT_RUN;
  }
}

/** Whether the operating system refused: a folder that is no folder, a file that may not be written. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

/**
 * The command line of `npm run derive`.
 * @returns exit code: 0 done, 1 files differ (`--check`), 2 cannot derive
 */
export function deriveCommand(argv: readonly string[]): number {
  const program = new Command('derive')
    .description('Derives specs/ from botocore service models.')
    .requiredOption(
      '--models <dir>',
      'folder with <service>/<revision>.json files, or the data folder of an installed botocore',
    )
    .addOption(
      new Option('--specs <dir>', 'folder that is written or checked').default(
        join(packageRoot(), 'specs'),
        'specs/ of this package',
      ),
    )
    .addOption(
      new Option(
        '--revision <service=date>',
        'the revision to take or, for a model that does not tell, its revision (may be repeated)',
      )
        .default(new Map<Service, string>(), 'the latest')
        .argParser(addRevision),
    )
    .addOption(
      new Option('--check', 'write nothing; exit with 1 if any file differs').conflicts([
        'undecided',
        'propose',
      ]),
    )
    .addOption(
      new Option('--undecided', 'write nothing; print the sentences that nothing is decided of').conflicts(
        'propose',
      ),
    )
    .option('--propose', 'write what needs a person to the hand-written files as well, marked as proposals')
    .exitOverride();
  try {
    program.parse(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : CANNOT_RUN;
  }
  return run(program.opts<Options>());
}
