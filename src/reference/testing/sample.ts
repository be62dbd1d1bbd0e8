import { resolve } from '../../contract/load.js';
import { compile } from '../../contract/schema/compile.js';
import type { Contract, Json, JsonObject, Schema } from '../../contract/types.js';
import { contractOf, operationNamed, unknownArn } from './client.js';
import { numberedKey } from './keys.js';

/** ARN of a MediaTailor playback configuration, up to its name. */
export const PLAYBACK = 'arn:aws:mediatailor:us-west-2:123456789012:playbackConfiguration';

/** What prose asks of members beyond their schemas; the last part of a path → a value, and another one. */
const BY_NAME: { readonly [member: string]: readonly [Json, Json] } = {
  nextToken: ['', ''],
  publicKeyMaterial: [numberedKey(1), numberedKey(2)],
  'allowedCountries[]': ['DE', 'FR'],
  'allowedOrigins[]': ['https://a.example', 'https://b.example'],
  bucketName: ['bucket', 'other-bucket'],
  'multitrackInputConfiguration.enabled': [false, false],
  ingestProtocol: ['RTMPS', 'RTMP'],
};

/** Small enough for most ranges; sides of a video are even. */
const NUMBER = 6;
const WORDS = ['first', 'other'] as const;

/** A type of resource, where an ARN may be of any. */
const ANY = { ivs: 'channel', 'ivs-realtime': 'stage' } as const;

/** Which of two valid values. */
export type Which = 0 | 1;

/** A valid input of an operation with every member, or with these. ARNs name nothing. */
export function sampleInput(operation: string, which: Which = 0, members?: readonly string[]): JsonObject {
  const { service, input } = operationNamed(operation);
  return sampleOf(contractOf(service), input, which, members);
}

/** The least input with which an operation can succeed, as far as it names no resources. */
export function leastInput(operation: string): JsonObject {
  return sampleInput(operation, 0, operationNamed(operation).input.required ?? []);
}

/** The same of any structure of a contract. */
export function sampleOf(
  contract: Contract,
  { properties = {} }: Schema,
  which: Which = 0,
  members: readonly string[] = Object.keys(properties),
  path = '',
): JsonObject {
  const chosen = Object.entries(properties).filter(([name]) => members.includes(name));
  return Object.fromEntries(
    chosen.map(([name, one]) => [name, sample(contract, one, `${path}.${name}`, which)]),
  );
}

/** A valid value of a member with everything in it. */
function sample(contract: Contract, reference: Schema, path: string, which: Which): Json {
  const known = Object.entries(BY_NAME).find(([name]) => path.endsWith(`.${name}`));
  if (known !== undefined) return known[1][which];
  const schema = resolve(contract, reference);
  const { type, properties, items, additionalProperties, enum: words } = schema;
  if (words !== undefined) return words[which % words.length] ?? '';
  if (type === 'boolean') return which === 0;
  if (type === 'integer' || type === 'number') return number(schema, which);
  if (items !== undefined) return [sample(contract, items, `${path}[]`, which)];
  if (typeof additionalProperties === 'object')
    return { key: sample(contract, additionalProperties, `${path}{}`, which) };
  return properties === undefined
    ? word(contract, schema, which)
    : sampleOf(contract, schema, which, undefined, path);
}

function number({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Schema, which: Which): number {
  const first = Math.min(Math.max(NUMBER, minimum), maximum);
  return which === 0 ? first : first + 2 > maximum ? first - 1 : first + 2;
}

/** Text of the form that the schema wants; nothing where there may be no ARN. */
function word(contract: Contract, schema: Schema, which: Which): string {
  const { pattern = '', minLength = 0 } = schema;
  const type = /:([a-z-]+)\//.exec(pattern)?.[1] ?? ANY[contract.service];
  const texts = [
    ...(pattern.includes('arn:') ? [''] : []),
    WORDS[which].padEnd(minLength, 'a'),
    unknownArn(type),
    `${PLAYBACK}/${WORDS[which]}`,
    '2026-10-28T12:00:00Z',
    'st-'.padEnd(minLength, 'a'),
  ];
  const found = texts.find((text) => compile(contract, schema)(text).length === 0);
  if (found === undefined) throw new Error(`no text has the form ${pattern}`);
  return found;
}
