/**
 * How the scripts that need foreign software end: 0 everything holds, 1 something does not, 2 they could not run.
 */

/** The machine lacks something; the message says what and how to get it. */
export class CannotRun extends Error {}

/**
 * Runs a script's main function and ends the process with the right status.
 * @param {() => Promise<void>} main throws CannotRun, or any other error when something does not hold
 */
export async function endWith(main) {
  try {
    await main();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`\n${error instanceof CannotRun ? 'cannot run' : 'FAILED'}: ${message}`);
    process.exitCode = error instanceof CannotRun ? 2 : 1;
  }
}
