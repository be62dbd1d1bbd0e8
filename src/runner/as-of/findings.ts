import type { RevisionChanges } from '../../contract/revisions/changes/changes.js';
import type { Revisions } from '../../contract/revisions/revisions.js';
import type { Contract } from '../../contract/types.js';
import type { CheckResult } from '../../results/types.js';
import type { CoveragePart } from '../coverage/coverage.js';
import { type Appeared, memberAt } from './appearances.js';

/** What one service is judged from. */
export interface Findings {
  readonly contract: Contract;
  readonly revisions: Revisions;
  /** All of them, oldest first. */
  readonly changes: readonly RevisionChanges[];
  /** Of this service. */
  readonly results: readonly CheckResult[];
  /** Of this service. */
  readonly parts: readonly CoveragePart[];
}

/** The input member that a check is about, by its ID, if it is younger than the operation. */
export function inputMember(
  revisions: Revisions,
  { id, kind, operations: [operation = ''] }: CheckResult,
): Appeared | undefined {
  const steps = id.split('/').slice(3);
  const path = kind === 'constraint' ? steps.slice(0, -1).join('/') : (steps.at(-1) ?? '');
  return memberAt(revisions, operation, 'input', path);
}
