import { TIMESTAMP_PATTERN } from '../schema/timestamp.js';
import type { Pagination, Schema } from '../types.js';
import type { ContractDocument, SelfContainedSchema } from './document.js';

/** A contract document as text for a terminal, without colours. */
export function renderContract(document: ContractDocument): string {
  const { service, operation, revision, documentation, http, pagination, idempotencyToken } = document;
  const paging = pagination && ['', 'Pagination', `  ${pages(pagination)}`];
  const token = idempotencyToken && ['', 'Idempotency token', `  ${idempotencyToken}`];
  return [
    `${operation}  (${service}, revision ${revision}${document.readonly ? ', only reads' : ''})`,
    documentation,
    '',
    `${http.method} ${http.uri} → ${http.status}${http.hasOutput ? '' : ', no body'}`,
    ...boundMembers(document),
    '',
    'Input',
    ...memberLines(document.input),
    '',
    'Output',
    ...memberLines(document.output),
    '',
    'Errors',
    ...errorLines(document),
    ...(paging ?? []),
    ...(token ?? []),
    ...sensitiveLines(document),
    '',
  ].join('\n');
}

function pages({ limit, items, inputToken, outputToken }: Pagination): string {
  return `at most ${limit} of ${items}; the answer's ${outputToken}, sent as ${inputToken}, gives the next page`;
}

function errorLines({ errors }: ContractDocument): string[] {
  return [...errors].sort((a, b) => a.status - b.status).map(({ status, code }) => `  ${status} ${code}`);
}

function boundMembers({ http }: ContractDocument): string[] {
  const inputs = Object.entries(http.input).map(
    ([member, { location, name }]) => `  ${member}: ${location} ${name}`,
  );
  const outputs = Object.entries(http.outputHeaders).map(
    ([member, name]) => `  ${member}: response header ${name}`,
  );
  return [...inputs, ...outputs];
}

function sensitiveLines({ sensitive }: ContractDocument): string[] {
  const paths = [
    ...sensitive.input.map((path) => `  input ${path}`),
    ...sensitive.output.map((path) => `  output ${path}`),
  ];
  return paths.length === 0 ? [] : ['', 'Sensitive', ...paths];
}

function memberLines(schema: SelfContainedSchema): string[] {
  const rows = memberRows(schema, schema, '  ', []);
  if (rows.length === 0) return ['  (no members)'];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, facts]) => `${name.padEnd(width)}  ${facts}`);
}

type Row = readonly [name: string, facts: string];

/** One row for each member, those of nested structures indented below it; a recursive shape is entered once. */
function memberRows(
  root: SelfContainedSchema,
  schema: Schema,
  indent: string,
  within: readonly string[],
): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const required = schema.required?.includes(name) ? 'required' : undefined;
    const [label, shape, refs] = unwrap(root, name, property);
    const facts = [required, ...describe(root, property), sizes(root, property)];
    const row: Row = [`${indent}${label}`, facts.filter((fact) => fact !== undefined).join(', ')];
    const recurs = refs.some((ref) => within.includes(ref));
    return [row, ...(recurs ? [] : memberRows(root, shape, `${indent}  `, [...within, ...refs]))];
  });
}

/** Name with `[]` for lists, the schema of the innermost item, and the references passed on the way. */
function unwrap(root: SelfContainedSchema, name: string, schema: Schema): [string, Schema, string[]] {
  const shape = dereference(root, schema);
  const refs = schema.$ref === undefined ? [] : [schema.$ref];
  if (shape.items === undefined) return [name, shape, refs];
  const [label, item, innerRefs] = unwrap(root, `${name}[]`, shape.items);
  return [label, item, [...refs, ...innerRefs]];
}

function dereference(root: SelfContainedSchema, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const { $ref, ...beside } = schema;
  return { ...root.$defs[$ref.slice($ref.lastIndexOf('/') + 1)], ...beside };
}

/** What one value may be: of a list, its items. */
function describe(root: SelfContainedSchema, schema: Schema): (string | undefined)[] {
  const shape = dereference(root, schema);
  if (shape.items !== undefined) return [...describe(root, shape.items), defaultOf(shape)];
  if (typeof shape.additionalProperties === 'object') {
    const key = describe(root, shape.propertyNames ?? {}).join(', ');
    return ['map', `keys (${key})`, `values (${describe(root, shape.additionalProperties).join(', ')})`];
  }
  return [
    shape.enum === undefined ? shape.type : shape.enum.map((value) => JSON.stringify(value)).join(' | '),
    range(shape.minLength, shape.maxLength, ' characters'),
    range(shape.minimum, shape.maximum, ''),
    shape.pattern === TIMESTAMP_PATTERN ? 'ISO 8601 timestamp' : shape.pattern,
    defaultOf(shape),
    shape.deprecated === true ? 'deprecated' : undefined,
  ].filter((fact) => fact !== undefined);
}

function defaultOf({ default: value }: Schema): string | undefined {
  return value === undefined ? undefined : `default ${JSON.stringify(value)}`;
}

function sizes(root: SelfContainedSchema, schema: Schema): string | undefined {
  const shape = dereference(root, schema);
  return (
    range(shape.minItems, shape.maxItems, ' items') ??
    range(shape.minProperties, shape.maxProperties, ' entries')
  );
}

function range(min: number | undefined, max: number | undefined, unit: string): string | undefined {
  if (min === undefined && max === undefined) return undefined;
  if (max === undefined) return `at least ${min}${unit}`;
  return min === undefined ? `at most ${max}${unit}` : `${min}..${max}${unit}`;
}
