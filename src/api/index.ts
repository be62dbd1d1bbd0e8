/**
 * Contracts and reports of ivs-conformance, for use in other programs. Arbitraries are in
 * `ivs-conformance/generators`.
 *
 * @module ivs-conformance
 */

export { type ContractDocument, contractDocument } from '../contract/documents/document.js';
export {
  contractOf,
  type OperationOptions,
  UnknownOperationError,
  validateInput,
  validateOutput,
} from '../contract/documents/validation.js';
export {
  type ContractOptions,
  listRevisions,
  loadContract,
  loadContracts,
  resolve,
} from '../contract/load.js';
export { loadResources, type Resource } from '../contract/resources.js';
export {
  changesBetween,
  changesOf,
  type OperationChange,
  type Period,
  type RevisionChanges,
} from '../contract/revisions/changes/changes.js';
export type { Difference, MemberChange, Side } from '../contract/revisions/changes/differences.js';
export { RevisionError } from '../contract/revisions/revision-date.js';
export { loadRules, type Rule } from '../contract/rules/rules.js';
export { compile, type SchemaProblem } from '../contract/schema/compile.js';
export {
  type Constraint,
  constraintsOf,
  defaultsOf,
  type MemberDefault,
} from '../contract/schema/constraints.js';
export * from '../contract/types.js';
export {
  createJudge,
  type Finding,
  type Judge,
  type JudgedExchange,
  type JudgedRequest,
  type JudgeOptions,
  type OpenExchange,
} from '../judge/judge.js';
export type { FindingCode } from '../judge/memory/scene.js';
export { createReference, type Reference, type ReferenceOptions } from '../reference/reference.js';
export { type ReferenceServer, type ServerOptions, startReference } from '../reference/server/server.js';
export { FORMAT_NAMES, type Format, formats, type ReportFormat } from '../report/formats.js';
export * from '../results/types.js';
