import fc from 'fast-check';
import { resolve } from '../../src/contract/load.js';
import type { Contract, Json, JsonObject, Schema } from '../../src/contract/types.js';
import type { SchemaOptions } from '../types.js';
import { assertMembers, isWithin, memberOf } from './schema/member-path.js';
import { integerOf, numberOf } from './schema/numbers.js';
import { shapeName, textOf } from './text/text.js';

/** One member that gets something else than its schema says: the constraint under test. */
export interface Target {
  readonly member: string;
  /** What to put there; undefined leaves the member out. */
  readonly value: fc.Arbitrary<Json> | undefined;
}

/** Lower and upper bound of a number of items or entries. */
export interface Bounds {
  readonly min: number;
  readonly max: number | undefined;
}

/** Arbitraries of JSON values, built along a schema. */
export class Builder {
  readonly #contract: Contract;
  readonly #overrides: ReadonlyMap<string, fc.Arbitrary<Json>>;
  readonly #omit: ReadonlySet<string>;
  readonly #require: readonly string[];
  readonly #single: readonly string[];
  readonly #target: Target | undefined;
  /** Every path that something special holds of. */
  readonly #special: readonly string[];

  constructor(contract: Contract, options: SchemaOptions, target?: Target) {
    this.#contract = contract;
    this.#overrides = new Map(Object.entries(options.overrides ?? {}));
    this.#omit = new Set(options.omit);
    this.#require = options.require ?? [];
    this.#single = options.single ?? [];
    this.#target = target;
    this.#special = [...this.#overrides.keys(), ...this.#omit, ...this.#require, ...this.#single];
  }

  /** Arbitrary of the values of the schema at a path. */
  build(schema: Schema, path: string): fc.Arbitrary<Json> {
    if (this.#target?.value !== undefined && this.#target.member === path) return this.#target.value;
    if (!this.#holdsTarget(path)) {
      const override = this.#overrides.get(path);
      if (override !== undefined) return override;
      if (!this.#special.some((special) => isWithin(special, path))) return plain(this.#contract, schema);
    }
    return this.shape(schema, path);
  }

  /** As {@link build}, but never replaces the value at the path itself, and lets lists and maps have other bounds. */
  shape(schema: Schema, path: string, bounds?: Bounds): fc.Arbitrary<Json> {
    const resolved = resolve(this.#contract, schema);
    if (resolved.const !== undefined) return fc.constant(resolved.const);
    if (resolved.enum !== undefined) return fc.constantFrom(...resolved.enum);
    switch (resolved.type) {
      case 'boolean':
        return fc.boolean();
      case 'integer':
        return integerOf(resolved);
      case 'number':
        return numberOf(resolved);
      case 'string':
        return this.#string(schema, resolved, path);
      case 'array':
        return this.#list(
          resolved,
          path,
          bounds ??
            this.#atLeast(
              `${path}[]`,
              resolved.minItems,
              this.#single.includes(path) ? 1 : resolved.maxItems,
            ),
        );
      case 'object':
        return typeof resolved.additionalProperties === 'object'
          ? this.#map(resolved, path, bounds)
          : this.#object(resolved, path);
      default:
        throw new Error(`the schema at ${JSON.stringify(path)} has no type to build values of`);
    }
  }

  #string(schema: Schema, resolved: Schema, path: string): fc.Arbitrary<string> {
    const text = textOf(
      { shape: shapeName(schema), schema: resolved },
      resolved.minLength ?? 0,
      resolved.maxLength,
    );
    if (text === undefined)
      throw new Error(`no string satisfies both the pattern and the lengths of ${path}`);
    return text;
  }

  #object(schema: Schema, path: string): fc.Arbitrary<JsonObject> {
    const model: { [member: string]: fc.Arbitrary<Json> } = {};
    const requiredKeys: string[] = [];
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const member = memberOf(path, name);
      if (this.#isLeftOut(member)) continue;
      model[name] = this.build(property, member);
      if (schema.required?.includes(name) === true || this.#isForced(member)) requiredKeys.push(name);
    }
    return fc.record(model, { requiredKeys, noNullPrototype: true });
  }

  #list(schema: Schema, path: string, { min, max }: Bounds): fc.Arbitrary<Json[]> {
    const items = schema.items ?? { type: 'string' };
    const inner = `${path}[]`;
    if (!this.#holdsTarget(inner)) return this.#items(items, inner, min, max);
    const others = this.#withoutTarget().#items(items, inner, Math.max(0, min - 1), max && max - 1);
    return fc.tuple(others, this.build(items, inner), fc.nat()).map(([rest, item, seed]) => {
      return rest.toSpliced(seed % (rest.length + 1), 0, item);
    });
  }

