import type { Json } from '../../contract/types.js';
import type { RecordedExchange } from '../../results/types.js';
import type { Exchange, TransportError } from '../types.js';

/** What stands in the place of a secret. */
export const REDACTED = '[redacted]';

/** Where a contract says that secrets are: JSON pointers in which `*` stands for any list index or map key. */
export interface SensitivePaths {
  readonly input: readonly string[];
  readonly output: readonly string[];
}

/** Longer bodies are cut in records, in UTF-16 code units. */
const MAX_RECORDED_BODY = 16 * 1024;

/** Members that hold a secret wherever they occur; compared in lower case. */
const SECRET_MEMBERS: ReadonlySet<string> = new Set([
  'passphrase',
  'token',
  'secretaccesskey',
  'sessiontoken',
  'x-amz-security-token',
  'authorization',
]);

/** Headers whose whole value is a secret. */
const SECRET_HEADERS: ReadonlySet<string> = new Set(['x-amz-security-token', 'cookie', 'set-cookie']);

const CREDENTIAL_HEADERS: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization']);

/** Each pattern starts at a place that it cannot start from again, so a hostile text is still read in linear time. */
const SECRET_TEXTS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // PEM private keys, cut off ones included.
  [/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g, REDACTED],
  // JSON Web Tokens: participant and playback tokens.
  [/(?<![\w-])eyJ[\w-]*\.[\w-]+\.[\w-]*/g, REDACTED],
  // Stream keys (`sk_`) and ingest stream keys (`rt_`).
  [/(?<![A-Za-z0-9])(?:sk|rt)_[\w-]{4,}/g, REDACTED],
  // Access key ids.
  [/(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g, REDACTED],
  // Parts of an Authorization header or of a presigned URL, quoted by an endpoint.
  [/((?:^|[^\w-])Credential=)[^/,\s&"]+/g, `$1${REDACTED}`],
  [/((?:^|[^\w-])Signature=)[0-9a-fA-F]+/g, `$1${REDACTED}`],
  [
    /((?:^|[?&])(?:X-Amz-Security-Token|X-Amz-Signature|X-Amz-Credential|token|passphrase)=)[^&\s"]+/gi,
    `$1${REDACTED}`,
  ],
  // User and password of a URL.
  [/(:\/\/)[^/?#\s"@]+@/g, `$1${REDACTED}@`],
  // Members of JSON that could not be parsed.
  [
    /("(?:passphrase|token|secretAccessKey|sessionToken|x-amz-security-token)"\s*:\s*")(?:\\[\s\S]|[^"\\])*/gi,
    `$1${REDACTED}`,
  ],
];

/**
 * Makes an exchange fit for reports and logs: secrets are replaced by `[redacted]`, long bodies are cut. A body
 * without secrets stays byte for byte what it was. Never throws.
 */
export function redactExchange(exchange: Exchange, sensitive: SensitivePaths): RecordedExchange {
  const { request, response, unanswered, durationMs } = exchange;
  if (unanswered !== undefined)
    return { ...recordRequest(request, sensitive), error: redactText(unanswered), durationMs };
  return {
    ...recordRequest(request, sensitive),
    response: {
      status: response.status,
      headers: redactHeaders(response.headers),
      body: abbreviate(redactBody(response.body, sensitive.output)),
    },
    durationMs,
  };
}

/** The record of a request that no response came to. Never throws. */
export function redactFailure(error: TransportError, sensitive: SensitivePaths): RecordedExchange {
  return { ...recordRequest(error.request, sensitive), error: redactText(error.message), durationMs: 0 };
}

function recordRequest(
  request: Exchange['request'],
  sensitive: SensitivePaths,
): Pick<RecordedExchange, 'service' | 'operation' | 'request'> {
  const { body = '', missigned } = request;
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
  const redacted = redactBody(text, sensitive.input);
  // Bytes that hold a secret cannot be shown without it, so they are not shown.
  const isShown = typeof body !== 'string' && redacted === text && !Buffer.from(text).equals(body);
  return {
    service: request.service,
    operation: request.operation,
    request: {
      method: request.method,
      url: redactText(request.url),
      headers: redactHeaders(request.headers),
      body: abbreviate(redacted),
      ...(isShown && body.length <= MAX_RECORDED_BODY
        ? { bodyBase64: Buffer.from(body).toString('base64') }
        : {}),
      ...(missigned === undefined ? {} : { missigned: { fault: missigned.fault, how: missigned.how } }),
    },
  };
}

/** Replaces the secrets that can be told by their own form in any text, such as an error message. Never throws. */
export function redactText(text: string): string {
  return SECRET_TEXTS.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/**
 * Replaces what the pointers lead to, what is named like a secret and what looks like one.
 * @param pointers JSON pointers in which `*` stands for any list index or map key
 */
export function redactValue(value: Json, pointers: readonly string[]): Json {
  return redactAt(
    value,
    pointers.map((pointer) => pointer.split('/').slice(1).map(unescapePointer)),
  );
}

function redactAt(value: Json, paths: readonly (readonly string[])[]): Json {
  if (paths.some((path) => path.length === 0)) return conceal(value);
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, index) => redactAt(item, below(paths, String(index))));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const redacted = redactAt(member, below(paths, name));
      const isSecret = SECRET_MEMBERS.has(name.toLowerCase()) && typeof redacted !== 'object';
      return [redactText(name), isSecret ? conceal(redacted) : redacted];
    }),
  );
}

