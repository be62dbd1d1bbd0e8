import { createRequire } from 'node:module';
import type { Operation } from 'rfc6902';
import type { Contract, OperationContract, Service, ShapesDocument } from '../types.js';

/** How a revision differs from the next: the derived file `specs/<service>/history/<revision>.json`. */
export interface HistoryDocument {
  readonly $comment: string;
  readonly service: Service;
  readonly revision: string;
  /** The revision after it, to which the patch is applied. */
  readonly next: string;
  /** JSON Patch (RFC 6902) from the documents of the next revision to those of this one. */
  readonly patch: readonly Operation[];
}

/** What a patch changes: the documents of a contract, operations by name. */
interface ContractDocuments {
  readonly shapes: ShapesDocument;
  readonly operations: { readonly [operation: string]: OperationContract };
}

const require = createRequire(import.meta.url);

/** The contract of a service, made of its documents. */
export function contractFrom(shapes: ShapesDocument, operations: readonly OperationContract[]): Contract {
  const { service, revision } = shapes;
  return { service, revision, shapes, operations: new Map(operations.map((each) => [each.operation, each])) };
}

/** The documents of a contract as a patch sees them. */
export function documentsOf({ shapes, operations }: Contract): ContractDocuments {
  return { shapes, operations: Object.fromEntries(operations) };
}

/**
 * The contract of the revision before another one.
 * @throws Error when the patch does not fit that one
 */
export function stepBack(
  next: Contract,
  { revision, patch }: Pick<HistoryDocument, 'revision' | 'patch'>,
): Contract {
  // Loaded here, because whoever asks for no earlier revision is to start quickly.
  const { applyPatch }: typeof import('rfc6902') = require('rfc6902');
  const documents: ContractDocuments = JSON.parse(JSON.stringify(documentsOf(next)));
  const [failure] = applyPatch(documents, structuredClone([...patch])).filter((result) => result !== null);
  if (failure !== undefined) {
    throw new Error(`the history of ${next.service} does not lead back to ${revision}`, { cause: failure });
  }
  const { shapes, operations } = documents;
  return contractFrom(
    { ...shapes, revision, errors: sorted(shapes.errors), $defs: sorted(shapes.$defs) },
    Object.values(sorted(operations)).map((operation) => ({ ...operation, revision })),
  );
}

/** Patches put what they add at the end; by name is how it was derived. */
function sorted<T>(map: { readonly [name: string]: T }): { [name: string]: T } {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
