import { defaultsOf } from '../schema/constraints.js';
import type {
  Contract,
  ErrorContract,
  HttpBinding,
  Json,
  OperationContract,
  Pagination,
  Schema,
  Service,
} from '../types.js';

/** A JSON Schema that stands on its own: all that it refers to is in its `$defs`. */
export interface SelfContainedSchema extends Schema {
  readonly $schema: string;
  /** `urn:ivs-conformance:<service>:<revision>:<operation>:input`, or `…:output`. */
  readonly $id: string;
  readonly $defs: { readonly [shape: string]: Schema };
}

/**
 * All that a contract says of one operation, without references to other documents: `input` and `output` can be given
 * to any JSON Schema validator as they are.
 */
export interface ContractDocument {
  readonly service: Service;
  readonly operation: string;
  readonly revision: string;
  /** Address of the published API reference. */
  readonly documentation: string;
  readonly http: HttpBinding;
  readonly readonly: boolean;
  readonly input: SelfContainedSchema;
  readonly output: SelfContainedSchema;
  readonly errors: readonly ErrorContract[];
  /** Input member (`list[]` for items, `map{}` for values) → the value that it has when it is omitted. */
  readonly defaults: { readonly [member: string]: Json };
  readonly pagination?: Pagination;
  readonly idempotencyToken?: string;
  readonly sensitive: OperationContract['sensitive'];
}

/** The self-contained document of one operation. */
export function contractDocument(contract: Contract, operation: OperationContract): ContractDocument {
  const { service, revision, documentation, http, sensitive, pagination, idempotencyToken } = operation;
  return {
    service,
    operation: operation.operation,
    revision,
    documentation,
    http,
    readonly: operation.readonly,
    input: selfContained(contract, operation, 'input'),
    output: selfContained(contract, operation, 'output'),
    errors: operation.errors.flatMap((code) => contract.shapes.errors[code] ?? []),
    defaults: Object.fromEntries(
      defaultsOf(contract, operation.input).map(({ member, default: value }) => [member, value]),
    ),
    ...(pagination === undefined ? {} : { pagination }),
    ...(idempotencyToken === undefined ? {} : { idempotencyToken }),
    sensitive,
  };
}

function selfContained(
  contract: Contract,
  operation: OperationContract,
  side: 'input' | 'output',
): SelfContainedSchema {
  const needed = new Map<string, Schema>();
  const schema = embed(contract, operation[side], needed);
  return {
    $schema: contract.shapes.$schema,
    $id: `urn:ivs-conformance:${contract.service}:${contract.revision}:${operation.operation}:${side}`,
    ...schema,
    $defs: Object.fromEntries([...needed].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** A copy whose references lead to its own `$defs`; what they lead to is collected in `needed`. */
function embed(contract: Contract, schema: Schema, needed: Map<string, Schema>): Schema {
  const inner = (part: Schema): Schema => embed(contract, part, needed);
  const { $ref, properties, items, propertyNames, additionalProperties } = schema;
  const name = $ref?.slice($ref.lastIndexOf('/') + 1);
  const target = name === undefined ? undefined : contract.shapes.$defs[name];
  if (name !== undefined && target !== undefined && !needed.has(name)) {
    needed.set(name, {});
    needed.set(name, inner(target));
  }
  return {
    ...schema,
    ...(name === undefined ? {} : { $ref: `#/$defs/${name}` }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, inner(part)])),
        }),
    ...(items === undefined ? {} : { items: inner(items) }),
    ...(propertyNames === undefined ? {} : { propertyNames: inner(propertyNames) }),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: inner(additionalProperties) }
      : {}),
  };
}
