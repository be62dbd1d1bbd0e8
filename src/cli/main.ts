#!/usr/bin/env node
import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { readPackageJson } from '../contract/load.js';
import { UsageError } from '../results/usage-error.js';

/** Each command is loaded only when it is asked for: what `run` needs would slow `list` down. */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['run', async () => (await import('./run.js')).runCommand()],
  ['reproduce', async () => (await import('./reproduce.js')).reproduceCommand()],
  ['sweep', async () => (await import('./sweep.js')).sweepCommand()],
  ['serve', async () => (await import('./serve.js')).serveCommand()],
  ['list', async () => (await import('./list.js')).listCommand()],
  ['explain', async () => (await import('./explain.js')).explainCommand()],
  ['drift', async () => (await import('./drift.js')).driftCommand()],
  ['sdk', async () => (await import('./sdk.js')).sdkCommand()],
  ['validate', async () => (await import('./validate.js')).validateCommand()],
  ['proxy', async () => (await import('./proxy.js')).proxyCommand()],
  ['contract', async () => (await import('./contract.js')).contractCommand()],
  ['changes', async () => (await import('./changes.js')).changesCommand()],
]);

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
