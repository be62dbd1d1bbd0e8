import { Ajv2020 } from 'ajv/dist/2020.js';

/** A service model that cannot be read or derived; the message says where and why. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

/** One member of a structure, as botocore writes it. */
export interface ModelMember {
  readonly shape: string;
  readonly documentation?: string;
  readonly location?: 'uri' | 'querystring' | 'header';
  readonly locationName?: string;
  readonly idempotencyToken?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
}

/** One shape, as botocore writes it; which members are there depends on its type. */
export interface ModelShape {
  readonly documentation?: string;
  readonly type:
    | 'structure'
    | 'list'
    | 'map'
    | 'string'
    | 'integer'
    | 'long'
    | 'float'
    | 'double'
    | 'boolean'
    | 'timestamp';
  readonly members?: { readonly [member: string]: ModelMember };
  readonly required?: readonly string[];
  readonly member?: ModelMember;
  readonly key?: ModelMember;
  readonly value?: ModelMember;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly sensitive?: boolean;
  readonly timestampFormat?: string;
  readonly exception?: boolean;
  readonly fault?: boolean;
  readonly error?: {
    readonly httpStatusCode: number;
    readonly code?: string;
    readonly senderFault?: boolean;
  };
}

/** One operation, as botocore writes it. */
export interface ModelOperation {
  readonly name: string;
  readonly documentation?: string;
  readonly http: {
    readonly method: 'GET' | 'POST' | 'DELETE' | 'PUT' | 'PATCH';
    readonly requestUri: string;
    readonly responseCode?: number;
  };
  readonly input?: { readonly shape: string };
  readonly output?: { readonly shape: string };
  readonly errors?: readonly { readonly shape: string }[];
  readonly readonly?: boolean;
}

/** A botocore `service-2.json`, as far as a contract needs it. */
export interface ServiceModel {
  readonly documentation?: string;
  readonly metadata: {
    readonly apiVersion: string;
    readonly endpointPrefix: string;
    readonly protocol: 'rest-json';
    readonly serviceId: string;
    readonly signingName?: string;
  };
  readonly operations: { readonly [operation: string]: ModelOperation };
  readonly shapes: { readonly [shape: string]: ModelShape };
}

/** A botocore `paginators-1.json`. */
export interface PaginatorsModel {
  readonly pagination: {
    readonly [operation: string]: {
      readonly input_token: string;
      readonly output_token: string;
      readonly limit_key: string;
      readonly result_key: string;
    };
  };
}

const NAME = { type: 'string', minLength: 1 };
const REFERENCE = { type: 'object', required: ['shape'], properties: { shape: NAME } };
const MEMBER = {
  ...REFERENCE,
  properties: {
    shape: NAME,
    documentation: { type: 'string' },
    location: { enum: ['uri', 'querystring', 'header'] },
    locationName: NAME,
  },
};

const SHAPE = {
  type: 'object',
  required: ['type'],
  properties: {
    documentation: { type: 'string' },
    type: {
      enum: [
        'structure',
        'list',
        'map',
        'string',
        'integer',
        'long',
        'float',
        'double',
        'boolean',
        'timestamp',
      ],
    },
    members: { type: 'object', additionalProperties: MEMBER },
    required: { type: 'array', items: NAME },
    member: MEMBER,
    key: MEMBER,
    value: MEMBER,
    enum: { type: 'array', items: { type: 'string' } },
    pattern: { type: 'string' },
    min: { type: 'number' },
    max: { type: 'number' },
    error: {
      type: 'object',
      required: ['httpStatusCode'],
      properties: { httpStatusCode: { type: 'integer', minimum: 400, maximum: 599 } },
    },
  },
};

const OPERATION = {
  type: 'object',
  required: ['name', 'http'],
  properties: {
    name: NAME,
    documentation: { type: 'string' },
    http: {
      type: 'object',
      required: ['method', 'requestUri'],
      properties: {
        method: { enum: ['GET', 'POST', 'DELETE', 'PUT', 'PATCH'] },
        requestUri: { type: 'string', pattern: '^/' },
        responseCode: { type: 'integer', minimum: 200, maximum: 299 },
      },
    },
    input: REFERENCE,
    output: REFERENCE,
    errors: { type: 'array', items: REFERENCE },
  },
};

const ajv = new Ajv2020({ strict: true, strictRequired: false });

/** Whether a parsed file has the form of a service model. */
export const isServiceModel = ajv.compile<ServiceModel>({
  type: 'object',
  required: ['metadata', 'operations', 'shapes'],
  properties: {
    documentation: { type: 'string' },
    metadata: {
      type: 'object',
      required: ['apiVersion', 'endpointPrefix', 'protocol', 'serviceId'],
      properties: {
        apiVersion: NAME,
        endpointPrefix: NAME,
        protocol: { const: 'rest-json' },
        serviceId: NAME,
        signingName: NAME,
      },
    },
    operations: { type: 'object', minProperties: 1, additionalProperties: OPERATION },
    shapes: { type: 'object', minProperties: 1, additionalProperties: SHAPE },
  },
});

/** Whether a parsed file has the form of a paginators file. */
export const isPaginatorsModel = ajv.compile<PaginatorsModel>({
  type: 'object',
  required: ['pagination'],
  properties: {
    pagination: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['input_token', 'output_token', 'limit_key', 'result_key'],
        properties: { input_token: NAME, output_token: NAME, limit_key: NAME, result_key: NAME },
      },
    },
  },
});

/**
 * The shape of a name.
 * @throws ModelError when the model lacks it
 */
export function shapeOf(model: ServiceModel, name: string): ModelShape {
  const shape = model.shapes[name];
  if (shape === undefined)
    throw new ModelError(`the model refers to shape "${name}", which it does not define`);
  return shape;
}

/** The members of a structure, sorted by name, so that a derived file does not depend on the model's order. */
export function membersOf(shape: ModelShape): [string, ModelMember][] {
  return Object.entries(shape.members ?? {}).sort(([a], [b]) => compareNames(a, b));
}

/** Orders names by code unit: the same on every machine, whatever its locale. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
