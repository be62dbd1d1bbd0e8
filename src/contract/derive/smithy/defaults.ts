import type { Json, JsonObject } from '../../types.js';
import { type ModelShape, membersOf, type ServiceModel, shapeOf } from './model.js';

/** What the prose of a member says of its default. */
export type StatedDefault =
  | { readonly kind: 'silent' }
  | { readonly kind: 'value'; readonly value: Json }
  /** The prose speaks of a default that is no constant of the member's type; `prose` is for a reviewer's eyes. */
  | { readonly kind: 'unresolved'; readonly prose: string };

const STATEMENT = /\b(?:default:|defaults to|the default value is)\s+/gi;

/** Reads the default that the documentation of a member states, for a member of this shape. */
export function statedDefault(
  documentation: string | undefined,
  shapeName: string,
  model: ServiceModel,
): StatedDefault {
  const text = plainText(documentation ?? '');
  const mention = text.search(/default/i);
  if (mention < 0) return { kind: 'silent' };
  const statements = [...text.matchAll(STATEMENT)];
  const [statement] = statements;
  const unresolved = { kind: 'unresolved', prose: excerpt(text, statement?.index ?? mention) } as const;
  if (statement === undefined || statements.length > 1) return unresolved;
  const stated = sentence(text.slice(statement.index + statement[0].length));
  const value = readValue(stated, shapeOf(model, shapeName), model);
  return value === undefined ? unresolved : { kind: 'value', value };
}

/** Prose without its markup, with straight quotes. */
function plainText(html: string): string {
  return html
    .replace(/<\/p>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&quot;|[“”]/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The text up to the full stop that ends the sentence. */
function sentence(text: string): string {
  return (text.split(/\.(?:\s|$)/, 1)[0] ?? '').trim();
}

function excerpt(text: string, from: number): string {
  return text.slice(Math.max(0, from - 40), from + 120);
}

/** The value that a statement gives, or `undefined` when it is no constant that the shape accepts. */
function readValue(stated: string, shape: ModelShape, model: ServiceModel): Json | undefined {
  const remark = /\((.*)\)$/.exec(stated)?.[1];
  const value = stated.replace(/\s*\(.*\)$|, which .*$/, '');
  switch (shape.type) {
    case 'list':
      return remark === 'an empty array' ? [] : readList(value, shape, model);
    case 'structure':
      return remark === undefined ? undefined : readStructure(remark, shape, model);
    default:
      return readScalar(value, shape);
  }
}

function readScalar(value: string, shape: ModelShape): Json | undefined {
  switch (shape.type) {
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : undefined;
    case 'integer':
    case 'long':
      return /^-?\d+$/.test(value) ? within(Number(value), shape) : undefined;
    case 'float':
    case 'double':
      return /^-?\d+(?:\.\d+)?$/.test(value) ? within(Number(value), shape) : undefined;
    case 'string':
      if (shape.enum !== undefined) return shape.enum.includes(value) ? value : undefined;
      return value === '""' && (shape.min ?? 0) === 0 ? '' : undefined;
    default:
      return undefined;
  }
}

function within(value: number, shape: ModelShape): number | undefined {
  return value >= (shape.min ?? -Infinity) && value <= (shape.max ?? Infinity) ? value : undefined;
}

/** `PUBLISH, SUBSCRIBE`: a list of enum values. */
function readList(value: string, shape: ModelShape, model: ServiceModel): Json | undefined {
  if (shape.member === undefined) return undefined;
  const item = shapeOf(model, shape.member.shape);
  if (item.enum === undefined) return undefined;
  const items: Json[] = [];
  for (const word of value.split(/,\s*/)) {
    const read = readScalar(word, item);
    if (read === undefined) return undefined;
    items.push(read);
  }
  return items;
}

/** `enabled set to false, durationSeconds set to 15`: a structure with every required member named. */
function readStructure(remark: string, shape: ModelShape, model: ServiceModel): Json | undefined {
  const settings = new Map<string, string>();
  for (const part of remark.split(/,\s*/)) {
    const [, member, value] = /^(\w+) set to (\S+)$/.exec(part) ?? [];
    if (member === undefined || value === undefined || shape.members?.[member] === undefined)
      return undefined;
    settings.set(member, value);
  }
  if (shape.required?.some((member) => !settings.has(member))) return undefined;
  const structure: JsonObject = {};
  for (const [member, { shape: memberShape }] of membersOf(shape)) {
    const value = settings.get(member);
    if (value === undefined) continue;
    const read = readScalar(value, shapeOf(model, memberShape));
    if (read === undefined) return undefined;
    structure[member] = read;
  }
  return structure;
}
