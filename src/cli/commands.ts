import type { Command } from 'commander';

/** Each command is loaded only when it is asked for: what `run` needs would slow `list` down. */
export const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['run', async () => (await import('./run/run.js')).runCommand()],
  ['reproduce', async () => (await import('./report/reproduce.js')).reproduceCommand()],
  ['diff', async () => (await import('./report/compare/diff.js')).diffCommand()],
  ['sweep', async () => (await import('./safety/sweep.js')).sweepCommand()],
  ['serve', async () => (await import('./serve.js')).serveCommand()],
  ['list', async () => (await import('./contract/list.js')).listCommand()],
  ['explain', async () => (await import('./report/explain.js')).explainCommand()],
  ['drift', async () => (await import('./contract/drift.js')).driftCommand()],
  ['sdk', async () => (await import('./contract/sdk.js')).sdkCommand()],
  ['validate', async () => (await import('./traffic/validate.js')).validateCommand()],
  ['proxy', async () => (await import('./traffic/proxy.js')).proxyCommand()],
  ['contract', async () => (await import('./contract/contract.js')).contractCommand()],
  ['changes', async () => (await import('./contract/changes.js')).changesCommand()],
]);
