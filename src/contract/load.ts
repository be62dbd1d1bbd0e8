import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contractFrom, type HistoryDocument, stepBack } from './revisions/history.js';
import { hasContract, revisionInForce } from './revisions/revision-date.js';
import {
  type Contract,
  type Contracts,
  type OperationContract,
  type Schema,
  SERVICES,
  type Service,
  type ShapesDocument,
} from './types.js';

/**
 * Folder of the installed package: the nearest one upwards that has a `package.json`. The same from `src/` and
 * from the build.
 */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/** Reads one JSON file below the package's root. The caller states its type; the tests validate every such file. */
export function readPackageJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(packageRoot(), ...path), 'utf8'));
}

const loaded = new Map<string, Contract>();

/**
 * The contract of one service that was in force on a date: that of the last revision which is not after it. The latest
 * one, unless a date is given. Read once, so that what is compiled for it is compiled once.
 * @param date as YYYY-MM-DD
 * @throws RevisionError when it is no date, or the service had no contract yet
 */
export function loadContract(service: Service, date?: string): Contract {
  if (date === undefined) return once(`${service} latest`, () => readContract(service));
  return contractOf(service, revisionInForce(service, listRevisions(service), date));
}

function once(key: string, read: () => Contract): Contract {
  const contract = loaded.get(key) ?? read();
  loaded.set(key, contract);
  return contract;
}

function readContract(service: Service): Contract {
  const shapes = readPackageJson<ShapesDocument>('specs', service, 'shapes.json');
  const files = readdirSync(join(packageRoot(), 'specs', service, 'operations')).sort();
  return contractFrom(
    shapes,
    files.map((file) => readPackageJson<OperationContract>('specs', service, 'operations', file)),
  );
}

/** The contract of a revision: the latest one, or by going back from it. */
function contractOf(service: Service, revision: string): Contract {
  const latest = loadContract(service);
  if (revision === latest.revision) return latest;
  return once(`${service} ${revision}`, () => {
    const history = readPackageJson<HistoryDocument>('specs', service, 'history', `${revision}.json`);
    return stepBack(contractOf(service, history.next), history);
  });
}

/** The revisions of a service, oldest first. */
export function listRevisions(service: Service): string[] {
  const folder = join(packageRoot(), 'specs', service, 'history');
  const earlier = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
  return [...earlier.sort(), loadContract(service).revision];
}

/** Which contracts to load. */
export interface ContractOptions {
  /** Default: all of them. */
  readonly services?: readonly Service[];
  /** Date on which they are in force, as YYYY-MM-DD. Default: the latest revision of each. */
  readonly revision?: string;
}

/**
 * Loads the contracts of several services. Services that had no contract on the date are left out.
 * @throws RevisionError when it is no date, or none of them had a contract yet
 */
export function loadContracts({ services = SERVICES, revision }: ContractOptions = {}): Contracts {
  if (revision === undefined) return new Map(services.map((service) => [service, loadContract(service)]));
  const existing = services.filter((service) => hasContract(listRevisions(service), revision));
  const [first] = services;
  const asked = existing.length === 0 && first !== undefined ? [first] : existing;
  return new Map(asked.map((service) => [service, loadContract(service, revision)]));
}

/**
 * Follows `$ref` until a schema stands on its own. Keywords beside a `$ref` (`default`, `$comment`) win over the
 * referenced ones.
 * @throws Error when a reference leads nowhere
 */
export function resolve(contract: Contract, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  const target = contract.shapes.$defs[name];
  if (target === undefined) throw new Error(`${schema.$ref} names no shape of ${contract.service}`);
  const { $ref: _, ...beside } = schema;
  return { ...resolve(contract, target), ...beside };
}
