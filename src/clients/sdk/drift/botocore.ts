import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { locateModel } from '../../../contract/derive/smithy/locate.js';
import { ModelError } from '../../../contract/derive/smithy/model.js';
import type { Service } from '../../../contract/types.js';
import { UsageError } from '../../../results/errors/usage-error.js';
import { type FoundModel, unusable } from './found-model.js';

/** An installed botocore with models of our services. */
export interface Botocore {
  /** Absent where the folder does not tell. */
  readonly version?: string;
  /** What it does not have is absent. */
  readonly models: ReadonlyMap<Service, FoundModel>;
}

/** Asks for the botocore of the first Python on the path. */
export const AUTO = 'auto';

/**
 * Finds the models of an installed botocore.
 * @param name a path: of the package, its `data`, the folder that it is installed in, or a virtual environment; or `auto`
 * @throws UsageError when there is no botocore, it lacks the services, or a model cannot be read
 */
export function findBotocore(name: string, services: readonly Service[]): Botocore {
  const path = name === AUTO ? ofPython() : name;
  if (!existsSync(path)) {
    throw new UsageError(
      `There is no ${path}. Name the folder of an installed botocore or of a virtual environment that has it, or say --botocore ${AUTO} to ask Python.`,
    );
  }
  const data = dataFolder(path);
  if (data === undefined) {
    throw new UsageError(
      `${path} has no botocore: no models of the form data/<service>/<version>/service-2.json(.gz) are there. Name the folder of an installed botocore or of a virtual environment that has it, or say --botocore ${AUTO} to ask Python.`,
    );
  }
  const version = versionOf(data);
  const found = services.filter((service) => existsSync(join(data, service)));
  if (found.length === 0) {
    throw new UsageError(
      `The botocore in ${data}${version === undefined ? '' : `, ${version},`} has no model of ${services.join(' nor of ')}: it is older than they are, or a part of it was left out. Install a newer one: pip install --upgrade botocore.`,
    );
  }
  const models = new Map(found.map((service) => [service, modelOf(data, service)]));
  return { models, ...(version === undefined ? {} : { version }) };
}

/** The folder of the botocore that Python imports. */
function ofPython(): string {
  const code = 'import botocore, os; print(os.path.dirname(botocore.__file__))';
  const { status, stdout, stderr, error } = spawnSync('python3', ['-c', code], { encoding: 'utf8' });
  const folder = stdout?.trim();
  if (status === 0 && folder) return folder;
  const why = error?.message ?? (stderr.trim().split('\n').at(-1) || `it ended with ${status}`);
  throw new UsageError(
    `python3 has no botocore: ${why}. Install it (pip install botocore), or name the folder of one with --botocore.`,
  );
}

/** The folder with the models, seen from what a user may name. */
function dataFolder(path: string): string | undefined {
  const packages = ['lib', 'lib64'].flatMap((lib) =>
    namesIn(join(path, lib))
      .filter((name) => /^python\d/.test(name))
      .map((name) => join(path, lib, name, 'site-packages')),
  );
  const folders = [path, ...packages, join(path, 'Lib', 'site-packages')];
  return folders
    .flatMap((folder) => [folder, join(folder, 'data'), join(folder, 'botocore', 'data')])
    .find(hasModels);
}

/** Whether a folder holds models of any service in the layout of botocore. */
function hasModels(folder: string): boolean {
  return namesIn(folder).some((service) =>
    namesIn(join(folder, service)).some((version) =>
      namesIn(join(folder, service, version)).some((name) => /^service-2\.json(?:\.gz)?$/.test(name)),
    ),
  );
}

/** Names in a folder; none where it is no folder. */
function namesIn(path: string): string[] {
  try {
    return readdirSync(path).sort();
  } catch {
    return [];
  }
}

function versionOf(data: string): string | undefined {
  const file = join(dirname(data), '__init__.py');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /^__version__ = ['"]([^'"]+)['"]/m.exec(text)?.[1];
}

function modelOf(data: string, service: Service): FoundModel {
  try {
    const { file, model } = locateModel(data, service);
    return { file, model };
  } catch (error) {
    if (error instanceof ModelError) throw unusable(error.message);
    throw error;
  }
}
