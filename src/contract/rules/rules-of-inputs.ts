/** Rules of what may be sent, and of what it does. */

import type { Json, JsonObject } from '../types.js';
import type { RuleBase } from './rule-base.js';

/** A member's default depends on another member. */
export interface ConditionalDefaultRule extends RuleBase {
  readonly kind: 'conditional-default';
  readonly resource: string;
  readonly member: string;
  readonly cases: readonly {
    readonly id: string;
    readonly when: JsonObject;
    readonly update?: JsonObject;
    readonly value: Json;
  }[];
}

/** Members of which at most one may be sent. */
export interface ExclusiveMembersRule extends RuleBase {
  readonly kind: 'exclusive';
  readonly members: readonly {
    readonly member: string;
    readonly resource?: string;
    /** Valid value of a member that takes neither names nor ARNs. */
    readonly value?: Json;
  }[];
  /** Absent where no source names the error. */
  readonly error?: string;
}

/** Combinations of members that are refused. */
export interface RequiredWhenRule extends RuleBase {
  readonly kind: 'required-when';
  readonly resource: string;
  /** A combination that fulfils the requirement. */
  readonly accepted: JsonObject;
  /** Member in which an endpoint that knows the feature shows the accepted combination, as it was sent. */
  readonly shown: string;
  readonly violations: readonly { readonly id: string; readonly input: JsonObject; readonly why: string }[];
}

/** A resource in use cannot be deleted. */
export interface InUseRule extends RuleBase {
  readonly kind: 'in-use';
  readonly resource: string;
  readonly user: string;
  readonly member: string;
  /** Absent where no source names the error. */
  readonly error?: string;
}

/** Deleting one resource deletes another. */
export interface CascadeRule extends RuleBase {
  readonly kind: 'cascade';
  readonly resource: string;
  readonly removes: string;
}

/** Naming a resource that does not exist is refused. */
export interface UnknownReferenceRule extends RuleBase {
  readonly kind: 'unknown-reference';
  readonly resource: string;
  readonly member: string;
  /** Absent where no source names the error. */
  readonly error?: string;
}

/** A parent has at most so many of a resource. */
export interface LimitPerParentRule extends RuleBase {
  readonly kind: 'limit-per-parent';
  readonly resource: string;
  readonly limit: number;
  readonly error: string;
  /** Members that are new when one is deleted and made again. */
  readonly renews?: readonly string[];
}

/** A member takes only values of a list or form that the model does not carry. */
export interface AllowedValuesRule extends RuleBase {
  readonly kind: 'allowed-values';
  readonly resource: string;
  readonly member: string;
  /** Named near misses, each with the values that are tried. */
  readonly refused: readonly { readonly id: string; readonly values: readonly Json[] }[];
  /** What each value of is allowed: the assigned country codes. */
  readonly every?: 'country';
}

/** The UTF-8 size of a member's keys and values together is bounded. */
export interface SizeLimitRule extends RuleBase {
  readonly kind: 'size-limit';
  readonly operation: string;
  readonly resource: string;
  /** Input list whose entries have the member; absent where the input itself has it. */
  readonly list?: string;
  readonly member: string;
  readonly bytes: number;
}

/** Inputs of which a document says that they are allowed. */
export interface AcceptedRule extends RuleBase {
  readonly kind: 'accepted';
  /** What is allowed, in words, in the plural. */
  readonly what: string;
  readonly inputs: readonly JsonObject[];
}

/** A resource has at most so many tags. */
export interface TagLimitRule extends RuleBase {
  readonly kind: 'tag-limit';
  readonly limit: number;
}

/** Tag keys of one prefix are reserved. */
export interface TagPrefixRule extends RuleBase {
  readonly kind: 'tag-prefix';
  readonly prefix: string;
}

/** What the tag operations do; asked of every taggable resource. */
export interface TagsRule extends RuleBase {
  readonly kind: 'tags';
  readonly aspect: 'create' | 'merge' | 'overwrite' | 'remove' | 'isolated' | 'case';
}

/** What batch operations answer for ARNs of which some name nothing. */
export interface BatchRule extends RuleBase {
  readonly kind: 'batch';
  readonly aspect: 'found' | 'errors';
}

/** Sending this value switches a feature off. */
export interface UnsetRule extends RuleBase {
  readonly kind: 'unset';
  readonly resource: string;
  readonly member: string;
  readonly value: Json;
}

/** An account has at most so many of a resource in a region, which nobody can raise; how many, the resource says. */
export interface QuotaRule extends RuleBase {
  readonly kind: 'quota';
  readonly resource: string;
  readonly error: string;
}
