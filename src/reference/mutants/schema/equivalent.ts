import type { OperationContract, Schema } from '../../../contract/types.js';
import type { SchemaSite } from '../build/schema-sites.js';

/** A change of one constraint. */
export interface ConstraintChange {
  readonly family: string;
  /** JSON Schema keyword; for `enum-value-refused` the value. */
  readonly keyword: string;
  readonly statement: string;
  readonly change: (schema: Schema) => Schema;
}

/** A schema with alternatives, which contracts have no need of. */
interface Alternatives extends Schema {
  readonly anyOf: readonly (Schema | { readonly not: Schema })[];
}

/** What satisfies any of several schemas. */
export function either(...anyOf: Alternatives['anyOf']): Schema {
  const alternatives: Alternatives = { anyOf };
  return alternatives;
}

/** References for which an operation declares no ResourceNotFoundException: unknown ones are invalid like ill-formed ones. */
const UNDECLARED_REFERENCES: ReadonlyMap<string, RegExp> = new Map([
  ['CreateStage', /storageConfigurationArn$/],
  ['CreateIngestConfiguration', /^stageArn$/],
]);

/**
 * Whether a change of a constraint makes no difference that any request could show, because something else in the
 * reference endpoint refuses (or cannot even carry) the same values with the same error.
 */
export function isEquivalent(
  { service, operation, http }: OperationContract,
  { path, schema, steps: [first] }: SchemaSite,
  { family, keyword }: ConstraintChange,
): boolean {
  const location = first?.to === 'member' ? http.input[first.member]?.location : undefined;
  if (location === 'uri') {
    return (
      service !== 'ivs' || family === 'constraint-tighter' || !['pattern', 'maxLength'].includes(keyword)
    );
  }
  if (location === 'querystring' && ['type', 'minItems'].includes(keyword)) return true;
  if (path.endsWith('{key}') && keyword === 'type') return true;
  // What is no key is refused as such: none, another type, other text than the pattern allows.
  if (path === 'publicKeyMaterial') return true;
  if (path === 'nextToken') return !shownByToken(family, keyword);
  if (path.endsWith('allowedOrigins[]') && keyword === 'minLength') return true;
  if (path.endsWith('allowedCountries[]')) return family !== 'constraint-tighter' && keyword !== 'type';
  if (keyword === 'minLength') return isLengthSettled(schema, family);
  if (keyword === 'minItems') return family === 'constraint-looser';
  if (path === 'tags' && operation === 'TagResource') {
    return keyword === 'maxProperties' && family !== 'constraint-tighter';
  }
  // Of three destinations two are of the same kind, which the prose forbids as well.
  if (path === 'destinations' && keyword === 'maxItems') return family !== 'constraint-tighter';
  // That there is exactly one destination is stated by the prose as well.
  if (path === 'destinationConfiguration') return keyword === 'type' || keyword === 'required';
  if (path === 'destinationConfiguration.s3' && keyword === 'required') return true;
  // The value one beyond is odd, which the prose forbids as well.
  if (/^video\.(width|height)$/.test(path) && family === 'constraint-looser') return true;
  return (
    ['pattern', 'maxLength'].includes(keyword) && UNDECLARED_REFERENCES.get(operation)?.test(path) === true
  );
}

/** Tokens that were not issued are refused whatever their form; only these changes show. */
function shownByToken(family: string, keyword: string): boolean {
  return (
    keyword === 'type' || (family === 'constraint-tighter' && ['minLength', 'required'].includes(keyword))
  );
}

/** Whether the pattern (or a rule of the prose) alone decides about strings at the bound. */
function isLengthSettled({ pattern, minLength = 0 }: Schema, family: ConstraintChange['family']): boolean {
  const matches = (length: number): boolean =>
    pattern === undefined || new RegExp(pattern, 'u').test('a'.repeat(length));
  if (family === 'constraint-tighter') return !matches(minLength);
  if (family === 'constraint-looser' && minLength === 1) return true;
  return !matches(minLength - 1);
}
