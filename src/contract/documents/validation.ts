import { loadContracts } from '../load.js';
import { compile, type SchemaProblem } from '../schema/compile.js';
import { type Contract, type OperationContract, SERVICES, type Service } from '../types.js';
import { type ContractDocument, contractDocument } from './document.js';

/** Which contract is meant. */
export interface OperationOptions {
  /** Date on which it is in force, as YYYY-MM-DD. Default: the latest revision. */
  readonly revision?: string;
  /** Needed for operations that both services have: `ListTagsForResource`, `TagResource` and `UntagResource`. */
  readonly service?: Service;
}

/** There is no such operation, or more than one. */
export class UnknownOperationError extends Error {
  override readonly name = 'UnknownOperationError';
}

/**
 * All that the contract says of an operation: binding, self-contained JSON Schemas of input and output, errors, defaults.
 * @throws UnknownOperationError when no service has the operation (yet), or both have and none is named
 * @throws RevisionError when the revision is no date, or comes before the first
 */
export function contractOf(operation: string, options: OperationOptions = {}): ContractDocument {
  const found = find(operation, options);
  return contractDocument(found.contract, found.operation);
}

/**
 * Every way in which a value breaks the contract of an operation's input; none where it is valid. Validators are
 * compiled once.
 * @param value members as the API names them; a `Date` stands for its timestamp, `undefined` for an absent member
 * @throws UnknownOperationError as {@link contractOf}
 */
export function validateInput(
  operation: string,
  value: unknown,
  options: OperationOptions = {},
): readonly SchemaProblem[] {
  const found = find(operation, options);
  return compile(found.contract, found.operation.input)(plain(value));
}

/**
 * The same of an output: the body of an answer as JSON, or what a client of the AWS SDK for JavaScript returns. Members
 * that the contract does not know are allowed.
 * @throws UnknownOperationError as {@link contractOf}
 */
export function validateOutput(
  operation: string,
  value: unknown,
  options: OperationOptions = {},
): readonly SchemaProblem[] {
  const found = find(operation, options);
  return compile(found.contract, found.operation.output)(plain(value));
}

interface Found {
  readonly contract: Contract;
  readonly operation: OperationContract;
}

function find(name: string, { service, revision }: OperationOptions): Found {
  const contracts = loadContracts({
    ...(service === undefined ? {} : { services: [service] }),
    ...(revision === undefined ? {} : { revision }),
  });
  const [first, second] = [...contracts.values()].flatMap((contract): Found[] => {
    const operation = contract.operations.get(name);
    return operation === undefined ? [] : [{ contract, operation }];
  });
  if (first === undefined) {
    const at = revision === undefined ? '' : ` at revision ${revision}`;
    throw new UnknownOperationError(
      `There is no operation ${name} in ${[...contracts.keys()].join(' and ')}${at}.`,
    );
  }
  if (second !== undefined) {
    throw new UnknownOperationError(
      `Both services have an operation ${name}: name one, such as { service: '${SERVICES[0]}' }.`,
    );
  }
  return first;
}

/** A value as it stands in JSON, where a client holds dates and members that are undefined. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}
