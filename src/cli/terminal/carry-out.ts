import { type Command, CommanderError } from 'commander';
import { UsageError } from '../../results/errors/usage-error.js';
import { EXIT } from '../../runner/report/report.js';

/**
 * Carries out what the command line asks of a program that ends with 2 when it cannot be used so; its mistakes are told
 * in one line. Of the program, `exitOverride` has to be set.
 */
export async function carryOut(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    const isUsage = error instanceof UsageError;
    if (!isUsage && !(error instanceof CommanderError)) throw error;
    if (isUsage) process.stderr.write(`${program.name()}: ${error.message}\n`);
    process.exitCode = !isUsage && error.exitCode === 0 ? EXIT.conforms : EXIT.couldNotRun;
  }
}
