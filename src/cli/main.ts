#!/usr/bin/env node
import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { readPackageJson } from '../contract/load.js';
import { UsageError } from '../results/errors/usage-error.js';
import { COMMANDS } from './commands.js';
import { withHelp } from './terminal/help.js';

/** Exit code for everything that the user has to put right before a run. */
const USAGE = 2;

const program = new Command('ivs-conformance')
  .description('Does this endpoint behave as Amazon IVS documents it?')
  .version(readPackageJson<{ version: string }>('package.json').version)
  .showHelpAfterError('Run ivs-conformance --help, or ivs-conformance help COMMAND.')
  .option('--color', 'colours, also where the output is no terminal')
  .option('--no-color', 'no colours')
  .hook('preAction', (command) => chooseColours(command.opts<{ color?: boolean }>()))
  .configureHelp({ showGlobalOptions: true, subcommandTerm: (command) => command.name() })
  .exitOverride();

const asked = COMMANDS.get(process.argv[2] ?? '');
withHelp(program, { examples: ['run --endpoint http://127.0.0.1:5000', 'explain 1'] });
for (const load of asked === undefined ? COMMANDS.values() : [asked]) {
  program.addCommand((await load()).copyInheritedSettings(program));
}

// A reader that has seen enough (head, less) closes the pipe: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

/** Says in the environment what the options say, where libraries look for it as well. */
function chooseColours({ color }: { readonly color?: boolean }): void {
  if (color === undefined) return;
  delete process.env[color ? 'NO_COLOR' : 'FORCE_COLOR'];
  process.env[color ? 'FORCE_COLOR' : 'NO_COLOR'] = '1';
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : USAGE;
  } else if (error instanceof UsageError) {
    process.stderr.write(`ivs-conformance: ${error.message}\n`);
    process.exitCode = USAGE;
  } else {
    process.stderr.write(
      `ivs-conformance: this is a fault of ivs-conformance itself, please report it.\n${inspect(error)}\n`,
    );
    process.exitCode = USAGE;
  }
}
