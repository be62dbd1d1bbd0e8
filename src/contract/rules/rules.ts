import { readPackageJson } from '../load.js';
import type { Service } from '../types.js';
import type {
  ActionRule,
  BatchEntriesRule,
  CourseRule,
  IdleRule,
  LiveMemberRule,
  LiveRule,
} from './rules-of-activity.js';
import type {
  ArnRule,
  ContestedRule,
  CorrespondenceRule,
  DistinctRule,
  ExpiryRule,
  FormatRule,
  KeyMaterialRule,
  MadeAlongRule,
  OmittedRule,
  SameNameRule,
  SettlesRule,
  ShownRule,
  UniquenessRule,
} from './rules-of-answers.js';
import type {
  AcceptedRule,
  AllowedValuesRule,
  BatchRule,
  CascadeRule,
  ConditionalDefaultRule,
  ExclusiveMembersRule,
  InUseRule,
  LimitPerParentRule,
  QuotaRule,
  RequiredWhenRule,
  SizeLimitRule,
  TagLimitRule,
  TagPrefixRule,
  TagsRule,
  UnknownReferenceRule,
  UnsetRule,
} from './rules-of-inputs.js';

export type { RuleBase } from './rule-base.js';
export type * from './rules-of-activity.js';
export type * from './rules-of-answers.js';
export type * from './rules-of-inputs.js';

/** One documented behaviour that a schema cannot express. */
export type Rule =
  | IdleRule
  | BatchEntriesRule
  | LiveMemberRule
  | LiveRule
  | ActionRule
  | ConditionalDefaultRule
  | ExclusiveMembersRule
  | RequiredWhenRule
  | InUseRule
  | CascadeRule
  | UnknownReferenceRule
  | LimitPerParentRule
  | AllowedValuesRule
  | SizeLimitRule
  | AcceptedRule
  | SameNameRule
  | ShownRule
  | OmittedRule
  | SettlesRule
  | MadeAlongRule
  | TagLimitRule
  | TagPrefixRule
  | TagsRule
  | BatchRule
  | CorrespondenceRule
  | ExpiryRule
  | UnsetRule
  | QuotaRule
  | UniquenessRule
  | DistinctRule
  | KeyMaterialRule
  | FormatRule
  | ArnRule
  | ContestedRule
  | CourseRule;

/** The rules of one service; what is only proposed is none yet. */
export function loadRules(service: Service): readonly Rule[] {
  const { rules } = readPackageJson<{ rules: (Rule & { readonly proposal?: true })[] }>(
    'specs',
    service,
    'rules.json',
  );
  return rules.filter(({ proposal }) => proposal !== true);
}

/** The rules of one kind. */
export function rulesOfKind<K extends Rule['kind']>(
  rules: readonly Rule[],
  kind: K,
): Extract<Rule, { kind: K }>[] {
  return rules.filter((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind);
}
