import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Erratum, errataOf } from '../errata.js';
import { contractFrom } from '../history.js';
import {
  type Contract,
  type OperationContract,
  SERVICES,
  type Service,
  type ShapesDocument,
} from '../types.js';
import { type Drift, driftOf, writeFiles } from './files.js';
import { deriveHistory } from './history.js';
import { type LocatedModel, locateHistory, locateModel, parseFile } from './locate.js';
import { ModelError } from './model.js';
import { deriveRevisions } from './revisions.js';
import { type DerivedService, deriveService, jsonText, type ServiceSource } from './service.js';
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
  const { model, paginators } = located;
  const source = { service, revision: revision ?? '', model, paginators, errata: errataOf(errata, revision) };
  const derived = deriveService(source);
  const operations = derived.files.size - 1;
  const earlier = filesOfHistory({ models: request.models, source, errata });
  const files = new Map([...derived.files, ...earlier]);
  const drift = driftOf(folder, files, earlier.size > 0 ? ['operations', 'history'] : ['operations']);
  if (revision === undefined || (located.revision === undefined && drift.length > 0)) {
    throw new ModelError(unknownRevision(service, located, revision));
  }
  return {
    result: { service, revision, model: located.file, operations, drift, findings: derived.findings },
    derived: { ...derived, files },
  };
}

/** The files that tell of earlier revisions, where the models tell of them. */
function filesOfHistory({ models, source, errata }: HistorySource): ReadonlyMap<string, string> {
  const { service, revision, paginators } = source;
  const history = revision === '' ? [] : locateHistory(models, service, revision);
  if (history.length === 0) return new Map();
  const contracts = history.map((dated) =>
    contractOf(deriveService({ service, ...dated, paginators, errata: errataOf(errata, dated.revision) })),
  );
  return new Map([
    ['revisions.json', jsonText(deriveRevisions(history))],
    ...deriveHistory(contracts).map(
      (document) => [`history/${document.revision}.json`, jsonText(document)] as const,
    ),
  ]);
}

interface HistorySource {
  readonly models: string;
  /** The latest revision. */
  readonly source: ServiceSource;
  readonly errata: readonly Erratum[];
}

/** A contract as it will be read from its files. */
export function contractOf({ files }: DerivedService): Contract {
  const { 'shapes.json': shapes = '', ...operations } = Object.fromEntries(files);
  return contractFrom(
    JSON.parse(shapes),
    Object.values(operations).map((text): OperationContract => JSON.parse(text)),
  );
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
