import type { Json, Schema, ShapesDocument } from '../../contract/types.js';
import { isObject } from '../http/answer.js';

/**
 * Whether botocore, and with it the AWS CLI, sends an input at all: before sending it refuses unknown and missing
 * members, wrong types and what falls below a minimum, but leaves patterns, enums and maxima to the service.
 */
export function passesClientValidation(value: Json, schema: Schema, shapes: ShapesDocument): boolean {
  const resolved = resolveShape(schema, shapes);
  switch (resolved.type) {
    case 'string':
      return typeof value === 'string' && [...value].length >= (resolved.minLength ?? 0);
    case 'integer':
      return Number.isInteger(value) && isAtLeast(value, resolved.minimum);
    case 'number':
      return typeof value === 'number' && isAtLeast(value, resolved.minimum);
    case 'boolean':
      return typeof value === 'boolean';
    case 'array':
      return Array.isArray(value) && passesAsList(value, resolved, shapes);
    case 'object':
      return isObject(value) && passesAsObject(value, resolved, shapes);
    default:
      return true;
  }
}

function passesAsList(value: readonly Json[], schema: Schema, shapes: ShapesDocument): boolean {
  const { items = {}, minItems = 0 } = schema;
  return value.length >= minItems && value.every((item) => passesClientValidation(item, items, shapes));
}

function passesAsObject(
  value: { readonly [member: string]: Json },
  schema: Schema,
  shapes: ShapesDocument,
): boolean {
  const { properties = {}, required = [], additionalProperties = true, minProperties = 0 } = schema;
  if (required.some((member) => !Object.hasOwn(value, member))) return false;
  const members = Object.entries(value);
  if (members.length < minProperties) return false;
  return members.every(([name, member]) => {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (known !== undefined) return passesClientValidation(member, known, shapes);
    if (typeof additionalProperties === 'boolean') return additionalProperties;
    return passesClientValidation(member, additionalProperties, shapes);
  });
}

function isAtLeast(value: Json, minimum: number | undefined): boolean {
  return minimum === undefined || (typeof value === 'number' && value >= minimum);
}

/** A schema with the shape that it refers to in its place. */
export function resolveShape(schema: Schema, shapes: ShapesDocument): Schema {
  if (schema.$ref === undefined) return schema;
  const shape = shapes.$defs[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)];
  if (shape === undefined) throw new Error(`${shapes.$id} has no shape ${schema.$ref}`);
  const { $ref: _, ...beside } = schema;
  return { ...resolveShape(shape, shapes), ...beside };
}
