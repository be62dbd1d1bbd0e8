/** Writes the JSON Schemas of every operation, each standing on its own, beside the build: `dist/schemas`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContracts, packageRoot } from '../load.js';
import { contractDocument } from './document.js';

const folder = join(packageRoot(), 'dist', 'schemas');
rmSync(folder, { recursive: true, force: true });
for (const [service, contract] of loadContracts()) {
  mkdirSync(join(folder, service), { recursive: true });
  for (const operation of contract.operations.values()) {
    const { input, output } = contractDocument(contract, operation);
    const name = join(folder, service, operation.operation);
    writeFileSync(`${name}.input.json`, `${JSON.stringify(input, null, 2)}\n`);
    writeFileSync(`${name}.output.json`, `${JSON.stringify(output, null, 2)}\n`);
  }
}
