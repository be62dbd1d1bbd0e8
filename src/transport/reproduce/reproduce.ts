import type { Contracts, Json, JsonObject, OperationContract, ShapesDocument } from '../../contract/types.js';
import type { RecordedExchange } from '../../results/types.js';
import { isLoopbackUrl } from '../endpoint/loopback.js';
import { isObject } from '../http/answer.js';
import { isAbbreviated } from '../secrets/redact.js';
import { MADE_UP_KEY, MADE_UP_SECRET } from '../signing/missigning.js';
import { passesClientValidation, resolveShape } from './client-validation.js';
import { printfBytes, printfFormat, shellQuote } from './shell.js';

/** Headers that curl makes itself, or that belong to the one signature that was recorded. */
const CURL_MAKES: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'content-length',
  'host',
  'user-agent',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
]);

const SESSION_TOKEN = '"x-amz-security-token: $AWS_SESSION_TOKEN"';

/** How a line is written. */
export interface LineOptions {
  /** Quotes a text that may name a resource as one word of the shell. Default: the text as it was recorded. */
  readonly quote?: (text: string) => string;
  /** Whether curl prints the body of the response alone. Default: status and headers as well. */
  readonly bodyOnly?: boolean;
}

/**
 * A curl command that sends a recorded request again, signed anew when it was signed, with the credentials that the
 * variables `AWS_…` hold. Needs curl 7.75; older versions than 8.5 sign a path with percent-encoding wrongly, which
 * only endpoints that check signatures notice. What was redacted or cut stays so. Where a signature is to be wrong in a
 * way that curl cannot make it, a comment says so.
 * @param region the region to sign for
 */
export function curlLine(
  recorded: RecordedExchange,
  region: string,
  { quote = shellQuote, bodyOnly = false }: LineOptions = {},
): string {
  const { method, url, headers, body, bodyBase64, missigned } = recorded.request;
  const signature = signatureWords(recorded, region);
  if (signature === undefined)
    return `# curl cannot sign a request ${missigned?.how}; the command of ivs-conformance can`;
  const words = ['curl', '-sS', ...(bodyOnly ? [] : ['-i']), '--path-as-is', '--globoff'];
  words.push('-X', shellQuote(method));
  words.push(...signature, ...headerWords(headers, body !== ''));
  const pipesBody = bodyBase64 !== undefined || body.includes('\0');
  if (pipesBody) words.push('--data-binary', '@-');
  else if (body !== '' || method === 'POST') words.push('--data-raw', quote(body));
  words.push(quote(url));
  const format =
    bodyBase64 === undefined ? printfFormat(body, quote) : printfBytes(Buffer.from(bodyBase64, 'base64'));
  const line = pipesBody ? `printf -- ${format} | ${words.join(' ')}` : words.join(' ');
  return isAbbreviated(body) ? `${line} # the body is longer than recorded` : line;
}

/** Words that sign as it was signed; undefined where curl cannot. */
function signatureWords({ request }: RecordedExchange, region: string): string[] | undefined {
  const authorization = headerOf(request.headers, 'authorization');
  if (authorization === undefined) return [];
  if (!authorization.startsWith('AWS4-') || request.missigned?.fault === 'form')
    return ['-H', shellQuote(`authorization: ${authorization}`)];
  const { missigned } = request;
  const [, signedRegion = region, service = 'ivs'] =
    /^AWS4-[\w-]+ Credential=[^/,\s]*\/\d{8}\/([\w-]+)\/([\w-]+)\//.exec(authorization) ?? [];
  const user = userFor(request);
  if (user === undefined) return undefined;
  const scope = missigned === undefined ? `aws:amz:${region}:ivs` : `aws:amz:${signedRegion}:${service}`;
  const words = ['--aws-sigv4', shellQuote(scope), '--user', user];
  const isTemporary = headerOf(request.headers, 'x-amz-security-token') !== undefined;
  return isTemporary ? [...words, '-H', SESSION_TOKEN] : words;
}

/** Whose credentials sign; undefined where it is not by these, or by the scope, that a signature is wrong. */
function userFor({ url, missigned }: RecordedExchange['request']): string | undefined {
  const isLocal = isLoopback(url);
  const key = isLocal ? `\${AWS_ACCESS_KEY_ID:-test}` : '$AWS_ACCESS_KEY_ID';
  const secret = isLocal ? `\${AWS_SECRET_ACCESS_KEY:-test}` : '$AWS_SECRET_ACCESS_KEY';
  switch (missigned?.fault) {
    case undefined:
    case 'scope':
      return `"${key}:${secret}"`;
    case 'secret':
      return `"${key}:${MADE_UP_SECRET}"`;
    case 'unknown-key':
      return `${MADE_UP_KEY}:${MADE_UP_SECRET}`;
    case 'date':
    case 'content':
    case 'form':
      return undefined;
  }
}

function headerWords(headers: { readonly [name: string]: string }, hasBody: boolean): string[] {
  const sent = Object.entries(headers).filter(([name]) => !CURL_MAKES.has(name.toLowerCase()));
  // To curl `name;` is an empty header, and `name:` one that is not to be sent.
  const lines = sent.map(([name, value]) => (value === '' ? `${name};` : `${name}: ${value}`));
  if (headerOf(headers, 'accept') === undefined) lines.push('accept:');
  if (hasBody && headerOf(headers, 'content-type') === undefined) lines.push('content-type:');
  return lines.flatMap((line) => ['-H', shellQuote(line)]);
}

/**
 * An AWS CLI command that makes a recorded request again.
 * @param contracts the contracts of the services, that of the request among them
 * @returns undefined when the AWS CLI cannot make that request: it validates input before sending, sets headers
 *   itself, and only knows the contract's operations
 */
