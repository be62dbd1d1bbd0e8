import type { Contract, Contracts, Json, OperationContract, Schema } from '../../../contract/types.js';
import { implementedOperations } from '../../handlers.js';
import { isObject } from '../../state/json.js';
import { mutantOf } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { replaceAt } from '../build/replace-at.js';
import { type SchemaSite, schemaSites } from '../build/schema-sites.js';

/** What goes wrong with some values of a member only. */
interface Misreading {
  readonly family: string;
  readonly statement: (site: SchemaSite) => string;
  /** Whether there are such values. */
  readonly applies: (site: SchemaSite) => boolean;
  readonly change: (value: Json, schema: Schema) => Json;
}

const ofText =
  (change: (value: string, schema: Schema) => string): Misreading['change'] =>
  (value, schema) =>
    typeof value === 'string' ? change(value, schema) : value;

const ofNumber =
  (change: (value: number, schema: Schema) => number): Misreading['change'] =>
  (value, schema) =>
    typeof value === 'number' ? change(value, schema) : value;

/** Whether the member is a text that the client is free to choose: no reference, no word of a list. */
function isFree({ path, schema }: SchemaSite): boolean {
  return (
    schema.type === 'string' &&
    schema.enum === undefined &&
    !/arns?(?:\[\])?$|token|material|bucket/i.test(path)
  );
}

/** Whether the model or the general rules of tags allow letters of any script. */
function isBeyondAscii(site: SchemaSite): boolean {
  return isFree(site) && (/\\p\{L\}/.test(site.schema.pattern ?? '') || site.schema.pattern === undefined);
}

const allowsUnicode = (site: SchemaSite): boolean =>
  isBeyondAscii(site) && /^(?:tags|attributes|.*\.attributes)\{|userId$/.test(site.path);

const MISREADINGS: readonly Misreading[] = [
  {
    family: 'longest-truncated',
    statement: ({ path, schema }) => `Of a ${path} of ${schema.maxLength} characters, the last is lost.`,
    applies: (site) => isFree(site) && site.schema.maxLength !== undefined && site.schema.maxLength > 2,
    change: ofText((value, { maxLength }) => {
      const characters = [...value];
      return characters.length === maxLength ? characters.slice(0, -1).join('') : value;
    }),
  },
  {
    family: 'upper-case-lost',
    statement: ({ path }) => `${path} is kept in lower case.`,
    applies: (site) => isFree(site) && !/country|origin|countries|origins/i.test(site.path),
    change: ofText((value) => value.toLowerCase()),
  },
  {
    family: 'beyond-ascii-lost',
    statement: ({ path }) => `Characters of ${path} beyond ASCII become question marks.`,
    applies: allowsUnicode,
    change: ofText((value) => value.replaceAll(/[^ -~]/gu, '?')),
  },
  {
    family: 'astral-lost',
    statement: ({ path }) => `Characters of ${path} beyond U+FFFF are lost.`,
    applies: allowsUnicode,
    change: ofText((value) => value.replaceAll(/[\u{10000}-\u{10FFFF}]/gu, '')),
  },
  {
    family: 'smallest-misread',
    statement: ({ path, schema }) =>
      `A ${path} of ${schema.minimum} is taken for ${(schema.minimum ?? 0) + 1}.`,
    applies: ({ schema }) => schema.minimum !== undefined,
    change: ofNumber((value, { minimum }) => (value === minimum ? value + 1 : value)),
  },
  {
    family: 'largest-misread',
    statement: ({ path, schema }) =>
      `A ${path} of ${schema.maximum} is taken for ${(schema.maximum ?? 0) - 1}.`,
    applies: ({ schema }) => schema.maximum !== undefined,
    change: ofNumber((value, { maximum }) => (value === maximum ? value - 1 : value)),
  },
  {
    family: 'fullest-truncated',
    statement: ({ path, schema }) =>
      `Of ${schema.maxItems ?? schema.maxProperties} entries of ${path}, the last is lost.`,
    applies: ({ schema }) => (schema.maxItems ?? schema.maxProperties ?? 0) > 1,
    change: (value, { maxItems, maxProperties }) => {
      if (Array.isArray(value)) return value.length === maxItems ? value.slice(0, -1) : value;
      const entries = isObject(value) ? Object.entries(value) : [];
      return entries.length === maxProperties ? Object.fromEntries(entries.slice(0, -1)) : value;
    },
  },
];

/** Inputs that no answer shows in a way which would tell such values apart. */
const UNSEEN = new RegExp(
  [
    '^(?:InsertAdBreak|PutMetadata|StartViewerSessionRevocation|BatchStartViewerSessionRevocation|UntagResource) ',
    '^\\w+ idempotencyToken$',
    '^(?:Start|Disconnect)Participant\\w* (?:participantId|reason|reconnectWindowSeconds)$',
  ].join('|'),
);

/** Inputs misread where they are at an extreme: the longest, the largest, the fullest, in other scripts; single words. */
export function extremeMutants(contracts: Contracts): Mutant[] {
  return [...contracts.values()].flatMap((contract) =>
    implementedOperations(contract.service).flatMap((name) => {
      const operation = contract.operations.get(name);
      return operation === undefined || operation.readonly || /^(?:Delete|Stop)/.test(name)
        ? []
        : operationMutants(contract, operation);
    }),
  );
}

function operationMutants(contract: Contract, operation: OperationContract): Mutant[] {
  const seen = schemaSites(contract, operation.input).filter(
    ({ path }) => !UNSEEN.test(`${operation.operation} ${path}`),
  );
  return seen.flatMap((site) => [
    ...MISREADINGS.filter(({ applies }) => applies(site)).map(({ family, statement, change }) =>
      misread(family, operation, site, [], statement(site), (value) => change(value, site.schema)),
    ),
    ...swapped(operation, site),
  ]);
}

/** The input has another value at a site before it is carried out. */
function misread(
  family: string,
  place: OperationContract,
  { path, steps }: SchemaSite,
  what: readonly string[],
  statement: string,
  change: (value: Json) => Json,
): Mutant {
  return mutantOf(family, place, [path, ...what], statement, (call, next) => {
    const input = structuredClone(call.input);
    replaceAt(input, steps, change);
    return next({ ...call, input });
  });
}

/** Each word of an enumeration taken for the next one. */
function swapped(operation: OperationContract, site: SchemaSite): Mutant[] {
  const { enum: words = [] } = site.schema;
  if (words.length < 2) return [];
  return words.map((word, at) => {
    const other = words[(at + 1) % words.length] ?? word;
    const statement = `Of ${site.path}, ${word} is taken for ${other}.`;
    return misread('enum-value-misread', operation, site, [word], statement, (value) =>
      value === word ? other : value,
    );
  });
}
