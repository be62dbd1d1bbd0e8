import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

const loaded = new Map<Service, Contract>();

/** The contract of one service at its latest revision; read once, so that what is compiled for it is compiled once. */
export function loadContract(service: Service): Contract {
  const contract = loaded.get(service) ?? readContract(service);
  loaded.set(service, contract);
  return contract;
}

function readContract(service: Service): Contract {
  const shapes = readPackageJson<ShapesDocument>('specs', service, 'shapes.json');
  const operations = new Map<string, OperationContract>();
  for (const file of readdirSync(join(packageRoot(), 'specs', service, 'operations')).sort()) {
    const operation = readPackageJson<OperationContract>('specs', service, 'operations', file);
    operations.set(operation.operation, operation);
  }
  return { service, revision: shapes.revision, shapes, operations };
}

/** Loads the contracts of several services (all, unless named). */
export function loadContracts(services: readonly Service[] = SERVICES): Contracts {
  return new Map(services.map((service) => [service, loadContract(service)]));
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
