import type { Contract, Json, JsonObject, OperationContract, Schema } from '../../contract/types.js';
import { isObject } from '../../transport/http/answer.js';
import type { Reply, SdkClient } from './client.js';
import { differencesBetween } from './findings/difference.js';
import { type Finding, Findings } from './findings/finding.js';
import {
  asReceived,
  FUTURE_VALUE,
  fromTheFuture,
  outputAsJson,
  prune,
  withReadableTimestamps,
} from './findings/values.js';
import { judgeRequest } from './requests.js';
import type { OperationSurface } from './surface.js';

/** Where inputs and answers come from. */
export interface Samples {
  /** Valid inputs of an operation. */
  inputs(contract: Contract, operation: OperationContract): readonly JsonObject[];
  /** Valid values of a schema. */
  values(contract: Contract, schema: Schema): readonly Json[];
}

/** An operation, and the client that is to call it. */
interface Subject {
  readonly contract: Contract;
  readonly operation: OperationContract;
  readonly client: SdkClient;
  readonly surface: OperationSurface;
  readonly samples: Samples;
  readonly found: Findings;
}

/** Calls one operation in every way, without a network, and finds where the client departs from the contract. */
export async function exercise(
  contract: Contract,
  operation: OperationContract,
  client: SdkClient,
  samples: Samples,
): Promise<readonly Finding[]> {
  const surface = client.surface.get(operation.operation) ?? {
    input: new Set(),
    output: new Set(),
    enums: new Map(),
  };
  const found = new Findings(contract.service, operation.operation);
  const subject: Subject = { contract, operation, client, surface, samples, found };
  const inputs = samples
    .inputs(contract, operation)
    .map((input) => prune(contract, operation.input, input, surface.input));
  const [least = {}] = [...inputs].sort(
    (one, other) => JSON.stringify(one).length - JSON.stringify(other).length,
  );
  for (const input of inputs) await askRequest(subject, input);
  for (const value of samples.values(contract, operation.output)) await askAnswer(subject, least, value);
  for (const code of operation.errors) await askError(subject, least, code);
  await askPages(subject, least);
  return found.all;
}

const JSON_TYPE = { 'content-type': 'application/json' };

function success({ operation: { http } }: Subject, body: Json): Reply {
  const bound = Object.values(http.outputHeaders).map((header) => [
    header.toLowerCase(),
    `value of ${header}`,
  ]);
  const headers = { ...JSON_TYPE, ...Object.fromEntries(bound) };
  return { status: http.status, headers, body: http.hasOutput ? JSON.stringify(body) : '' };
}

async function askRequest(subject: Subject, input: JsonObject): Promise<void> {
  const { contract, operation, client, found } = subject;
  const { requests, error } = await client.call(operation.operation, input, () => success(subject, {}));
  const [request] = requests;
  if (request === undefined) {
    found.add('request', { path: '', expected: 'a request', observed: `none: ${inWords(error)}` }, input);
    return;
  }
  for (const difference of judgeRequest(contract, operation, input, request))
    found.add('request', difference, input);
}

async function askAnswer(subject: Subject, input: JsonObject, generated: Json): Promise<void> {
  const { contract, operation } = subject;
  const answer = withReadableTimestamps(contract, operation.output, generated);
  await receive(subject, input, answer, 'answer');
  await receive(subject, input, fromTheFuture(contract, operation.output, answer), 'future answer');
}

/** Answers with a value, and compares what the client returns: all that it knows has to be there as it was sent. */
async function receive(
  subject: Subject,
  input: JsonObject,
  answer: Json,
  aspect: 'answer' | 'future answer',
): Promise<void> {
  const { contract, operation, client, surface, found } = subject;
  const { output, error } = await client.call(operation.operation, input, () => success(subject, answer));
  if (error !== undefined) {
    found.add(aspect, { path: '', expected: 'an output', observed: inWords(error) }, answer);
    return;
  }
  const known = (value: Json) =>
    prune(contract, operation.output, isObject(value) ? value : {}, surface.output);
  const returned = outputAsJson(output);
  const expected = known(asReceived(contract, operation.output, answer));
  for (const difference of differencesBetween(expected, known(returned))) {
    // An unknown value of an enumeration may be dropped, as long as nothing else is.
    if (difference.expected === JSON.stringify(FUTURE_VALUE) && difference.observed === 'absent') continue;
    found.add(aspect, difference, answer);
  }
  for (const [member, header] of Object.entries(operation.http.outputHeaders)) {
    if (!surface.output.has(member) || !isObject(returned)) continue;
    const [difference] = differencesBetween(`value of ${header}`, returned[member], member);
    if (difference !== undefined) found.add(aspect, difference, answer);
  }
}

const MESSAGE = 'What went wrong, in words: ä € "quoted".';

async function askError(subject: Subject, input: JsonObject, code: string): Promise<void> {
  const { contract, operation, client, found } = subject;
  const declared = contract.shapes.errors[code];
  // Releases from before an error was declared give it as the service's general exception.
  if (declared === undefined) return;
  const { status, messageMember } = declared;
  const headers = {
    ...JSON_TYPE,
    'x-amzn-errortype': `${code}:http://internal.amazon.com/coral/com.amazonaws.ivs/`,
  };
  const reply = { status, headers, body: JSON.stringify({ [messageMember]: MESSAGE }) };
  const { error } = await client.call(operation.operation, input, () => reply);
  const seen = describeError(error);
  const example = { status, code, [messageMember]: MESSAGE };
  const expected: Json = { name: code, status, message: MESSAGE };
  for (const difference of differencesBetween(expected, seen))
    found.add('error', { ...difference, path: `${code} ${difference.path}` }, example);
}

/** The text is in `message`, or in the member that the service has for it. */
function describeError(error: unknown): Json {
  if (typeof error !== 'object' || error === null) return inWords(error);
  const members: { [name: string]: unknown } = { ...error };
  const { $metadata: metadata } = members;
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined;
  const texts = [
    error instanceof Error ? error.message : undefined,
    members.message,
    members.exceptionMessage,
  ];
  const name = 'name' in error ? error.name : undefined;
  return {
    name: outputAsJson(name),
    status: outputAsJson(status),
    message: texts.includes(MESSAGE) ? MESSAGE : outputAsJson(texts.find((text) => text !== undefined)),
  };
}

/** Tokens that lead from page to page. */
const TOKENS = ['token-1', 'token-2'];

async function askPages(subject: Subject, input: JsonObject): Promise<void> {
  const { operation, client, found } = subject;
  const { pagination } = operation;
  if (pagination === undefined) return;
  const { inputToken, outputToken, items } = pagination;
  let asked = 0;
  const called = await client.pages(operation.operation, input, () => {
    const token = TOKENS[asked];
    asked += 1;
    return success(subject, { [items]: [], ...(token === undefined ? {} : { [outputToken]: token }) });
  });
  if (called === undefined) {
    found.add(
      'pages',
      { path: '', expected: `a paginator of ${operation.operation}`, observed: 'absent' },
      input,
    );
    return;
  }
  const sent = called.requests.map(({ body }) => {
    const value: unknown = body === '' ? {} : JSON.parse(body);
    return isObject(value) ? (value[inputToken] ?? null) : null;
  });
  const seen = {
    pages: called.pages.length,
    tokens: sent,
    error: called.error === undefined ? null : inWords(called.error),
  };
  for (const difference of differencesBetween({ pages: 3, tokens: [null, ...TOKENS], error: null }, seen)) {
    found.add('pages', difference, input);
  }
}

function inWords(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
