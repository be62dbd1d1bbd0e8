import { readPackageJson } from './load.js';
import type { Json, JsonObject, Service, Source, Strength } from './types.js';

/** What every rule says, whatever its kind. */
export interface RuleBase {
  /** Unique among both services. */
  readonly id: string;
  readonly service: Service;
  /** The behaviour in our own words: one sentence that the endpoint either fulfils or not. */
  readonly statement: string;
  readonly operations: readonly string[];
  readonly strength: Strength;
  readonly source: Source;
  /** Further sources, where several documents say it or contradict one another. */
  readonly also?: readonly Source[];
  /** Revision in which the behaviour was first documented. */
  readonly since: string;
}

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

/** Two resources that are made alike differ in what the service assigns. */
export interface SameNameRule extends RuleBase {
  readonly kind: 'same-name';
  readonly resource: string;
  /** Members that differ, as dotted paths. */
  readonly members: readonly string[];
  /** What both are made with. */
  readonly input?: JsonObject;
}

/** What a resource shows beyond what was sent. */
export interface ShownRule extends RuleBase {
  readonly kind: 'shown';
  readonly resource: string;
  /** Path of a member → resource that it names: one is made for it. */
  readonly uses?: { readonly [path: string]: string };
  readonly cases: readonly {
    readonly id: string;
    /** What the resource is created with. */
    readonly when: JsonObject;
    /** What it is then updated with. */
    readonly update?: JsonObject;
    readonly shows: readonly {
      readonly member: string;
      /** An empty value counts as not there. */
      readonly state: 'there' | 'not there' | 'value' | 'value or absent';
      readonly value?: Json;
    }[];
  }[];
}

/** The entries of a list lack members that a get shows. */
export interface OmittedRule extends RuleBase {
  readonly kind: 'omitted';
  readonly resource: string;
  readonly members: readonly string[];
}

/** A resource reaches the state in which it can be used, as `resources.json` names it, and stays there. */
export interface SettlesRule extends RuleBase {
  readonly kind: 'settles';
  readonly resource: string;
  /** States that it may have before. */
  readonly first: readonly string[];
}

/** Making one resource makes another one that belongs to it. */
export interface MadeAlongRule extends RuleBase {
  readonly kind: 'made-along';
  readonly resource: string;
  readonly makes: string;
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

/** One output entry for each input entry. */
export interface CorrespondenceRule extends RuleBase {
  readonly kind: 'correspondence';
  readonly operation: string;
  readonly input: string;
  readonly output: string;
  /** Members of each entry that the service assigns. */
  readonly assigned: readonly string[];
}

/** A timestamp lies a stated time after the call. */
export interface ExpiryRule extends RuleBase {
  readonly kind: 'expiry';
  readonly operation: string;
  /** Input list whose entries have the minutes, where `output` is a list; absent where the input itself has them. */
  readonly input?: string;
  readonly output: string;
  readonly minutes: string;
  readonly timestamp: string;
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

/** No two resources have the same value of a member. */
export interface UniquenessRule extends RuleBase {
  readonly kind: 'uniqueness';
  readonly resource: string;
  readonly member: string;
  readonly error: string;
}

/** What the service assigns to a resource it assigns to no other. */
export interface DistinctRule extends RuleBase {
  readonly kind: 'distinct';
  /** Resource → its members, as dotted paths. */
  readonly members: { readonly [resource: string]: readonly string[] };
}

/** A member takes ECDSA public keys on P-384. */
export interface KeyMaterialRule extends RuleBase {
  readonly kind: 'key-material';
  readonly resource: string;
  readonly member: string;
  /** Labels of near misses that are refused. */
  readonly refused?: readonly string[];
  /** Operations that show the key as it was imported. */
  readonly shown?: true;
  /** Output member that holds the MD5 of the key. */
  readonly fingerprint?: string;
}

/** What the service assigns has a stated form. */
export interface FormatRule extends RuleBase {
  readonly kind: 'format';
  readonly resource: string;
  /** Dotted path within the resource. */
  readonly member: string;
  /** Regular expression that the whole value matches; `{region}` stands for the region in the resource's ARN. */
  readonly pattern: string;
  /** The form in words that follow the member's name. */
  readonly form: string;
}

/** Every ARN names the account and the region of the endpoint. */
export interface ArnRule extends RuleBase {
  readonly kind: 'arn';
}

/** Sources contradict one another: any of these is accepted in place of the member's default. */
export interface ContestedRule extends RuleBase {
  readonly kind: 'contested';
  /** Dotted paths within the outputs of the rule's operations. */
  readonly members: readonly string[];
  readonly accept: readonly ('absent' | 'empty' | 'default')[];
  /** What has to have been sent for the member to be uncontested. */
  readonly unless?: JsonObject;
}

/** What an operation answers about a resource on which nothing goes on, as it was made. */
export interface IdleRule extends RuleBase {
  readonly kind: 'idle';
  /** Errors of which any is right; absent where the answer is a list without entries. */
  readonly accept?: readonly string[];
  /** Members that are sent besides the least input. */
  readonly input?: JsonObject;
}

/** A batch operation that acts on pairs reports those that it cannot act on, and does not fail for them. */
export interface BatchEntriesRule extends RuleBase {
  readonly kind: 'batch-entries';
  /** `known`: nothing is reported of what exists; `unknown`: what does not exist is reported. */
  readonly aspect: 'known' | 'unknown';
}

/** What an operation shows of a live stream. */
export interface LiveMemberRule extends RuleBase {
  readonly kind: 'live-member';
  /** Path within the stream that is shown, or within its entry of a list. */
  readonly member: string;
  /** What it is: this value. */
  readonly value?: Json;
  /** What it is: the same as this, where both are there. */
  readonly same?: 'channel' | 'channelArn' | 'playbackUrl' | 'recordingConfiguration' | 'streamId';
  /** What it is: `absent`, the `time` of going live, or a `count`, -1 if it is not known. */
  readonly form?: 'absent' | 'time' | 'count';
}

/** What happens to a stream from its beginning to its end, or because of it. */
export interface LiveRule extends RuleBase {
  readonly kind: 'live';
  readonly aspect:
    | 'ad-break-ids-differ'
    | 'ad-break-needs-configuration'
    | 'channel-cannot-be-deleted'
    | 'channel-can-be-deleted-afterwards'
    | 'channel-update'
    | 'deprecated-video-members'
    | 'end-time'
    | 'ends'
    | 'events-newest-first'
    | 'filter-by-health'
    | 'latest-session'
    | 'list-of-ended'
    | 'listed-end-time'
    | 'metadata-size'
    | 'pages-of-sessions'
    | 'pages-of-streams'
    | 'session-keeps-channel'
    | 'single-track'
    | 'stop';
}

/** What shows in a course of calls, which the kind's code carries out. */
export interface CourseRule extends RuleBase {
  readonly kind: 'composition' | 'presence' | 'replication' | 'ingest';
}

/** One documented behaviour that a schema cannot express. */
export type Rule =
  | IdleRule
  | BatchEntriesRule
  | LiveMemberRule
  | LiveRule
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

/** The rules of one service. */
export function loadRules(service: Service): readonly Rule[] {
  return readPackageJson<{ rules: Rule[] }>('specs', service, 'rules.json').rules;
}

/** The rules of one kind. */
export function rulesOfKind<K extends Rule['kind']>(
  rules: readonly Rule[],
  kind: K,
): Extract<Rule, { kind: K }>[] {
  return rules.filter((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind);
}
