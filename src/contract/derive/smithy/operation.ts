import type { HttpBinding, OperationContract, Pagination, Service } from '../../types.js';
import { documentationOf } from './documentation.js';
import {
  compareNames,
  ModelError,
  type ModelMember,
  type ModelOperation,
  type ModelShape,
  membersOf,
  type PaginatorsModel,
  type ServiceModel,
  shapeOf,
} from './model.js';
import { sensitivePaths } from './sensitive.js';
import type { ShapeSchemas } from './shapes.js';

/** First member of every derived file. */
export const DERIVED = 'Derived from the service model by `npm run derive`; do not edit.';

const NOTHING: ModelShape = { type: 'structure', members: {} };

/** Where an operation comes from. */
export interface OperationOrigin {
  readonly service: Service;
  readonly revision: string;
  readonly model: ServiceModel;
  readonly paginators: PaginatorsModel | undefined;
  readonly schemas: ShapeSchemas;
}

/** Derives the contract of one operation. */
export function deriveOperation(origin: OperationOrigin, operation: ModelOperation): OperationContract {
  const { service, revision, model, schemas } = origin;
  const input = operation.input === undefined ? NOTHING : shapeOf(model, operation.input.shape);
  const output = operation.output === undefined ? NOTHING : shapeOf(model, operation.output.shape);
  const pagination = paginationOf(origin, operation.name, input, output);
  const token = membersOf(input).find(([, member]) => member.idempotencyToken === true)?.[0];
  const use = operation.name.startsWith('Update') ? 'update' : 'input';
  return {
    $comment: DERIVED,
    service,
    operation: operation.name,
    revision,
    documentation: documentationOf(service, operation.name),
    http: httpBinding(operation, input, output),
    readonly: operation.readonly === true || /^(?:BatchGet|Get|List)[A-Z]/.test(operation.name),
    input:
      operation.input === undefined
        ? { type: 'object', properties: {}, additionalProperties: false }
        : schemas.structure(operation.input.shape, use),
    output:
      operation.output === undefined
        ? { type: 'object', properties: {} }
        : schemas.structure(operation.output.shape, 'output', isHeader),
    errors: (operation.errors ?? []).map(({ shape }) => errorCode(model, shape)).sort(compareNames),
    ...(pagination === undefined ? {} : { pagination }),
    ...(token === undefined ? {} : { idempotencyToken: token }),
    sensitive: { input: sensitivePaths(model, input), output: sensitivePaths(model, output) },
  };
}

/** The code by which an error goes on the wire: the name of its shape, unless the model gives another. */
export function errorCode(model: ServiceModel, shapeName: string): string {
  return shapeOf(model, shapeName).error?.code ?? shapeName;
}

const isHeader = (member: ModelMember): boolean => member.location === 'header';

/** Members of a shape that travel as headers: member → header name. */
export function headerMembers(shape: ModelShape): { [member: string]: string } {
  const headers = membersOf(shape).filter(([, member]) => isHeader(member));
  return Object.fromEntries(headers.map(([name, member]) => [name, member.locationName ?? name]));
}

function httpBinding(operation: ModelOperation, input: ModelShape, output: ModelShape): HttpBinding {
  const bound: { [member: string]: HttpBinding['input'][string] } = {};
  for (const [name, { location, locationName }] of membersOf(input)) {
    if (location !== undefined) bound[name] = { location, name: locationName ?? name };
  }
  for (const [, label] of operation.http.requestUri.matchAll(/\{([^}]+)\}/g)) {
    if (!Object.values(bound).some(({ location, name }) => location === 'uri' && name === label)) {
      throw new ModelError(`${operation.name}: no input member is bound to {${label}} of its path`);
    }
  }
  return {
    method: operation.http.method,
    uri: operation.http.requestUri,
    status: operation.http.responseCode ?? 200,
    input: bound,
    outputHeaders: headerMembers(output),
    hasOutput: operation.output !== undefined,
  };
}

/**
 * How a list operation pages: as the paginators file says or, for the many operations that it leaves out, from the
 * members that all list operations of these services share.
 */
function paginationOf(
  { model, paginators }: OperationOrigin,
  operation: string,
  input: ModelShape,
  output: ModelShape,
): Pagination | undefined {
  const stated = paginators?.pagination[operation];
  if (stated !== undefined) {
    return {
      inputToken: stated.input_token,
      outputToken: stated.output_token,
      limit: stated.limit_key,
      items: stated.result_key,
    };
  }
  const pages = input.members?.nextToken && input.members.maxResults && output.members?.nextToken;
  const lists = membersOf(output).filter(([, member]) => shapeOf(model, member.shape).type === 'list');
  const [list] = lists;
  if (pages === undefined || list === undefined || lists.length > 1) return undefined;
  return { inputToken: 'nextToken', outputToken: 'nextToken', limit: 'maxResults', items: list[0] };
}
