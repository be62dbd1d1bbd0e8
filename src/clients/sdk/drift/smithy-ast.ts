import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JsonObject } from '../../../contract/types.js';

/** A member of a shape, or what an operation or a service refers to. */
export interface SmithyReference {
  readonly target: string;
  readonly traits?: JsonObject;
}

/** One shape; which members are there depends on its type. */
export interface SmithyShape {
  readonly type: string;
  readonly traits?: JsonObject;
  readonly members?: { readonly [member: string]: SmithyReference };
  readonly member?: SmithyReference;
  readonly key?: SmithyReference;
  readonly value?: SmithyReference;
  readonly input?: SmithyReference;
  readonly output?: SmithyReference;
  readonly errors?: readonly SmithyReference[];
  readonly version?: string;
  readonly operations?: readonly SmithyReference[];
  readonly collectionOperations?: readonly SmithyReference[];
  readonly resources?: readonly SmithyReference[];
  readonly create?: SmithyReference;
  readonly put?: SmithyReference;
  readonly read?: SmithyReference;
  readonly update?: SmithyReference;
  readonly delete?: SmithyReference;
  readonly list?: SmithyReference;
}

/** A model in the JSON form of Smithy, as far as a contract needs it. Shapes are named by absolute shape IDs. */
export interface SmithyModel {
  readonly smithy: string;
  readonly shapes: { readonly [id: string]: SmithyShape };
}

const REFERENCE = {
  type: 'object',
  required: ['target'],
  properties: { target: { type: 'string', minLength: 1 }, traits: { type: 'object' } },
};
const REFERENCES = { type: 'array', items: REFERENCE };

const SHAPE = {
  type: 'object',
  required: ['type'],
  properties: {
    type: { type: 'string' },
    traits: { type: 'object' },
    members: { type: 'object', additionalProperties: REFERENCE },
    version: { type: 'string' },
    ...Object.fromEntries(
      ['errors', 'operations', 'collectionOperations', 'resources'].map((name) => [name, REFERENCES]),
    ),
    ...Object.fromEntries(
      ['member', 'key', 'value', 'input', 'output', 'create', 'put', 'read', 'update', 'delete', 'list'].map(
        (name) => [name, REFERENCE],
      ),
    ),
  },
};

/** Whether a parsed file has the form of a Smithy model. */
export const isSmithyModel = new Ajv2020({ strict: true, strictRequired: false }).compile<SmithyModel>({
  type: 'object',
  required: ['smithy', 'shapes'],
  properties: {
    smithy: { type: 'string', pattern: '^[12](?:\\.|$)' },
    shapes: { type: 'object', additionalProperties: SHAPE },
  },
});

/** Name of a shape without its namespace. */
export function localName(id: string): string {
  return id.slice(id.indexOf('#') + 1);
}
