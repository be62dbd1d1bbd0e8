import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../../contract/load.js';
import { commandLine } from './command-line.js';
import { catalogue } from './rules/catalogue.js';

/** The documents that are written, by their paths in the package. */
const DOCUMENTS: { readonly [path: string]: () => string | Promise<string> } = {
  'docs/rules.md': catalogue,
  'docs/cli.md': commandLine,
};

await new Command('catalogue')
  .description('Writes docs/rules.md, the catalogue of all that is asked, and docs/cli.md, the command line.')
  .option('--check', 'write nothing; exit with 1 if a file differs')
  .action(async ({ check = false }: { check?: boolean }) => {
    for (const [path, render] of Object.entries(DOCUMENTS)) {
      const file = join(packageRoot(), path);
      const text = await render();
      if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
      process.stdout.write(`${check ? 'different' : 'written'}: ${file}\n`);
      if (check) {
        process.exitCode = 1;
        continue;
      }
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  })
  .parseAsync();
