import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Erratum, errataOf } from '../errata/errata.js';
import { contractFrom } from '../revisions/history.js';
import type { Revisions } from '../revisions/revisions.js';
import {
  type Contract,
  type OperationContract,
  SERVICES,
  type Service,
  type ShapesDocument,
} from '../types.js';
import { type Drift, driftOf, replaceFiles, writeFiles } from './files.js';
import { deriveHistory } from './history/history.js';
import { deriveRevisions } from './history/revisions.js';
import { readHandwritten } from './propose/handwritten.js';
import type { RuleGround } from './propose/kinds/rules.js';
import { type ProposalSource, type Proposals, proposalsFor } from './propose/proposals.js';
import { proposedFiles } from './propose/write.js';
import { deriveSentences, proseOf } from './prose/sentences.js';
import { type LocatedModel, locateHistory, locateModel, parseFile } from './smithy/locate.js';
import { ModelError, type ServiceModel } from './smithy/model.js';
import { type DerivedService, deriveService, jsonText, type ServiceSource } from './smithy/service.js';
import type { DefaultFinding } from './smithy/shapes.js';

/** What `npm run derive` was asked for. */
export interface DeriveRequest {
  /** Folder with the models. */
  readonly models: string;
  /** Folder that holds `<service>/errata.json` and gets the derived files. */
  readonly specs: string;
  /** Revisions stated by the user. */
  readonly revisions: ReadonlyMap<Service, string>;
  /**
   * `check`: compare only; `tell`: only say what needs a person; neither writes. `write`: bring the derived files in line;
   * `propose`: write what is proposed as well.
   */
  readonly mode: 'check' | 'tell' | 'write' | 'propose';
}

/** What became of one service. */
export interface DeriveResult {
  readonly service: Service;
  readonly revision: string;
  readonly model: string;
  readonly operations: number;
  readonly drift: readonly Drift[];
  readonly findings: readonly DefaultFinding[];
  /** Not made by a check, which holds nothing but derived files against the models. */
  readonly proposals?: Proposals;
  /** Hand-written files that proposals were written to. */
  readonly proposed: readonly string[];
}

/**
 * Derives the contracts of all services, and what to write of them by hand; then, if asked to, writes both. Nothing is
 * written when any model cannot be derived, or any hand-written file cannot be read.
 * @throws ModelError, ErratumError
 */
export function derive(request: DeriveRequest): DeriveResult[] {
  const { mode } = request;
  const outcomes = SERVICES.map((service) => deriveOne(request, service));
  if (mode === 'write' || mode === 'propose') {
    for (const { result, files, proposed } of outcomes) {
      const folder = join(request.specs, result.service);
      writeFiles(folder, files, result.drift);
      replaceFiles(folder, proposed);
    }
  }
  return outcomes.map(({ result }) => result);
}

interface Outcome {
  readonly result: DeriveResult;
  readonly files: ReadonlyMap<string, string>;
  readonly proposed: ReadonlyMap<string, string>;
}

function deriveOne(request: DeriveRequest, service: Service): Outcome {
  const located = locateModel(request.models, service, request.revisions.get(service));
  const folder = join(request.specs, service);
  const revision = located.revision ?? committedRevision(folder);
  const errata = readIfThere<Erratum[]>(join(folder, 'errata.json')) ?? [];
  const { model, paginators } = located;
  const source = { service, revision: revision ?? '', model, paginators, errata: errataOf(errata, revision) };
  const derived = deriveService(source);
  const earlier = filesOfHistory({ models: request.models, source, errata });
  const document = deriveSentences(service, source.revision, model);
  const files = new Map([...derived.files, ['sentences.json', jsonText(document)], ...earlier]);
  const drift = driftOf(folder, files, earlier.size > 0 ? ['operations', 'history'] : ['operations']);
  if (revision === undefined || (located.revision === undefined && drift.length > 0)) {
    throw new ModelError(unknownRevision(service, located, revision));
  }
  const contract = contractOf(derived);
  const { findings } = derived;
  const ground = { contract, since: sinceIn(earlier, revision), document, findings };
  const proposals = request.mode === 'check' ? undefined : propose(request.specs, model, ground);
  const proposed = request.mode === 'propose' && proposals ? proposedFiles(folder, proposals) : new Map();
  const operations = contract.operations.size;
  const result = { service, revision, model: located.file, operations, drift, findings };
  return {
    result: { ...result, ...(proposals && { proposals }), proposed: [...proposed.keys()] },
    files,
    proposed,
  };
}

/** What needs a person, held against what is written by hand. */
function propose(
  specs: string,
  model: ServiceModel,
  ground: Omit<ProposalSource, 'prose' | 'written'>,
): Proposals {
  const written = readHandwritten(specs, ground.contract.service);
  return proposalsFor({ ...ground, prose: proseOf(model), written });
}

/** When an operation, or a member of it, first appeared; the latest revision where no history tells. */
function sinceIn(earlier: ReadonlyMap<string, string>, latest: string): RuleGround['since'] {
  const text = earlier.get('revisions.json');
  if (text === undefined) return () => latest;
  const { operations, members }: Revisions = JSON.parse(text);
  return (operation, member) => {
    const { input = {}, output = {} } = members[operation] ?? {};
    const younger = Object.entries({ ...output, ...input }).filter(
      ([path]) => path.replace(/^.*\./, '') === member,
    );
    return younger.map(([, date]) => date).sort()[0] ?? operations[operation] ?? latest;
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
