import { expect } from 'vitest';
import { loadContracts } from '../../contract/load.js';
import { compile } from '../../contract/schema/compile.js';
import {
  type Contract,
  type Contracts,
  type Json,
  type JsonObject,
  type OperationContract,
  SERVICES,
  type Service,
} from '../../contract/types.js';
import type { ReferenceResponse } from '../protocol/request.js';
import { createReference, type Reference, type ReferenceOptions } from '../reference.js';
import { isObject } from '../state/json.js';
import { seededRandom } from '../variations/random.js';

/** The package's contracts, read once for all tests. */
export const contracts: Contracts = loadContracts();

/** The time at which tests take place. */
export const NOW = new Date('2026-01-02T03:04:05.000Z');

/** A well-formed ARN that names nothing. */
export function unknownArn(type: string): string {
  return `arn:aws:ivs:us-east-1:123456789012:${type}/unknown00000`;
}

/** What came back. */
export interface Received {
  readonly status: number;
  readonly code: string | undefined;
  readonly headers: ReferenceResponse['headers'];
  readonly body: JsonObject;
}

/**
 * Sends operations to a reference endpoint as a client would, without a network. Whatever a conforming one answers must
 * be a valid output or a declared error.
 */
export class Client {
  readonly reference: Reference;
  /** Headers of every request. */
  headers: { readonly [name: string]: string } = {};

  readonly #conforms: boolean;

  constructor(options: ReferenceOptions = {}) {
    this.#conforms = options.mutant === undefined && options.contracts === undefined;
    this.reference = createReference({ contracts, random: seededRandom(1), now: () => NOW, ...options });
  }

  post(operation: string, input: JsonObject = {}): Received {
    const received = this.raw('POST', `/${operation}`, JSON.stringify(input));
    if (this.#conforms) expectDocumented(operation, received);
    return received;
  }

  tags(method: 'GET' | 'POST' | 'DELETE', arn: string, query = '', body = ''): Received {
    return this.raw(method, `/tags/${encodeURIComponent(arn)}${query}`, body);
  }

  raw(method: string, path: string, body: string | Uint8Array): Received {
    const answer = this.reference.handle({ method, path, headers: this.headers, body });
    const parsed: Json = answer.body === '' ? {} : JSON.parse(answer.body);
    return {
      status: answer.status,
      code: answer.headers['x-amzn-errortype'],
      headers: answer.headers,
      body: isObject(parsed) ? parsed : {},
    };
  }

  /** The resource that an operation answers with; fails the test when the operation does not succeed. */
  resource(operation: string, member: string, input: JsonObject = {}): JsonObject & { arn: string } {
    const answer = this.post(operation, input);
    expect(answer).toMatchObject({ status: 200, body: { [member]: { arn: expect.any(String) } } });
    const resource = answer.body[member];
    if (!isObject(resource) || typeof resource.arn !== 'string')
      throw new Error(`${operation}: no ${member}`);
    return { ...resource, arn: resource.arn };
  }

  channel(input: JsonObject = {}): JsonObject & { arn: string } {
    return this.resource('CreateChannel', 'channel', input);
  }
}

/** Fails the test unless the answer is a valid output or a declared error. A path that leads nowhere declares none. */
function expectDocumented(name: string, { code, body }: Received): void {
  if (code === 'UnknownOperationException') return;
  if (code === undefined) expect(outputProblems(name, body)).toEqual([]);
  else expect(operationNamed(name).errors).toContain(code);
}

/** Fails the test unless the answer is an error with this code, in the documented form. */
export function expectError(received: Received, status: number, code: string): void {
  expect(received).toMatchObject({ status, code, body: { exceptionMessage: expect.any(String) } });
}

/** The contract of a service. @throws Error when there is none */
export function contractOf(service: Service): Contract {
  const contract = contracts.get(service);
  if (contract === undefined) throw new Error(`there is no contract of ${service}`);
  return contract;
}

/** The contract of an operation of a service, or of either. @throws Error when there is none */
export function operationNamed(name: string, service?: Service): OperationContract {
  const found = (service === undefined ? SERVICES : [service]).map((each) =>
    contractOf(each).operations.get(name),
  );
  const operation = found.find((one) => one !== undefined);
  if (operation === undefined) throw new Error(`no operation is called ${name}`);
  return operation;
}

/** Every way in which an answer breaks the operation's output schema. */
export function outputProblems(name: string, body: JsonObject): readonly unknown[] {
  const { service, output } = operationNamed(name);
  return compile(contractOf(service), output)(body);
}
