import fc from 'fast-check';
import { resolve } from '../../src/contract/load.js';
import { type Constraint, constraintsOf, membersOf } from '../../src/contract/schema/constraints.js';
import type { Contract, Json, Schema } from '../../src/contract/types.js';
import type { Boundary, Broken, Labelled, LimitKeyword, SchemaOptions } from '../types.js';
import { whole } from './build.js';
import { type Limit, valuesAt } from './schema/limits.js';
import { integerOf, numberOf } from './schema/numbers.js';
import { schemaAt } from './schema/schema-at.js';
import { textNear, wordsNear } from './text/near-text.js';
import { shapeName, textAgainst, wordOutside } from './text/text.js';

/** A constraint that no case was made of, with the reason. */
export interface LeftOut {
  readonly member: string;
  readonly keyword: Broken['keyword'];
  readonly reason: string;
}

/** Both sides of every limit of a schema, and the limits that cannot be left alone. */
export function boundaryCases(
  contract: Contract,
  schema: Schema,
  options: SchemaOptions,
): (Boundary | LeftOut)[] {
  return limitsOf(contract, schema).map((limit) => {
    const { member, keyword } = limit;
    const inside = valuesAt(contract, limit, 'inside', options);
    if (inside === undefined) return { member, keyword, reason: 'no valid value sits on the limit' };
    const outside = valuesAt(contract, limit, 'outside', options);
    if (outside === undefined)
      return { member, keyword, reason: 'beyond the limit, the pattern is broken too' };
    return {
      member,
      keyword,
      limit: limit.limit,
      inside: whole(contract, schema, options, { member, value: inside }),
      outside: whole(contract, schema, options, { member, value: outside }),
    };
  });
}

/** Every constraint of a schema broken alone, and those that cannot be. */
export function brokenCases(
  contract: Contract,
  schema: Schema,
  options: SchemaOptions,
): (Broken | LeftOut)[] {
  const built = (member: string, value: fc.Arbitrary<Json> | undefined) =>
    whole(contract, schema, options, { member, value });
  const nearly = (member: string, plain: fc.Arbitrary<Json>, near: readonly Labelled<Json>[]) =>
    near.map(({ label, arbitrary }) => ({ label, arbitrary: built(member, shrinkingTo(plain, arbitrary)) }));
  const constraints = constraintsOf(contract, schema).map(({ member, keyword }): Broken | LeftOut => {
    if (keyword === 'required') return { member, keyword, arbitrary: built(member, undefined), near: [] };
    const value = breakingValues(contract, schema, { member, keyword }, options);
    if (value === undefined) return { member, keyword, reason: reasonAgainst(keyword) };
    const near = nearValues(contract, schema, { member, keyword });
    return { member, keyword, arbitrary: built(member, value), near: nearly(member, value, near) };
  });
  const types = typedMembers(contract, schema).map(({ member, value, near }): Broken => {
    return { member, keyword: 'type', arbitrary: built(member, value), near: nearly(member, value, near) };
  });
  return [...constraints, ...types];
}

/** Values of the first arbitrary are shrunk to only if there is a chance to draw them. */
const NEARLY_ALWAYS = 1_000_000;

/** Values of the second arbitrary, that are shrunk to those of the first where these will do. */
function shrinkingTo<T>(plain: fc.Arbitrary<T>, near: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: plain, weight: 1 },
    { arbitrary: near, weight: NEARLY_ALWAYS },
  );
}

function reasonAgainst(keyword: Broken['keyword']): string {
  return keyword === 'pattern'
    ? 'no string as long as allowed is known to break the pattern'
    : 'whatever breaks it breaks the pattern too';
}

type Named = Pick<Constraint, 'member'> & { readonly keyword: Exclude<Constraint['keyword'], 'required'> };

function breakingValues(
  contract: Contract,
  schema: Schema,
  { member, keyword }: Named,
  options: SchemaOptions,
): fc.Arbitrary<Json> | undefined {
  const own = schemaAt(contract, schema, member);
  const resolved = resolve(contract, own);
  switch (keyword) {
    case 'enum':
      return wordOutside(resolved.enum ?? []);
    case 'pattern':
      return textAgainst({ shape: shapeName(own), schema: resolved }, resolved.pattern ?? '');
    default: {
      const limit = { member, schema: own, keyword, limit: resolved[keyword] ?? 0 };
      return valuesAt(contract, limit, 'beyond', options);
    }
  }
}

/** Values that nearly satisfy an enumeration or a pattern; limits have two sides of their own. */
function nearValues(
  contract: Contract,
  schema: Schema,
  { member, keyword }: Named,
): readonly Labelled<Json>[] {
  const own = schemaAt(contract, schema, member);
  const resolved = resolve(contract, own);
  if (keyword === 'enum') return wordsNear(resolved.enum ?? []);
  if (keyword !== 'pattern') return [];
  return textNear({ shape: shapeName(own), schema: resolved }, resolved.pattern ?? '');
}

function limitsOf(contract: Contract, schema: Schema): Limit[] {
  return constraintsOf(contract, schema).flatMap(({ member, keyword, value }) =>
    isLimit(keyword) && typeof value === 'number'
      ? [{ member, schema: schemaAt(contract, schema, member), keyword, limit: value }]
      : [],
  );
}

function isLimit(keyword: Constraint['keyword']): keyword is LimitKeyword {
  return keyword !== 'required' && keyword !== 'enum' && keyword !== 'pattern';
}

/** Values of every JSON type but null, which many services take as "absent"; simplest first. */
const BY_TYPE: readonly { readonly types: readonly Schema['type'][]; readonly value: Json }[] = [
  { types: ['boolean'], value: true },
  { types: ['integer', 'number'], value: 7 },
  { types: ['string'], value: 'text' },
  { types: ['array'], value: ['text'] },
  { types: ['object'], value: { key: 'text' } },
];

function valuesOfOtherTypes({ type, minimum = 0 }: Schema): Json[] {
  const values = BY_TYPE.filter(({ types }) => !types.includes(type)).map(({ value }) => value);
  return type === 'integer' ? [...values, minimum + 0.5] : values;
}

/** What a careless reader takes for a value of the type: text that says it, a list's only entry, a list of one. */
function lookAlikes(schema: Schema): Labelled<Json>[] {
  const label = 'look-alike';
  switch (schema.type) {
    case 'integer':
      return [{ label, arbitrary: integerOf(schema).map(String) }];
    case 'number':
      return [{ label, arbitrary: numberOf(schema).map(String) }];
    case 'boolean':
      return [{ label, arbitrary: fc.constantFrom<Json>('true', 'false', 1, 0) }];
    case 'array':
      return [{ label, arbitrary: fc.constantFrom<Json>('text', '["text"]', { 0: 'text' }) }];
    case 'object':
      return [{ label, arbitrary: fc.constantFrom<Json>('{}', [], [{}]) }];
    default:
      return [{ label, arbitrary: fc.constantFrom<Json>(0, 12, ['text']) }];
  }
}

interface Typed {
  readonly member: string;
  readonly value: fc.Arbitrary<Json>;
  readonly near: readonly Labelled<Json>[];
}

/** Values of another type for every member but the whole, and map keys, which are strings by nature. */
function typedMembers(contract: Contract, schema: Schema): Typed[] {
  return membersOf(contract, schema).flatMap(({ member, schema: found }) => {
    if (member === '' || member.endsWith('{key}') || found.type === undefined) return [];
    const value = fc.constantFrom(...valuesOfOtherTypes(found)).map((other) => structuredClone(other));
    return [{ member, value, near: lookAlikes(found) }];
  });
}
