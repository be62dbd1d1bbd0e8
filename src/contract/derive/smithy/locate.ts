import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Service } from '../../types.js';
import {
  isPaginatorsModel,
  isServiceModel,
  ModelError,
  type PaginatorsModel,
  type ServiceModel,
} from './model.js';

/** A service model that was found and read. */
export interface LocatedModel {
  readonly file: string;
  readonly model: ServiceModel;
  readonly paginators: PaginatorsModel | undefined;
  /** The revision that the file's name gives, if it gives one. */
  readonly revision: string | undefined;
}

/** A published revision: `2024-02-01`. */
export const REVISION = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Finds and reads the model of a service, in either layout: `DIR/<service>/<revision>.json`, of which the latest is
 * taken unless another is wanted, or that of botocore's `data` folder,
 * `DIR/<service>/<apiVersion>/service-2.json` or `.json.gz`, which does not tell the revision.
 * @throws ModelError when there is no model, or none that can be read
 */
export function locateModel(dir: string, service: Service, wanted?: string): LocatedModel {
  if (!isFolder(dir)) throw new ModelError(`${dir} is no folder`);
  const folder = join(dir, service);
  if (!isFolder(folder)) throw new ModelError(`${dir} has no folder "${service}"`);
  const names = readdirSync(folder).sort();
  const revisions = names.filter((name) => name.endsWith('.json') && REVISION.test(name.slice(0, -5)));
  if (revisions.length > 0) return datedModel(service, folder, revisions, wanted);
  const version = names.filter((name) => jsonFile(join(folder, name), 'service-2') !== undefined).at(-1);
  if (version === undefined) {
    throw new ModelError(`${folder} has neither <revision>.json files nor <apiVersion>/service-2.json(.gz)`);
  }
  return readModel(service, join(folder, version), { base: 'service-2', revision: wanted });
}

/** A published revision of a model, with its date. */
export interface DatedModel {
  readonly revision: string;
  readonly model: ServiceModel;
}

/**
 * Reads every revision of a service's model up to a given one, oldest first. Empty where the models lie as in
 * botocore's `data` folder, which keeps only the latest.
 * @throws ModelError when one of them cannot be read
 */
export function locateHistory(dir: string, service: Service, until: string): DatedModel[] {
  const folder = join(dir, service);
  const dates = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -5))
    .filter((date) => REVISION.test(date) && date <= until);
  return dates.sort().map((revision) => ({
    revision,
    model: readModel(service, folder, { base: revision, revision }).model,
  }));
}

function datedModel(
  service: Service,
  folder: string,
  revisions: readonly string[],
  wanted: string | undefined,
): LocatedModel {
  const name = wanted === undefined ? revisions.at(-1) : revisions.find((file) => file === `${wanted}.json`);
  if (name === undefined) {
    throw new ModelError(`${folder} has no revision ${wanted}; it has ${revisions.join(', ')}`);
  }
  const revision = name.slice(0, -5);
  return readModel(service, folder, { base: revision, revision });
}

function readModel(
  service: Service,
  folder: string,
  { base, revision }: { readonly base: string; readonly revision: string | undefined },
): LocatedModel {
  const file = jsonFile(folder, base);
  if (file === undefined) throw new ModelError(`${folder} has no ${base}.json`);
  const model = parseFile(file);
  if (!isServiceModel(model)) {
    const [problem] = isServiceModel.errors ?? [];
    throw new ModelError(
      `${file} is no botocore service model of protocol rest-json: ` +
        `${problem?.instancePath || 'the document'} ${problem?.message ?? 'has another form'}`,
    );
  }
  const { serviceId } = model.metadata;
  if (lettersOf(serviceId) !== lettersOf(service)) {
    throw new ModelError(`${file} is the model of "${serviceId}", not of ${service}`);
  }
  const paginatorsFile = jsonFile(folder, 'paginators-1');
  const paginators = paginatorsFile === undefined ? undefined : parseFile(paginatorsFile);
  if (paginators !== undefined && !isPaginatorsModel(paginators)) {
    throw new ModelError(`${paginatorsFile} is no botocore paginators file`);
  }
  return { file, model, paginators, revision };
}

/** A name without regard to how its words are set: `IVS RealTime` is `ivs-realtime`. */
function lettersOf(name: string): string {
  return name.replace(/[^A-Za-z]/g, '').toLowerCase();
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** Path of `<base>.json` or `<base>.json.gz`, whichever is there. */
function jsonFile(folder: string, base: string): string | undefined {
  return [`${base}.json`, `${base}.json.gz`]
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
}

/**
 * Parses a JSON file, which may be compressed. The caller states or checks its type.
 * @throws ModelError when it cannot be read
 */
export function parseFile<T = unknown>(file: string): T {
  try {
    const bytes = readFileSync(file);
    return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ModelError(`${file} cannot be read as JSON: ${why}`, { cause });
  }
}
