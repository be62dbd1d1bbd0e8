import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../contract/load.js';
import { catalogue } from './catalogue.js';

const FILE = join(packageRoot(), 'docs', 'rules.md');

new Command('catalogue')
  .description('Writes docs/rules.md, the catalogue of all that is asked, from specs/.')
  .option('--check', 'write nothing; exit with 1 if the file differs')
  .action(({ check = false }: { check?: boolean }) => {
    const text = catalogue();
    if (existsSync(FILE) && readFileSync(FILE, 'utf8') === text) return;
    process.stdout.write(`${check ? 'different' : 'written'}: ${FILE}\n`);
    if (check) {
      process.exitCode = 1;
      return;
    }
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, text);
  })
  .parse();
