import { Command, CommanderError } from 'commander';
import { UsageError } from '../results/usage-error.js';
import { foreignCommand } from './foreign/command.js';
import { killCommand } from './kill/command.js';

const program = new Command('hostile')
  .description('Tries the suite on endpoints that mean harm, and prints what it survived.')
  .addCommand(foreignCommand())
  .addCommand(killCommand())
  .exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  const isUsage = error instanceof UsageError;
  if (!isUsage && !(error instanceof CommanderError)) throw error;
  if (isUsage) process.stderr.write(`hostile: ${error.message}\n`);
  process.exitCode = !isUsage && error.exitCode === 0 ? 0 : 2;
}