  /** Lists of strings hold none twice as long as there are enough: duplicates are another question. */
  #items(items: Schema, path: string, min: number, max: number | undefined): fc.Arbitrary<Json[]> {
    const item = this.build(items, path);
    const { type, enum: values } = resolve(this.#contract, items);
    const distinct = values?.length ?? Number.POSITIVE_INFINITY;
    const repeats = type !== 'string' || min > distinct || this.#overrides.has(path);
    const longest = Math.min(max ?? Number.POSITIVE_INFINITY, repeats ? Number.POSITIVE_INFINITY : distinct);
    const limits = Number.isFinite(longest) ? { minLength: min, maxLength: longest } : { minLength: min };
    return repeats ? fc.array(item, limits) : fc.uniqueArray(item, limits);
  }

  #map(schema: Schema, path: string, bounds: Bounds | undefined): fc.Arbitrary<JsonObject> {
    const [keyPath, valuePath] = [`${path}{key}`, `${path}{}`];
    const keySchema = schema.propertyNames ?? { type: 'string', minLength: 1 };
    const valueSchema = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
    const entries = bounds ?? this.#atLeast(valuePath, schema.minProperties, schema.maxProperties);
    const taken = this.#holdsTarget(keyPath) || this.#holdsTarget(valuePath) ? 1 : 0;
    const others = this.#withoutTarget();
    const rest = fc.dictionary(
      others.build(keySchema, keyPath).filter(isKey),
      others.build(valueSchema, valuePath),
      {
        minKeys: Math.max(0, entries.min - taken),
        ...(entries.max !== undefined && { maxKeys: entries.max - taken }),
        noNullPrototype: true,
        // Entries of a map are alike: a few show what many do, and are quicker to make and to read.
        size: '-1',
      },
    );
    if (taken === 0) return rest;
    const key = this.build(keySchema, keyPath).filter(isKey);
    return fc
      .tuple(rest, key, this.build(valueSchema, valuePath))
      .map(([map, name, value]) => ({ ...map, [name]: value }));
  }

  #atLeast(inner: string, min = 0, max?: number): Bounds {
    return { min: this.#isForced(inner) ? Math.max(1, min) : min, max };
  }

  #withoutTarget(): Builder {
    if (this.#target === undefined) return this;
    const options = {
      overrides: Object.fromEntries(this.#overrides),
      omit: [...this.#omit],
      require: this.#require,
      single: this.#single,
    };
    return new Builder(this.#contract, options);
  }

  #holdsTarget(path: string): boolean {
    return this.#target !== undefined && isWithin(this.#target.member, path);
  }

  #isLeftOut(member: string): boolean {
    if (this.#target?.member === member) return this.#target.value === undefined;
    return this.#omit.has(member) && !this.#holdsTarget(member);
  }

  #isForced(member: string): boolean {
    return this.#holdsTarget(member) || this.#require.some((path) => isWithin(path, member));
  }
}

/** `__proto__` as a key would set the prototype of many a receiver's object instead. */
function isKey(key: Json): key is string {
  return typeof key === 'string' && key !== '__proto__';
}

const plainArbitraries = new WeakMap<Contract, WeakMap<Schema, fc.Arbitrary<Json>>>();

/** Arbitrary of a schema that nobody has special wishes about; built once. */
function plain(contract: Contract, schema: Schema): fc.Arbitrary<Json> {
  const known = plainArbitraries.get(contract) ?? new WeakMap<Schema, fc.Arbitrary<Json>>();
  plainArbitraries.set(contract, known);
  const arbitrary = known.get(schema) ?? new Builder(contract, {}).shape(schema, '');
  known.set(schema, arbitrary);
  return arbitrary;
}

/** Arbitrary of a whole value, once the options are found to name members only. */
export function whole(
  contract: Contract,
  schema: Schema,
  options: SchemaOptions,
  target?: Target,
): fc.Arbitrary<Json> {
  const { overrides = {}, omit = [], require = [], single = [] } = options;
  assertMembers(contract, schema, [...Object.keys(overrides), ...omit, ...require, ...single]);
  return new Builder(contract, options, target).build(schema, '');
}