export function awsCliLine(
  recorded: RecordedExchange,
  contracts: Contracts,
  region: string,
  { quote = shellQuote }: Pick<LineOptions, 'quote'> = {},
): string | undefined {
  const sent = inputSent(recorded, contracts);
  if (sent === undefined) return undefined;
  const { operation, shapes } = sent;
  if (!passesClientValidation(sent.input, operation.input, shapes)) return undefined;
  return [
    'aws',
    recorded.service,
    toCommandName(recorded.operation),
    '--endpoint-url',
    shellQuote(sent.endpoint),
    '--region',
    shellQuote(region),
    // The AWS CLI otherwise walks through all pages.
    ...(operation.pagination === undefined ? [] : ['--no-paginate']),
    ...(isUnsigned(recorded) ? ['--no-sign-request'] : []),
    '--cli-input-json',
    quote(sent.text),
  ].join(' ');
}

/**
 * The input that a recorded request carries; undefined where a client of AWS sends no such request: it sets headers,
 * method and path itself, writes JSON its own way, and only knows the contract's operations.
 */
export function inputSent(recorded: RecordedExchange, contracts: Contracts): SentInput | undefined {
  const contract = contracts.get(recorded.service);
  const operation = contract?.operations.get(recorded.operation);
  if (contract === undefined || operation === undefined) return undefined;
  if (recorded.request.missigned || !hasUsualHeaders(recorded)) return undefined;
  return readInput(recorded, operation, contract.shapes);
}

/** Whether a request was sent without a signature. */
export function isUnsigned({ request }: RecordedExchange): boolean {
  return headerOf(request.headers, 'authorization') === undefined;
}

/** Name of the AWS CLI's command for an operation, as botocore's `xform_name` makes it: `BatchGetChannel` → `batch-get-channel`. */
export function toCommandName(operation: string): string {
  return operation
    .replace(/[A-Z]{2,}s$/, (plural) => `-${plural.toLowerCase()}`)
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** Headers that clients of AWS send like us, whatever it names itself. */
function hasUsualHeaders({ request }: RecordedExchange): boolean {
  return Object.entries(request.headers).every(([name, value]) => {
    const header = name.toLowerCase();
    if (header === 'content-type' || header === 'accept') return value === 'application/json';
    if (header === 'authorization') return value.startsWith('AWS4-HMAC-SHA256 ');
    return CURL_MAKES.has(header);
  });
}

/** What a request carries, and where it went. */
export interface SentInput {
  readonly operation: OperationContract;
  /** Shapes of the operation's service. */
  readonly shapes: ShapesDocument;
  readonly input: JsonObject;
  /** The input as JSON; the recorded text where the body is all of it. */
  readonly text: string;
  readonly endpoint: string;
}

/** Reads the input back from path, query and body; undefined when they are not what the contract's binding makes. */
function readInput(
  { request }: RecordedExchange,
  operation: OperationContract,
  shapes: ShapesDocument,
): SentInput | undefined {
  const { http } = operation;
  if (request.method !== http.method || !isWrittenAsUsual(request, http)) return undefined;
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  const path = url === undefined ? undefined : matchPath(url, http.uri);
  if (url === undefined || path === undefined) return undefined;
  const query = readQuery(url, operation, shapes);
  const body = request.body === '' ? {} : parseObject(request.body);
  if (query === undefined || body === undefined) return undefined;
  const isBodyAll = request.body !== '' && Object.keys(http.input).length === 0;
  const input = { ...path.members, ...query, ...body };
  return {
    operation,
    shapes,
    input,
    text: isBodyAll ? request.body : JSON.stringify(input),
    endpoint: path.endpoint,
  };
}

/** Whether the AWS CLI, which writes JSON anew, sends the same body. */
function isWrittenAsUsual(
  { body, bodyBase64 }: RecordedExchange['request'],
  { method }: OperationContract['http'],
): boolean {
  if (bodyBase64 !== undefined || isAbbreviated(body)) return false;
  if (method === 'GET' || method === 'DELETE') return body === '';
  try {
    const input = parseObject(body);
    return input !== undefined && JSON.stringify(input) === body;
  } catch (error) {
    // Nested deeper than the stack.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** What stands in front of the operation's path is the endpoint's own. */
function matchPath(url: URL, template: string): { endpoint: string; members: JsonObject } | undefined {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const pattern = template.split(/\{\w+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const match = new RegExp(`^(.*)${pattern.join('([^/]+)')}$`).exec(url.pathname);
  if (match === null) return undefined;
  const [, prefix = '', ...values] = match;
  try {
    const members = names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]);
    return { endpoint: url.origin + prefix, members: Object.fromEntries(members) };
  } catch {
    return undefined;
  }
}

function readQuery(url: URL, operation: OperationContract, shapes: ShapesDocument): JsonObject | undefined {
  const input: JsonObject = {};
  const known = new Set<string>();
  for (const [member, { location, name }] of Object.entries(operation.http.input)) {
    if (location !== 'querystring') continue;
    known.add(name);
    const values: Json[] = url.searchParams.getAll(name);
    const isList = resolveShape(operation.input.properties?.[member] ?? {}, shapes).type === 'array';
    const [first] = values;
    if (first !== undefined) input[member] = isList ? values : first;
  }
  return [...url.searchParams.keys()].every((name) => known.has(name)) ? input : undefined;
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && isLoopbackUrl(new URL(url));
}

function headerOf(headers: { readonly [name: string]: string }, wanted: string): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
}
