/** Rules of what the service assigns and shows. */

import type { Json, JsonObject } from '../types.js';
import type { RuleBase } from './rule-base.js';

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
  /** What an update sends after which it settles again, and the states that it may have until then. */
  readonly update?: { readonly input: JsonObject; readonly states: readonly string[] };
}

/** Making one resource makes another one that belongs to it. */
export interface MadeAlongRule extends RuleBase {
  readonly kind: 'made-along';
  readonly resource: string;
  readonly makes: string;
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
