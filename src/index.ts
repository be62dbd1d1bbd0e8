/**
 * Contracts and reports of ivs-conformance, for use in other programs. Arbitraries are in
 * `ivs-conformance/generators`.
 *
 * @module ivs-conformance
 */
export {
  changesBetween,
  changesOf,
  type OperationChange,
  type Period,
  type RevisionChanges,
} from './contract/changes.js';
export { compile, type SchemaProblem } from './contract/compile.js';
export { type Constraint, constraintsOf, defaultsOf, type MemberDefault } from './contract/constraints.js';
export type { Difference, MemberChange, Side } from './contract/differences.js';
export { type ContractDocument, contractDocument } from './contract/document.js';
export {
  type ContractOptions,
  listRevisions,
  loadContract,
  loadContracts,
  resolve,
} from './contract/load.js';
export { loadResources, type Resource } from './contract/resources.js';
export { RevisionError } from './contract/revision-date.js';
export { loadRules, type Rule } from './contract/rules.js';
export * from './contract/types.js';
export {
  contractOf,
  type OperationOptions,
  UnknownOperationError,
  validateInput,
  validateOutput,
} from './contract/validation.js';
export {
  createJudge,
  type Finding,
  type Judge,
  type JudgedExchange,
  type JudgedRequest,
  type JudgeOptions,
  type OpenExchange,
} from './judge/judge.js';
export type { FindingCode } from './judge/memory/scene.js';
export { createReference, type Reference, type ReferenceOptions } from './reference/reference.js';
export { type ReferenceServer, type ServerOptions, startReference } from './reference/server.js';
export { FORMAT_NAMES, type Format, formats, type ReportFormat } from './report/formats.js';
export * from './results/types.js';
