import type { Arbitrary } from 'fast-check';
import type { JsonObject, OperationContract, Source, Strength } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { bindRequest } from '../../transport/http/request.js';
import type { WireRequest } from '../../transport/types.js';
import type { Caller } from '../ask/valid-request.js';
import { describeAnswer, withMember } from '../expect/expect.js';
import { DeviationFound, Inconclusive } from '../expect/verdicts.js';
import type { Check, CheckContext, Scope } from '../types.js';

/** What every malformed request is judged by, beside its own source. */
export const PROTOCOL: Source = {
  document: 'Smithy, protocol tests of AWS restJson1: malformed requests',
  url: 'https://github.com/smithy-lang/smithy/tree/main/smithy-aws-protocol-tests/model/restJson1/malformedRequests',
};

/** The introduction of a service's API reference. */
export function welcomePage({ contract }: Scope): Source {
  const reference = contract.service === 'ivs' ? 'LowLatency' : 'RealTime';
  return {
    document: `Amazon IVS ${contract.service === 'ivs' ? 'low-latency' : 'real-time'} API reference, Welcome`,
    url: `https://docs.aws.amazon.com/ivs/latest/${reference}APIReference/Welcome.html`,
  };
}

/** What a check of malformed requests has of its own. */
export interface MalformedCheck {
  /** What of its ID follows the kind and the service. */
  readonly name: string;
  readonly title: string;
  readonly operations: readonly string[];
  readonly member?: string;
  /** Default: the protocol's tests. */
  readonly source?: Source;
  /** Default: documented. */
  readonly strength?: Strength;
  readonly sent: string;
  readonly expected: string;
  run(context: CheckContext): Promise<void>;
}

/** A check of malformed requests. */
export function malformedCheck({ contract: { service } }: Scope, own: MalformedCheck): Check {
  const { name, source = PROTOCOL, strength = 'documented', ...rest } = own;
  return { id: `malformed/${service}/${name}`, kind: 'malformed', service, source, strength, ...rest };
}

/** Whether an operation's input travels in a body at all. */
export function hasBody({ http }: OperationContract): boolean {
  return http.method !== 'GET' && http.method !== 'DELETE';
}

/** Members of an operation's input that travel in the body. */
export function bodyMembers({ http, input }: OperationContract): string[] {
  return Object.keys(input.properties ?? {}).filter((member) => http.input[member] === undefined);
}

/** Valid inputs of an operation with its required members alone. */
export function leastInputs(
  { scope, generators }: CheckContext,
  operation: OperationContract,
): Arbitrary<JsonObject> {
  const required = operation.input.required ?? [];
  const omit = Object.keys(operation.input.properties ?? {}).filter((member) => !required.includes(member));
  return generators.inputFor(scope.contract, operation.operation, { omit });
}

/** The input with a well-formed ARN that names nothing where it names what the operation acts on. */
export async function namingNothing(
  context: CheckContext,
  { target }: Caller,
  input: JsonObject,
): Promise<JsonObject> {
  if (target === undefined) return input;
  const arn = await context.unknownArn(target.resource);
  return withMember(input, target.member, Array.isArray(input[target.member]) ? [arn] : arn);
}

/** The request for an operation, with another body. */
export function withBody(
  operation: OperationContract,
  input: JsonObject,
  body: string | Uint8Array,
): WireRequest {
  return { ...bindRequest(operation, input), body };
}

/**
 * The request was refused as one that is malformed: with a client error that tells neither of the caller's rights nor
 * of what the request names.
 */
export function isRefusedAsMalformed(answer: Answer, errors: Scope['contract']['shapes']['errors']): boolean {
  const { status, error } = answer;
  if (status < 400 || status >= 500) return false;
  const code = error?.code;
  if (code !== undefined) return code === 'ValidationException' || errors[code] === undefined;
  return !Object.values(errors).some((each) => each.code !== 'ValidationException' && each.status === status);
}

/**
 * The request is refused, with whatever client error.
 * @throws DeviationFound; Inconclusive where the caller has no right to ask
 */
export function expectRefused(answer: Answer, why: string): void {
  requirePermission(answer);
  if (answer.status >= 400 && answer.status < 500) return;
  throw deviation(answer, `a refusal (4xx), because ${why}`);
}

/**
 * The request is answered, with a client error or a success: the sources leave it open which.
 * @throws DeviationFound; Inconclusive where the caller has no right to ask
 */
export function expectAnswered(answer: Answer, what: string): void {
  requirePermission(answer);
  const { status, succeeded, unreadable } = answer;
  if (status >= 400 && status < 500) return;
  if (succeeded && unreadable === undefined) return;
  const observed = unreadable === undefined ? undefined : `${status} with a body that is not JSON`;
  throw deviation(answer, `a success or a refusal (4xx) of ${what}`, observed);
}

/** A deviation that this answer decides. */
export function deviation(
  answer: Answer,
  expected: string,
  observed = describeAnswer(answer),
): DeviationFound {
  return new DeviationFound({ expected, observed, exchange: answer.exchange });
}

/** A refusal of the caller says nothing of what else is wrong. */
function requirePermission(answer: Answer): void {
  if (answer.status !== 403) return;
  throw new Inconclusive(`${answer.operation.operation} is not permitted: ${describeAnswer(answer)}`);
}
