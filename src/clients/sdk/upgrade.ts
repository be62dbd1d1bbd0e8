import type { Contract, Json, JsonObject, OperationContract, Service } from '../../contract/types.js';
import { isObject } from '../../transport/http/answer.js';
import type { CapturedRequest, Reply, SdkClient } from './client.js';
import type { Samples } from './exercise.js';
import { type Difference, differencesBetween } from './findings/difference.js';
import { type Finding, Findings } from './findings/finding.js';
import { type Lacks, lacksOf } from './findings/lacks.js';
import { outputAsJson, prune, withReadableTimestamps } from './findings/values.js';

/** What an upgrade from one release to another changes of one service. */
export interface Upgrade {
  readonly service: Service;
  readonly from: string;
  readonly to: string;
  readonly gained: Lacks;
  readonly lost: Lacks;
  /** Engines and settings, as `engines.node` or `maxAttempts`. */
  readonly settings: readonly Difference[];
  /** Differences of requests, of what answers and errors become. */
  readonly behaviour: readonly Finding[];
}

/** Compares two releases on what both of them know. */
export async function compareReleases(
  contract: Contract,
  before: SdkClient,
  after: SdkClient,
  samples: Samples,
): Promise<Upgrade> {
  const { service } = contract;
  const settings = async (client: SdkClient): Promise<JsonObject> => ({
    engines: client.engines,
    ...(await client.defaults()),
  });
  const behaviour: Finding[] = [];
  for (const operation of contract.operations.values()) {
    const { operation: name } = operation;
    if (!before.has(name) || !after.has(name)) continue;
    const found = new Findings(service, name);
    behaviour.push(...(await compareOperation({ contract, operation, before, after, found }, samples)));
  }
  return {
    service,
    from: before.version,
    to: after.version,
    gained: lacksOf(service, before.surface, after.surface),
    lost: lacksOf(service, after.surface, before.surface),
    settings: differencesBetween(await settings(before), await settings(after)),
    behaviour,
  };
}

/** Two releases, and an operation that both have. */
interface Pair {
  readonly contract: Contract;
  readonly operation: OperationContract;
  readonly before: SdkClient;
  readonly after: SdkClient;
  readonly found: Findings;
}

async function compareOperation(pair: Pair, samples: Samples): Promise<readonly Finding[]> {
  const { contract, operation, found } = pair;
  const inputs = samples
    .inputs(contract, operation)
    .map((input) => prune(contract, operation.input, input, common(pair, 'input')));
  for (const input of inputs) await compareRequests(pair, input);
  const [input = {}] = inputs;
  for (const value of samples.values(contract, operation.output)) {
    const body = withReadableTimestamps(contract, operation.output, value);
    await compareReceived(pair, 'answer', input, { status: operation.http.status, body });
  }
  for (const code of operation.errors) {
    const status = contract.shapes.errors[code]?.status ?? 400;
    await compareReceived(pair, 'error', input, { status, body: { __type: code, message: 'text' } });
  }
  return found.all;
}

/** Members that both releases know. */
function common(
  { before, after, operation: { operation } }: Pair,
  part: 'input' | 'output',
): ReadonlySet<string> {
  const later = after.surface.get(operation)?.[part];
  return new Set([...(before.surface.get(operation)?.[part] ?? [])].filter((path) => later?.has(path)));
}

function replyOf({ http }: OperationContract, status: number, body: Json): Reply {
  const isEmpty = status === http.status && !http.hasOutput;
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: isEmpty ? '' : JSON.stringify(body),
  };
}

async function compareRequests({ operation, before, after, found }: Pair, input: JsonObject): Promise<void> {
  const { operation: name, idempotencyToken: token, http } = operation;
  // A token that the client makes is another one each time.
  const made = token === undefined || token in input ? undefined : token;
  const sent = async (client: SdkClient): Promise<Json> => {
    const { requests } = await client.call(name, input, () => replyOf(operation, http.status, {}));
    return requestAsJson(requests[0], made);
  };
  for (const difference of differencesBetween(await sent(before), await sent(after))) {
    found.add('request', difference, input);
  }
}

async function compareReceived(
  pair: Pair,
  aspect: 'answer' | 'error',
  input: JsonObject,
  { status, body }: { readonly status: number; readonly body: Json },
): Promise<void> {
  const { contract, operation, before, after, found } = pair;
  const known = common(pair, 'output');
  const received = async (client: SdkClient): Promise<Json> => {
    const { output, error } = await client.call(operation.operation, input, () =>
      replyOf(operation, status, body),
    );
    if (error !== undefined)
      return { thrown: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
    const returned = outputAsJson(output);
    return isObject(returned) ? prune(contract, operation.output, returned, known) : returned;
  };
  for (const difference of differencesBetween(await received(before), await received(after))) {
    found.add(aspect, difference, body);
  }
}

/** Headers whose values differ from call to call, or tell the version. */
const VOLATILE: ReadonlySet<string> = new Set([
  'amz-sdk-invocation-id',
  'authorization',
  'user-agent',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-user-agent',
]);

/** @param made member whose value the client makes up */
function requestAsJson(request: CapturedRequest | undefined, made?: string): Json {
  if (request === undefined) return null;
  const { method, hostname, path, headers, body } = request;
  const shown = Object.entries(headers).map(([name, value]) => [
    name,
    VOLATILE.has(name) ? 'some value' : value,
  ]);
  const signed = /SignedHeaders=([^,]*)/.exec(headers.authorization ?? '')?.[1] ?? null;
  return {
    method,
    hostname,
    path,
    headers: Object.fromEntries(shown),
    signedHeaders: signed,
    body: parsed(body, made),
  };
}

function parsed(body: string, made: string | undefined): Json {
  if (body === '') return null;
  try {
    const value: Json = JSON.parse(body);
    return made !== undefined && isObject(value) && made in value
      ? { ...value, [made]: 'some value' }
      : value;
  } catch {
    return body;
  }
}
