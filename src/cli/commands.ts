import type { Command } from 'commander';

/** Each command is loaded only when it is asked for: what `run` needs would slow `list` down. */
export const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['run', async () => (await import('./run.js')).runCommand()],
  ['reproduce', async () => (await import('./reproduce.js')).reproduceCommand()],
  ['diff', async () => (await import('./compare/diff.js')).diffCommand()],
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
