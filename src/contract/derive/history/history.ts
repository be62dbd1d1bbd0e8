import { createPatch, type Operation } from 'rfc6902';
import { contractFrom, documentsOf, type HistoryDocument, stepBack } from '../../revisions/history.js';
import type { Contract, OperationContract } from '../../types.js';
import { ModelError } from '../smithy/model.js';
import { DERIVED } from '../smithy/operation.js';

/**
 * How each revision of a service differs from the next one.
 * @param contracts of all revisions, oldest first
 * @returns a document for each but the last
 * @throws ModelError when a revision cannot be got back from its document
 */
export function deriveHistory(contracts: readonly Contract[]): HistoryDocument[] {
  return contracts.slice(0, -1).map((contract, index) => {
    const { service, revision } = contract;
    const next = contracts[index + 1] ?? contract;
    const patch = createPatch(documentsOf(redated(next, revision)), documentsOf(contract), inOrder);
    if (textOf(stepBack(next, { revision, patch })) !== textOf(contract)) {
      throw new ModelError(`${service} ${revision} cannot be got back from ${next.revision}`);
    }
    return { $comment: DERIVED, service, revision, next: next.revision, patch };
  });
}

/** The same contract under another date, for a date is no difference that has to be written down. */
function redated(contract: Contract, revision: string): Contract {
  const operations = [...contract.operations.values()].map(
    (operation): OperationContract => ({ ...operation, revision }),
  );
  return contractFrom({ ...contract.shapes, revision }, operations);
}

function textOf(contract: Contract): string {
  return JSON.stringify(documentsOf(contract));
}

/** Maps by name; they are sorted when they are read. */
const BY_NAME: readonly string[] = ['/operations', '/shapes/errors', '/shapes/$defs'];

/**
 * Replaces an object whole when adding and removing members would leave them in another order, in which a contract would
 * then be printed and asked about.
 */
function inOrder(from: unknown, to: unknown, at: { toString(): string }): Operation[] | undefined {
  const path = at.toString();
  if (!isObject(from) || !isObject(to) || BY_NAME.includes(path)) return undefined;
  const kept = Object.keys(from).filter((key) => key in to);
  const added = Object.keys(to).filter((key) => !(key in from));
  if ([...kept, ...added].join() === Object.keys(to).join()) return undefined;
  return [{ op: 'replace', path, value: to }];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
