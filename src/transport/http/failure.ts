import { redactText } from '../secrets/redact.js';
import type { TransportFailure } from '../types.js';
import { BodyTooLargeError, ContentEncodingError } from './decode-body.js';

/** What a failure's message needs to know. */
export interface FailureContext {
  /** Without credentials. */
  readonly endpoint: string;
  readonly operation: string;
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly maxResponseBytes: number;
}

/** The transport itself gave up on a request. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly failure: 'timeout' | 'aborted';
  constructor(failure: 'timeout' | 'aborted') {
    super(failure);
    this.failure = failure;
  }
}

/** Codes of Node.js and undici errors (https://undici.nodejs.org/#/docs/api/Errors) → what they mean for us. */
const FAILURE_BY_CODE: { readonly [code: string]: TransportFailure } = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too-large',
  UND_ERR_HEADERS_OVERFLOW: 'too-large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'not-http',
  EPROTO: 'tls',
};

/** Codes of OpenSSL's certificate verification, which share no prefix. */
const CERTIFICATE_CODE =
  /^(?:ERR_SSL_|ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET_ISSUER|VERIFY|DECRYPT|DECODE)|HOSTNAME_MISMATCH)/;

/** Tells why no response arrived, and what the user can do about it. */
export function describeFailure(
  error: unknown,
  context: FailureContext,
): { readonly failure: TransportFailure; readonly message: string } {
  const failure = classify(error);
  return { failure, message: explain(failure, error, context) };
}

function classify(error: unknown): TransportFailure {
  if (error instanceof Interruption) return error.failure;
  if (error instanceof BodyTooLargeError) return 'too-large';
  if (error instanceof ContentEncodingError) return 'not-http';
  const code = codeOf(error);
  if (error instanceof Error && error.name === 'HTTPParserError') return 'not-http';
  if (code === undefined) return 'other';
  return FAILURE_BY_CODE[code] ?? (CERTIFICATE_CODE.test(code) ? 'tls' : 'other');
}

/** Node.js wraps the attempts on several addresses in one AggregateError, whose code is that of the first attempt. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return error.errors.map(codeOf).find((code) => code !== undefined);
  return codeOf(error.cause);
}

function explain(failure: TransportFailure, error: unknown, context: FailureContext): string {
  const { endpoint, operation } = context;
  const detail = detailOf(error);
  switch (failure) {
    case 'refused':
      return `Nothing accepts connections at ${endpoint} (${detail}). Start the endpoint, or correct its URL.`;
    case 'timeout':
      return error instanceof Interruption
        ? `${endpoint} did not finish its response to ${operation} within ${seconds(context.timeoutMs)}. Look for what holds it up, or allow it more time.`
        : `${endpoint} could not be reached within ${seconds(context.connectTimeoutMs)}. Check host, port and firewall.`;
    case 'reset':
      return `${endpoint} closed the connection before its response to ${operation} was complete (${detail}). Its own log may say why.`;
    case 'too-large':
      return `${endpoint} answered ${operation} with more than this suite reads (the bounds are ${context.maxResponseBytes} bytes of body and 16 KiB of headers). Check that the URL leads to the API.`;
    case 'not-http':
      return `${endpoint} did not answer ${operation} in valid HTTP/1.1 (${detail}). Check port and scheme (http or https) of the URL.`;
    case 'dns':
      return `The host name of ${endpoint} could not be resolved (${detail}). Check its spelling and the network's DNS.`;
    case 'tls':
      return `No TLS connection with ${endpoint} could be made (${detail}). Check that it speaks https; for a certificate of your own authority set NODE_EXTRA_CA_CERTS.`;
    case 'aborted':
      return `${operation} at ${endpoint} was given up, because the run was interrupted.`;
    case 'other':
      return `${operation} could not be sent to ${endpoint}: ${detail}.`;
  }
}

function detailOf(error: unknown): string {
  const code = codeOf(error);
  const text = error instanceof Error ? error.message : String(error);
  const parts = [code, text].filter((part) => part !== undefined && part !== '');
  return redactText(parts.join(': ')).replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 300);
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}
