import { createRequire } from 'node:module';
import type { Ajv2020, ErrorObject, Options } from 'ajv/dist/2020.js';
import type { Contract, Schema, ShapesDocument } from '../types.js';
import { abbreviated, expectation } from './wording.js';

/** One way in which a value breaks its schema. */
export interface SchemaProblem {
  /** Path of the member, as `channel.tags["team"]` or `errors[0].arn`; empty for the value itself. */
  readonly path: string;
  /** The JSON Schema keyword that is broken. */
  readonly keyword: string;
  /** What should be there, in words: `a string of at most 128 characters`. */
  readonly expected: string;
  /** What is there instead, abbreviated. */
  readonly observed: string;
}

const OPTIONS: Options = {
  strict: true,
  allErrors: true,
  verbose: true,
  unicodeRegExp: true,
  // A run judges some hundred values by each schema: optimising the validator costs more than it saves.
  code: { optimize: false },
};

const require = createRequire(import.meta.url);

/** Loaded when the first schema is compiled, so that listing checks, which compiles none, starts quickly. */
function createAjv(options: Options = {}): Ajv2020 {
  const loaded: typeof import('ajv/dist/2020.js') = require('ajv/dist/2020.js');
  return new loaded.Ajv2020({ ...OPTIONS, ...options });
}

/** A schema, compiled. */
interface Compiled {
  /** Every way in which a value breaks it. */
  readonly judge: (value: unknown) => SchemaProblem[];
  /** The same for when that is wanted; undefined where the value breaks nothing. */
  readonly lazily: (value: unknown) => (() => SchemaProblem[]) | undefined;
}

const validators = new WeakMap<ShapesDocument, Ajv2020>();
const compiled = new WeakMap<ShapesDocument, WeakMap<Schema, Compiled>>();

/**
 * A function that lists every way in which a value breaks a schema of the contract. It is compiled once for each
 * schema object and kept as long as the shapes, which contracts may share.
 */
export function compile(contract: Contract, schema: Schema): Compiled['judge'] {
  return compiledOf(contract, schema).judge;
}

/** Like {@link compile} for who mostly needs to know only whether there is any. */
export function compileLazily(contract: Contract, schema: Schema): Compiled['lazily'] {
  return compiledOf(contract, schema).lazily;
}

function compiledOf({ shapes }: Contract, schema: Schema): Compiled {
  const known = compiled.get(shapes) ?? new WeakMap<Schema, Compiled>();
  compiled.set(shapes, known);
  const earlier = known.get(schema);
  if (earlier !== undefined) return earlier;
  const validate = validatorOf(shapes).compile(schema);
  const lazily: Compiled['lazily'] = (value) => {
    if (validate(value)) return undefined;
    const errors = validate.errors ?? [];
    return () => problemsOf(errors);
  };
  const made: Compiled = { lazily, judge: (value) => lazily(value)?.() ?? [] };
  known.set(schema, made);
  return made;
}

/** The same for a schema that belongs to no contract: a report, a baseline. Compiled at each call. */
export function compileStandalone(schema: object): (value: unknown) => SchemaProblem[] {
  const validate = createAjv().compile(schema);
  return (value) => (validate(value) ? [] : problemsOf(validate.errors ?? []));
}

function validatorOf(shapes: ShapesDocument): Ajv2020 {
  const known = validators.get(shapes);
  if (known !== undefined) return known;
  const { $schema, $id, $defs } = shapes;
  // The contracts' own schemas are known to be sound (specs.test.ts): to look again takes half of the time.
  const ajv = createAjv({ strict: false, validateSchema: false });
  ajv.addSchema({ $schema, $id, $defs });
  validators.set(shapes, ajv);
  return ajv;
}

/**
 * Leaves out what adds nothing: that a value of the wrong type breaks an `enum` too, and that a broken key, reported
 * with its own keyword, also breaks `propertyNames`.
 */
function problemsOf(errors: readonly ErrorObject[]): SchemaProblem[] {
  const wrongType = new Set(
    errors.filter(({ keyword }) => keyword === 'type').map((error) => error.instancePath),
  );
  return errors
    .filter(({ keyword, instancePath }) => keyword === 'type' || !wrongType.has(instancePath))
    .filter(({ keyword }) => keyword !== 'propertyNames')
    .map(problemOf);
}

function problemOf(error: ErrorObject): SchemaProblem {
  const { keyword, instancePath, data, propertyName } = error;
  const params: { readonly [name: string]: unknown } = error.params;
  const path = memberPath(instancePath);
  switch (keyword) {
    case 'required':
      return {
        path: join(path, String(params.missingProperty)),
        keyword,
        expected: 'present',
        observed: 'absent',
      };
    case 'additionalProperties': {
      const member = String(params.additionalProperty);
      return { path: join(path, member), keyword, expected: 'no member of this name', observed: 'present' };
    }
    default: {
      const expected = expectation(keyword, params, error.schema);
      return propertyName === undefined
        ? { path, keyword, expected, observed: abbreviated(data) }
        : { path, keyword, expected: `as a key, ${expected}`, observed: abbreviated(propertyName) };
    }
  }
}

/** `/errors/0/arn` as `errors[0].arn`. */
function memberPath(instancePath: string): string {
  return instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, key) => (/^\d+$/.test(key) ? `${path}[${key}]` : join(path, key)), '');
}

function join(path: string, member: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(member)) return `${path}[${JSON.stringify(member)}]`;
  return path === '' ? member : `${path}.${member}`;
}
