import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Service } from '../../../contract/types.js';
import { UsageError } from '../../../results/errors/usage-error.js';
import { PACKAGES } from '../client.js';

/** Client packages of a release, by service: what it does not have is absent. */
export type Folders = ReadonlyMap<Service, string>;

/** Milliseconds that npm may take. */
const NPM_TIMEOUT = 300_000;

/**
 * Finds the client packages that a user means.
 * @param name a path (of a client package, or of a project that has some installed), or a version; undefined for what is
 *   installed in the working directory
 * @throws UsageError when there are none
 */
export function locate(name: string | undefined, services: readonly Service[]): Folders {
  if (name === undefined) return installedIn(process.cwd(), services);
  if (/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(name)) return installed(name, services);
  const path = resolve(name);
  if (!existsSync(path)) {
    throw new UsageError(
      `There is no ${name}. Name a folder that holds an SDK client or a project that uses one, or a version such as 3.505.0.`,
    );
  }
  const own = services.filter((service) => nameOf(path) === PACKAGES[service]);
  if (own.length > 0) return new Map(own.map((service) => [service, path]));
  // Not further up: what is named has to be what is judged.
  const below = services.filter((service) =>
    existsSync(join(path, 'node_modules', PACKAGES[service], 'package.json')),
  );
  if (below.length > 0)
    return new Map(below.map((service) => [service, join(path, 'node_modules', PACKAGES[service])]));
  throw new UsageError(
    `${name} has no SDK client: it is none of ${services.map((service) => PACKAGES[service]).join(' and ')}, nor has it one in node_modules. ` +
      'Name the folder of a client, or of a project in which npm has installed one.',
  );
}

function installedIn(folder: string, services: readonly Service[]): Folders {
  const find = createRequire(join(folder, 'package.json'));
  const found = services.flatMap((service): [Service, string][] => {
    const path = packageFolder(find, PACKAGES[service]);
    return path === undefined ? [] : [[service, path]];
  });
  if (found.length > 0) return new Map(found);
  const names = services.map((service) => PACKAGES[service]).join(' or ');
  throw new UsageError(
    `Neither ${folder} nor a folder above it has ${names} installed. Run it where your project is, or name a folder or a version with --sdk.`,
  );
}

function packageFolder(find: NodeJS.Require, name: string): string | undefined {
  try {
    // Older packages do not export their package.json.
    return folderOf(find.resolve(name), name);
  } catch {
    return undefined;
  }
}

/** The nearest folder upwards that is the package. */
function folderOf(file: string, name: string): string | undefined {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    if (nameOf(folder) === name) return folder;
  }
  return undefined;
}

function nameOf(folder: string): string | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const manifest: unknown = createRequire(file)(file);
  return typeof manifest === 'object' && manifest !== null && 'name' in manifest
    ? String(manifest.name)
    : undefined;
}

/** Where releases are kept: beside what other programs of this user keep. */
function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ivs-conformance', 'sdk');
}

/**
 * The clients of a release, installed by npm as it is set up here, once. A client is only published when it changes: for
 * one that was not published in this version, the latest one before is that of the release.
 */
function installed(version: string, services: readonly Service[]): Folders {
  const folders = new Map<Service, string>();
  const known = new Map(services.map((service) => [service, publishedVersions(PACKAGES[service])]));
  if (![...known.values()].some((versions) => versions.includes(version))) throw unpublished(version, known);
  for (const [service, versions] of known) {
    const latest = versions
      .filter((each) => compareVersions(each, version) <= 0)
      .sort(compareVersions)
      .at(-1);
    if (latest !== undefined) folders.set(service, installOne(PACKAGES[service], latest));
  }
  return folders;
}

function installOne(name: string, version: string): string {
  const folder = join(cacheFolder(), name.replace('@aws-sdk/', ''), version);
  const installedFolder = join(folder, 'node_modules', name);
  if (existsSync(join(folder, DONE))) return installedFolder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  npm(['install', '--no-audit', '--no-fund', '--ignore-scripts', '--silent', `${name}@${version}`], folder);
  writeFileSync(join(folder, DONE), '');
  return installedFolder;
}

/** Written last, so that what an interruption left behind is installed again. */
const DONE = '.installed';

function publishedVersions(name: string): readonly string[] {
  const answer: unknown = JSON.parse(npm(['view', name, 'versions', '--json'], process.cwd()));
  return Array.isArray(answer) ? answer.map(String) : [String(answer)];
}

function npm(words: readonly string[], folder: string): string {
  const { status, stdout, stderr, error } = spawnSync('npm', words, {
    ...{ cwd: folder, encoding: 'utf8', timeout: NPM_TIMEOUT, shell: process.platform === 'win32' },
  });
  if (status === 0) return stdout;
  const why = error?.message ?? (stderr.trim().split('\n').slice(-3).join(' ') || `it ended with ${status}`);
  throw new UsageError(
    `npm ${words.join(' ')} failed: ${why}. A folder that has the client installed needs no npm: name it with --sdk.`,
  );
}

function unpublished(version: string, known: ReadonlyMap<Service, readonly string[]>): UsageError {
  const all = [...new Set([...known.values()].flat())].sort(compareVersions);
  const before = all.filter((each) => compareVersions(each, version) < 0).at(-1);
  const after = all.find((each) => compareVersions(each, version) > 0);
  const near = [before, after].filter((each) => each !== undefined).join(' and ');
  const names = [...known.keys()].map((service) => PACKAGES[service]).join(' and ');
  return new UsageError(`npm has no version ${version} of ${names}. The nearest are ${near}.`);
}

/** Order of versions `a.b.c`; one with a suffix comes before the one without. */
function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split(/[.-]/).map(Number));
  for (let at = 0; at < 3; at += 1) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(other.includes('-')) - Number(one.includes('-'));
}