function below(paths: readonly (readonly string[])[], step: string): readonly (readonly string[])[] {
  if (paths.length === 0) return paths;
  return paths.filter(([first]) => first === '*' || first === step).map((path) => path.slice(1));
}

/** Null, booleans and the empty string tell no secret, but may be the very deviation. */
function conceal(value: Json): Json {
  return value === null || value === '' || typeof value === 'boolean' ? value : REDACTED;
}

function unescapePointer(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** A body without its secrets; one that has none stays what it was. Never throws. */
export function redactBody(body: string, pointers: readonly string[]): string {
  if (body === '') return body;
  try {
    const value: Json = JSON.parse(body);
    const original = JSON.stringify(value);
    const redacted = JSON.stringify(redactValue(value, pointers));
    // Members that occur twice are lost in parsing, so the text as it came is searched as well.
    return redacted === original ? redactText(body) : redacted;
  } catch {
    // Not JSON, or nested deeper than the stack.
    return redactText(body);
  }
}

function redactHeaders(headers: { readonly [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, redactHeader(name.toLowerCase(), value)]),
  );
}

/** A header's value without its secrets. @param name in lower case */
export function redactHeader(name: string, value: string): string {
  if (SECRET_HEADERS.has(name)) return REDACTED;
  return CREDENTIAL_HEADERS.has(name) ? redactAuthorization(value) : redactText(value);
}

/** Keeps the scheme and, of a signature, its credential scope and the names of the signed headers. */
function redactAuthorization(value: string): string {
  const signature = /^(AWS4-[\w-]+) Credential=[^/,\s]*((?:\/[\w-]+){4}), ?(SignedHeaders=[\w;-]*)(,)?/.exec(
    value,
  );
  if (signature !== null) {
    const [, scheme, scope, signedHeaders, further] = signature;
    const end = further === undefined ? '' : `, Signature=${REDACTED}`;
    return `${scheme} Credential=${REDACTED}${scope}, ${signedHeaders}${end}`;
  }
  const scheme = /^[\w-]+(?= )/.exec(value);
  return scheme === null ? REDACTED : `${scheme[0]} ${REDACTED}`;
}

function abbreviate(text: string): string {
  if (text.length <= MAX_RECORDED_BODY) return text;
  const kept = text
    .slice(0, MAX_RECORDED_BODY)
    .toWellFormed()
    .replace(/\uFFFD$/, '');
  return `${kept}… [${text.length - kept.length} more characters]`;
}

/** Whether a recorded body is not the whole body. */
export function isAbbreviated(body: string): boolean {
  return body.length > MAX_RECORDED_BODY && /… \[\d+ more characters\]$/.test(body);
}
