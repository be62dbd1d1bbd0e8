import { resolve } from '../load.js';
import type { Contract, HttpBinding, Json, OperationContract, Schema } from '../types.js';

/** The keywords that a value can break one at a time. */
export const CONSTRAINT_KEYWORDS = [
  'enum',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
] as const;

/** One constraint of a schema, at the member that it constrains. */
export interface Constraint {
  /** `destinations[].s3.storageConfigurationArn`; `tags{}` for the values of a map, `tags{key}` for its keys. */
  readonly member: string;
  readonly keyword: 'required' | (typeof CONSTRAINT_KEYWORDS)[number];
  /** The keyword's value; `true` for `required`. */
  readonly value: Json;
}

/** A default, at the member that has it (paths as in {@link Constraint}). */
export interface MemberDefault {
  readonly member: string;
  readonly default: Json;
}

/** Lengths and sizes of at least zero, which no value breaks. */
const LOWER_SIZES: readonly string[] = ['minLength', 'minItems', 'minProperties'];

/** Every constraint of a schema and of all that it holds, in the order of its members. */
export function constraintsOf(contract: Contract, schema: Schema): Constraint[] {
  const constraints: Constraint[] = [];
  for (const { member, schema: found, isRequired } of membersOf(contract, schema)) {
    if (isRequired) constraints.push({ member, keyword: 'required', value: true });
    for (const keyword of CONSTRAINT_KEYWORDS) {
      const value = found[keyword];
      if (value === undefined || (value === 0 && LOWER_SIZES.includes(keyword))) continue;
      constraints.push({ member, keyword, value: isList(value) ? [...value] : value });
    }
  }
  return constraints;
}

/** The sides of a constraint that a request can be on, so that nothing else is broken. */
export interface AskableConstraint extends Constraint {
  /** Whether it can be broken alone. Otherwise only what keeps it can be sent. */
  readonly isBreakable: boolean;
}

/**
 * The constraints of an operation's input that a request can ask about. A least length that nothing falls below
 * without breaking the member's pattern as well is none of them. A member in the URI cannot be left out: an empty one
 * makes another path.
 */
export function askableConstraints(
  contract: Contract,
  { operation, input, http }: OperationContract,
): AskableConstraint[] {
  const all = constraintsOf(contract, input);
  return all
    .filter((each) => !isImplied(each, all) && !(isInPath(http, each) && each.keyword === 'minLength'))
    .map((each) => ({
      ...each,
      isBreakable:
        !(isInPath(http, each) && each.keyword === 'required') && isSettled(contract, operation, each),
    }));
}

/** Names a constraint of an operation's input. */
export function constraintKey(operation: string, { member, keyword }: Constraint): string {
  return `${operation} ${member} ${keyword}`;
}

/** Whether a value that breaks the constraint is refused whatever later revision an endpoint knows of. */
export function isSettled(contract: Contract, operation: string, each: Constraint): boolean {
  return contract.unsettled?.has(constraintKey(operation, each)) !== true;
}

function isInPath(http: HttpBinding, { member }: Constraint): boolean {
  return http.input[member]?.location === 'uri';
}

function isImplied({ member, keyword, value }: Constraint, all: readonly Constraint[]): boolean {
  if (keyword !== 'minLength' || value !== 1) return false;
  const pattern = all.find((other) => other.member === member && other.keyword === 'pattern');
  return pattern !== undefined && !new RegExp(String(pattern.value), 'u').test('');
}

/** Every default of a schema and of all that it holds. */
export function defaultsOf(contract: Contract, schema: Schema): MemberDefault[] {
  return membersOf(contract, schema).flatMap(({ member, schema: found }) =>
    found.default === undefined ? [] : [{ member, default: found.default }],
  );
}

/** A place in a schema. */
export interface MemberSchema {
  /** Path as in {@link Constraint}; empty for the schema itself. */
  readonly member: string;
  /** Resolved: no `$ref`. */
  readonly schema: Schema;
  /** Whether the structure around it requires it. */
  readonly isRequired: boolean;
}

const members = new WeakMap<Contract, WeakMap<Schema, readonly MemberSchema[]>>();

/** All members of a schema at any depth, depth first; a recursive shape is entered once. */
export function membersOf(contract: Contract, schema: Schema): readonly MemberSchema[] {
  const known = members.get(contract) ?? new WeakMap<Schema, readonly MemberSchema[]>();
  members.set(contract, known);
  const found = known.get(schema) ?? findMembers(contract, schema);
  known.set(schema, found);
  return found;
}

function findMembers(contract: Contract, schema: Schema): MemberSchema[] {
  const found: MemberSchema[] = [];
  const visit = (member: string, at: Schema, isRequired: boolean, within: readonly string[]): void => {
    const resolved = resolve(contract, at);
    found.push({ member, schema: resolved, isRequired });
    if (at.$ref !== undefined && within.includes(at.$ref)) return;
    const inner = at.$ref === undefined ? within : [...within, at.$ref];
    for (const [name, property] of Object.entries(resolved.properties ?? {})) {
      const path = member === '' ? name : `${member}.${name}`;
      visit(path, property, resolved.required?.includes(name) ?? false, inner);
    }
    if (resolved.items !== undefined) visit(`${member}[]`, resolved.items, false, inner);
    if (resolved.propertyNames !== undefined) visit(`${member}{key}`, resolved.propertyNames, false, inner);
    if (typeof resolved.additionalProperties === 'object') {
      visit(`${member}{}`, resolved.additionalProperties, false, inner);
    }
  };
  visit('', schema, false, []);
  return found;
}

function isList(value: Json | readonly string[]): value is readonly string[] {
  return Array.isArray(value);
}

/** The first step of the path of a member: `tags` of `tags{key}`. */
export function headOf(path: string): string {
  return path.split(/[.[{]/)[0] ?? '';
}
