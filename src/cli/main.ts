#!/usr/bin/env node
import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { readPackageJson } from '../contract/load.js';
import { UsageError } from '../results/usage-error.js';
import { COMMANDS } from './commands.js';

/** Exit code for everything that the user has to put right before a run. */
const USAGE = 2;

const program = new Command('ivs-conformance')
  .description('Does this endpoint behave as Amazon IVS documents it?')
  .version(readPackageJson<{ version: string }>('package.json').version)
  .showHelpAfterError('Run ivs-conformance --help, or ivs-conformance help COMMAND.')
  .configureHelp({ showGlobalOptions: true })
  .exitOverride();

const asked = COMMANDS.get(process.argv[2] ?? '');
for (const load of asked === undefined ? COMMANDS.values() : [asked]) {
  program.addCommand((await load()).copyInheritedSettings(program));
}

// A reader that has seen enough (head, less) closes the pipe: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

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
