import {
  bindingChanges,
  constraintChanges,
  type Difference,
  declarationChanges,
  defaultChanges,
  differingPairs,
  errorChanges,
  type MemberChange,
  memberChanges,
  type OperationPair,
} from './differences.js';
import { type Erratum, withoutErrata } from './errata.js';
import { listRevisions, loadContract, readPackageJson } from './load.js';
import type { Contract, OperationContract, Service } from './types.js';

/** An operation whose request or response has other members or enum values than before. */
export interface OperationChange {
  readonly operation: string;
  /** A member that came or went is told once, with all that it holds. */
  readonly request: readonly MemberChange[];
  readonly response: readonly MemberChange[];
}

/** What a revision changed. */
export interface RevisionChanges {
  readonly service: Service;
  readonly revision: string;
  /** Of the first revision that is known of a service, all its operations. */
  readonly new: readonly string[];
  readonly removed: readonly string[];
  readonly updated: readonly OperationChange[];
  readonly constraints: readonly Difference[];
  readonly defaults: readonly Difference[];
  /** What operations declare, and what becomes of errors on the wire. */
  readonly errors: readonly Difference[];
  readonly http: readonly Difference[];
}

/** Dates, both included, as YYYY-MM-DD. */
export interface Period {
  readonly from?: string;
  readonly to?: string;
}

/** What each revision of a service changed, oldest first, as the service models were published: errata are taken back. */
export function changesOf(
  service: Service,
  { from = '', to = '9999-12-31' }: Period = {},
): RevisionChanges[] {
  const revisions = listRevisions(service);
  const errata = readPackageJson<Erratum[]>('specs', service, 'errata.json');
  const published = (revision: string | undefined): Contract | undefined =>
    revision === undefined ? undefined : withoutErrata(loadContract(service, revision), errata);
  const first = revisions.findIndex((revision) => revision >= from);
  if (first < 0) return [];
  let before = published(revisions[first - 1]);
  return revisions.slice(first).flatMap((revision) => {
    if (revision > to) return [];
    const after = withoutErrata(loadContract(service, revision), errata);
    const changes = changesBetween(before, after);
    before = after;
    return [changes];
  });
}

/** What differs between two contracts of a service. Without an earlier one, all operations are new. */
export function changesBetween(before: Contract | undefined, after: Contract): RevisionChanges {
  const { service, revision } = after;
  const was = before?.operations ?? new Map<string, OperationContract>();
  const kept = before === undefined ? [] : differingPairs(before, after);
  const sides = kept.flatMap(({ request, response }) => [request, response]);
  return {
    service,
    revision,
    new: [...after.operations.keys()].filter((name) => !was.has(name)),
    removed: [...was.keys()].filter((name) => !after.operations.has(name)),
    updated: kept.map(updated).filter(({ request, response }) => request.length + response.length > 0),
    constraints: sides.flatMap(constraintChanges),
    defaults: sides.flatMap(defaultChanges),
    errors: [
      ...kept.flatMap(declarationChanges),
      ...(before === undefined ? [] : errorChanges(before.shapes.errors, after.shapes.errors)),
    ],
    http: kept.flatMap(bindingChanges),
  };
}

function updated({ after, request, response }: OperationPair): OperationChange {
  return { operation: after.operation, request: memberChanges(request), response: memberChanges(response) };
}
