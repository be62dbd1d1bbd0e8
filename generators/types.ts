import type fc from 'fast-check';
import type { Constraint } from '../src/contract/schema/constraints.js';
import type { Json, JsonObject } from '../src/contract/types.js';

/**
 * What a caller decides about generated values. Members are named by dotted paths, with `[]` for the items of a
 * list, `{}` for the values of a map and `{key}` for its keys: `thumbnailConfiguration.storage[]`, `tags{}`.
 */
export interface SchemaOptions {
  /** Arbitraries to take instead of what the schema says of a member. */
  readonly overrides?: { readonly [memberPath: string]: fc.Arbitrary<Json> };
  /** Members that are never there, although the schema allows them. */
  readonly omit?: readonly string[];
  /** Members that are always there, with all that holds them; `names[]` asks for a list that is not empty. */
  readonly require?: readonly string[];
  /** Lists that have at most one entry, unless their number of entries is what a case is about. */
  readonly single?: readonly string[];
}

/** The keywords that set a limit. */
export type LimitKeyword = Exclude<Constraint['keyword'], 'required' | 'enum' | 'pattern'>;

/** Both sides of one limit of a schema. */
export interface Boundary {
  /** Path of the limited member, as in {@link SchemaOptions}. */
  readonly member: string;
  readonly keyword: LimitKeyword;
  readonly limit: number;
  /** Whole values, valid, in which the member sits exactly on the limit. */
  readonly inside: fc.Arbitrary<Json>;
  /** Whole values in which the member is exactly one beyond the limit, and nothing else is broken. */
  readonly outside: fc.Arbitrary<Json>;
}

/** Whole values that break one constraint of a schema and no other. */
export interface Broken {
  /** Path of the member at fault, as in {@link SchemaOptions}. */
  readonly member: string;
  /** What is broken. `type` stands for a JSON value of another type, which some serialisations cannot carry. */
  readonly keyword: Constraint['keyword'] | 'type';
  readonly arbitrary: fc.Arbitrary<Json>;
  /**
   * Of these, whole values that are nearly valid: one arbitrary for each way, the most telling first; empty where a limit
   * is broken, see {@link Boundary}. They are shrunk to plainly wrong ones where these are wrong as well.
   */
  readonly near: readonly Labelled<Json>[];
}

/** An arbitrary together with what its values have in common. */
export interface Labelled<T> {
  readonly label: string;
  readonly arbitrary: fc.Arbitrary<T>;
}

/** What a step of a sequence does. */
export type StepKind = 'create' | 'get' | 'list' | 'update' | 'delete' | 'tag' | 'untag' | 'listTags';

/** One call of a sequence, as plain data that names no ARN. */
export type Step = {
  readonly does: StepKind;
  readonly operation: string;
  /** Kind of resource that it is about. */
  readonly resource: string;
  /** Which of the earlier resources of the kind, or for a new one, of its parents: 0 is the latest, and it goes round. */
  readonly on: number;
  /** Members that name no resource. */
  readonly input: JsonObject;
  /** Members that refer to others: which of the earlier resources of that kind; null switches the reference off. */
  readonly names: { [member: string]: number | null };
  /** Filter of a list, which looks for what the resource has; empty for none. */
  readonly filter: string;
};

/** Which steps are generated. */
export interface StepOptions {
  /** What resources are made with. Default: valid inputs of their create operation that name no other resource. */
  readonly inputs?: fc.Arbitrary<JsonObject>;
  /** What resources may be made with just as well, and what their inputs are shrunk to first. */
  readonly least?: JsonObject;
  /** What steps do. Default: anything. */
  readonly kinds?: readonly StepKind[];
  /** Members by which they may refer to other resources. Default: all. */
  readonly references?: readonly string[];
}
