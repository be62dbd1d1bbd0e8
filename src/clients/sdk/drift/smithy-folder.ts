import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError, type ServiceModel } from '../../../contract/derive/smithy/model.js';
import { loadContract } from '../../../contract/load.js';
import { SERVICES, type Service } from '../../../contract/types.js';
import { UsageError } from '../../../results/errors/usage-error.js';
import { isObject } from '../../../transport/http/answer.js';
import { type FoundModel, unusable } from './found-model.js';
import { serviceModelOf } from './smithy.js';
import { isSmithyModel, type SmithyModel } from './smithy-ast.js';

/**
 * Finds the models of services among the Smithy models of a folder, at any depth, by the services that they define:
 * collections of models differ in how they name and lay out their files.
 * @param path of the folder, or of one model
 * @throws UsageError when there is none of them, or one cannot be read
 */
export function findSmithyModels(
  path: string,
  services: readonly Service[],
): ReadonlyMap<Service, FoundModel> {
  const files = jsonFiles(path).map(readFile);
  const found = new Map<Service, FoundModel>();
  for (const service of services) {
    const own = files.flatMap((file) =>
      file.services.filter(({ sdkId }) => sdkId === sdkIdOf(service)).map(({ id }) => ({ ...file, id })),
    );
    const [first, second] = own;
    if (first === undefined) continue;
    if (second !== undefined) {
      throw new UsageError(
        `${path} has several models of ${service}, ${first.path} and ${second.path}: name the one to compare with.`,
      );
    }
    found.set(service, { file: first.path, model: modelOf(first.path, first.json, first.id) });
  }
  // What cannot be read may be a model that is missing.
  const broken = files.find(({ why }) => why !== undefined);
  if (found.size < services.length && broken !== undefined) throw unusable(broken.why ?? '', broken.path);
  if (found.size === 0) throw noModel(path, services, files);
  return found;
}

/** A JSON file. */
interface ReadFile {
  readonly path: string;
  /** Absent where it defines no service of ours: a folder may hold the models of all services of AWS. */
  readonly json?: unknown;
  /** The services that it defines: none where it is no Smithy model. */
  readonly services: readonly { readonly id: string; readonly sdkId: string }[];
  /** Why it cannot be read. */
  readonly why?: string;
}

function readFile(path: string): ReadFile {
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const services = servicesOf(json);
    const isOurs = services.some(({ sdkId }) => SERVICES.some((service) => sdkId === sdkIdOf(service)));
    return isOurs ? { path, json, services } : { path, services };
  } catch (error) {
    return {
      path,
      services: [],
      why: `it cannot be read as JSON: ${error instanceof Error ? error.message : error}`,
    };
  }
}

function servicesOf(json: unknown): ReadFile['services'] {
  if (!isObject(json) || json.smithy === undefined || !isObject(json.shapes)) return [];
  return Object.entries(json.shapes).flatMap(([id, shape]) => {
    if (!isObject(shape) || shape.type !== 'service' || !isObject(shape.traits)) return [];
    const described = shape.traits['aws.api#service'];
    return isObject(described) ? [{ id, sdkId: String(described.sdkId) }] : [];
  });
}

/** How a service is named in the trait `aws.api#service`. */
function sdkIdOf(service: Service): string {
  return loadContract(service).shapes.metadata.serviceId;
}

function modelOf(path: string, json: unknown, id: string): ServiceModel {
  try {
    return serviceModelOf(smithyOf(json), id);
  } catch (error) {
    if (error instanceof ModelError) throw unusable(error.message, path);
    throw error;
  }
}

function smithyOf(json: unknown): SmithyModel {
  if (isSmithyModel(json)) return json;
  const [problem] = isSmithyModel.errors ?? [];
  throw new ModelError(
    `${problem?.instancePath || 'the document'} ${problem?.message ?? 'has another form'}`,
  );
}

function jsonFiles(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    throw new UsageError(
      `There is no ${path}. Name a folder with Smithy models in JSON, as AWS publishes them.`,
    );
  }
  if (!stats.isDirectory()) return [path];
  return entriesOf(path)
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = join(path, entry.name);
      if (entry.isDirectory())
        return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : jsonFiles(inner);
      return entry.isFile() && entry.name.endsWith('.json') ? [inner] : [];
    });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${folder} cannot be read: ${why}. Name a folder with Smithy models that can.`);
  }
}

/** Names that a message lists. */
const LISTED = 5;

function noModel(path: string, services: readonly Service[], files: readonly ReadFile[]): UsageError {
  const others = files.flatMap((file) => file.services.map(({ sdkId }) => sdkId));
  const listed = others.slice(0, LISTED).join(', ') + (others.length > LISTED ? ', …' : '');
  const none =
    files.length === 0
      ? 'it holds no JSON file'
      : `none of its JSON files (${files.length}) is a Smithy model of a service`;
  const what = others.length > 0 ? `its Smithy models are of other services (${listed})` : none;
  const wanted = services.map((service) => `${service} (sdkId "${sdkIdOf(service)}")`).join(' nor of ');
  return new UsageError(
    `${path} has no Smithy model of ${wanted}: ${what}. Name a folder with the models of ${SERVICES.join(' and ')} in JSON, as AWS publishes them.`,
  );
}
