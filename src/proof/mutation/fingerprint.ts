import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contract/load.js';

/** Where the built suite is, what it reads, and which packages it uses. */
const PARTS: readonly (readonly [path: string, extension: string])[] = [
  ['dist/src', '.js'],
  ['dist/generators', '.js'],
  ['specs', '.json'],
  ['package-lock.json', '.json'],
];

/**
 * A text that differs when anything does that outcomes depend on, other than settings: the built suite with its
 * mutants, its contracts and rules, the packages that it uses, and the version of Node.js.
 */
export function fingerprintOfSuite(root = packageRoot()): string {
  const hash = createHash('sha256').update(process.version);
  for (const [part, extension] of PARTS) {
    for (const path of filesOf(root, part, extension)) {
      // The length keeps one file's end apart from the next one's name.
      const content = readFileSync(join(root, path));
      hash.update(`\n${path} ${content.length}\n`).update(content);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** Files of a folder, or the file that it is, in a stable order. */
function filesOf(root: string, part: string, extension: string): string[] {
  if (!existsSync(join(root, part))) return [];
  if (part.endsWith(extension)) return [part];
  return readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(extension))
    .map((path) => `${part}/${path.replaceAll('\\', '/')}`)
    .sort();
}
