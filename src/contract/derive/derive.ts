import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Erratum } from '../errata.js';
import { SERVICES, type Service, type ShapesDocument } from '../types.js';
import { type Drift, driftOf, writeFiles } from './files.js';
import { type LocatedModel, locateHistory, locateModel, parseFile } from './locate.js';
import { ModelError } from './model.js';
import { deriveRevisions } from './revisions.js';
import { type DerivedService, deriveService, jsonText } from './service.js';
import type { DefaultFinding } from './shapes.js';

/** What `npm run derive` was asked for. */
export interface DeriveRequest {
  /** Folder with the models. */
  readonly models: string;
  /** Folder that holds `<service>/errata.json` and gets the derived files. */
  readonly specs: string;
  /** Revisions stated by the user. */
  readonly revisions: ReadonlyMap<Service, string>;
  /** Compare only; write nothing. */
  readonly check: boolean;
}

/** What became of one service. */
export interface DeriveResult {
  readonly service: Service;
  readonly revision: string;
  readonly model: string;
  readonly operations: number;
  readonly drift: readonly Drift[];
  readonly findings: readonly DefaultFinding[];
}

/**
 * Derives the contracts of all services, then (unless asked to check) writes them. Nothing is written when any model
 * cannot be derived.
 * @throws ModelError, ErratumError
 */
export function derive(request: DeriveRequest): DeriveResult[] {
  const outcomes = SERVICES.map((service) => deriveOne(request, service));
  if (!request.check) {
    for (const { result, derived } of outcomes) {
      writeFiles(join(request.specs, result.service), derived.files, result.drift);
    }
  }
  return outcomes.map(({ result }) => result);
}

function deriveOne(
  request: DeriveRequest,
  service: Service,
): { result: DeriveResult; derived: DerivedService } {
  const located = locateModel(request.models, service, request.revisions.get(service));
  const folder = join(request.specs, service);
  const revision = located.revision ?? committedRevision(folder);
  const errata = readIfThere<Erratum[]>(join(folder, 'errata.json')) ?? [];
  const derived = deriveService({
    service,
    revision: revision ?? '',
    model: located.model,
    paginators: located.paginators,
    errata,
  });
  const operations = derived.files.size - 1;
  const files = withRevisions(derived.files, request.models, service, revision);
  const drift = driftOf(folder, files);
  if (revision === undefined || (located.revision === undefined && drift.length > 0)) {
    throw new ModelError(unknownRevision(service, located, revision));
  }
  return {
    result: { service, revision, model: located.file, operations, drift, findings: derived.findings },
    derived: { ...derived, files },
  };
}

/** The files together with the one that tells of the revisions, where the models tell of them. */
function withRevisions(
  files: ReadonlyMap<string, string>,
  models: string,
  service: Service,
  revision: string | undefined,
): ReadonlyMap<string, string> {
  const history = revision === undefined ? [] : locateHistory(models, service, revision);
  if (history.length === 0) return files;
  return new Map(files).set('revisions.json', jsonText(deriveRevisions(history)));
}

function unknownRevision(service: Service, located: LocatedModel, committed: string | undefined): string {
  const difference =
    committed === undefined
      ? 'there is no derived contract yet to compare it with'
      : `it is not the committed revision ${committed}, for it derives differently`;
  return (
    `${located.file} does not tell its revision, and ${difference}. ` +
    `State the date of its API change: --revision ${service}=YYYY-MM-DD`
  );
}

function committedRevision(folder: string): string | undefined {
  return readIfThere<ShapesDocument>(join(folder, 'shapes.json'))?.revision;
}

function readIfThere<T>(path: string): T | undefined {
  return existsSync(path) ? parseFile<T>(path) : undefined;
}
