import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the type declarations of a client package say. */
export interface Declarations {
  /** Interface → what it extends, and its members with their types as written. */
  readonly interfaces: ReadonlyMap<string, DeclaredInterface>;
  /** Enumeration → its values. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

/** One interface. */
export interface DeclaredInterface {
  readonly parents: readonly string[];
  readonly members: ReadonlyMap<string, string>;
}

/** Where releases of the AWS SDK for JavaScript have had their declarations. */
const FOLDERS = ['dist-types', 'dist/types', 'types'];

/**
 * Reads the declarations of a client of the AWS SDK for JavaScript v3. All releases declare shapes in the same plain
 * form, which is read as text: a compiler would be a dependency for a few lines.
 * @returns undefined where the package has none
 */
export function readDeclarations(folder: string): Declarations | undefined {
  const types = FOLDERS.map((name) => join(folder, name)).find((path) => existsSync(join(path, 'models')));
  if (types === undefined) return undefined;
  const interfaces = new Map<string, DeclaredInterface>();
  const enums = new Map<string, readonly string[]>();
  for (const part of ['models', 'commands']) {
    for (const file of readdirSync(join(types, part)).sort()) {
      if (!file.endsWith('.d.ts')) continue;
      const text = readFileSync(join(types, part, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
      readInterfaces(text, interfaces);
      readAliases(text, interfaces);
      readEnums(text, enums);
    }
  }
  return { interfaces, enums };
}

const INTERFACE = /^export (?:declare )?interface (\w+)(?: extends ([\w\s,]+?))?\s*\{([\s\S]*?)^\}/gm;
const MEMBER = /^ {4}(?:readonly )?(\w+)\??: ([^;]+);/gm;

function readInterfaces(text: string, found: Map<string, DeclaredInterface>): void {
  for (const [, name = '', parents = '', body = ''] of text.matchAll(INTERFACE)) {
    const members = [...body.matchAll(MEMBER)].map(([, member = '', type = '']) => [member, type] as const);
    const extended = parents.split(',').map((parent) => parent.trim());
    found.set(name, { parents: extended.filter((parent) => parent !== ''), members: new Map(members) });
  }
}

/** Older releases name inputs and outputs of commands by aliases. */
const ALIAS = /^export (?:declare )?type (\w+Command(?:Input|Output)) = ([\w\s&]+);/gm;

function readAliases(text: string, found: Map<string, DeclaredInterface>): void {
  for (const [, name = '', type = ''] of text.matchAll(ALIAS)) {
    found.set(name, { parents: type.split('&').map((parent) => parent.trim()), members: new Map() });
  }
}

const CONSTANT = /^export declare const (\w+): \{([\s\S]*?)^\};/gm;
const ENUM = /^export declare enum (\w+) \{([\s\S]*?)^\}/gm;

function readEnums(text: string, found: Map<string, readonly string[]>): void {
  for (const [, name = '', body = ''] of [...text.matchAll(CONSTANT), ...text.matchAll(ENUM)]) {
    const values = [...body.matchAll(/"([^"]*)"[;,\s]/g)].map(([, value = '']) => value);
    found.set(name, values);
  }
}
