import { createHash, createHmac } from 'node:crypto';
import { Fault } from './fault.js';
import type { ReferenceRequest } from './request.js';

/** The key pair that requests have to be signed with. */
export interface AcceptedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Required of every request where there is one. */
  readonly sessionToken?: string;
}

/** One thing that is verified; a mutant leaves one out. */
export type Verification =
  | 'presence'
  | 'form'
  | 'key'
  | 'service'
  | 'region'
  | 'past'
  | 'future'
  | 'content'
  | 'signature';

/** What a verifier goes by. */
export interface VerifierOptions {
  readonly credentials: AcceptedCredentials;
  /** The region that requests have to be signed for. */
  readonly region: string;
  readonly now: () => Date;
  /** What is not verified. Default: nothing. */
  readonly unverified?: Verification | undefined;
}

/** Signing name of both services (`signingName` in their models). */
const SERVICE = 'ivs';

/** How far the date of a request may be off, in milliseconds: 15 minutes (common errors of the AWS APIs, RequestExpired). */
const TOLERANCE_MS = 15 * 60 * 1000;

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request, ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;

/** What an Authorization header says. */
interface Authorization {
  readonly key: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/**
 * Verifies Signature Version 4 in its header form
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 */
export class Verifier {
  readonly #options: VerifierOptions;
  readonly #keys = new Map<string, Buffer>();

  constructor(options: VerifierOptions) {
    this.#options = options;
  }

  /** @throws Fault when the request is not signed as it has to be */
  verify(request: ReferenceRequest): void {
    const header = headerOf(request, 'authorization');
    if (header === undefined) {
      this.#require('presence', false, 'MissingAuthenticationTokenException', 'the request is not signed');
      return;
    }
    const authorization = parse(header);
    const date = headerOf(request, 'x-amz-date') ?? '';
    if (authorization === undefined || !authorization.signedHeaders.includes('host') || !isDate(date)) {
      this.#require('form', false, 'IncompleteSignatureException', 'the signature is not complete');
      return;
    }
    this.#verifyKey(request, authorization);
    this.#verifyScope(authorization, date);
    this.#verifySignature(request, authorization, date);
  }

  #verifyKey(request: ReferenceRequest, { key }: Authorization): void {
    const { accessKeyId, sessionToken } = this.#options.credentials;
    const isKnown = key === accessKeyId && headerOf(request, 'x-amz-security-token') === sessionToken;
    this.#require('key', isKnown, 'UnrecognizedClientException', 'the access key or its token is not known');
  }

  #verifyScope({ day, region, service }: Authorization, date: string): void {
    const refuse = (verification: Verification, holds: boolean, what: string) =>
      this.#require(verification, holds, 'InvalidSignatureException', what);
    refuse('service', service === SERVICE, `the credential scope is for ${service}`);
    refuse('region', region === this.#options.region, `the credential scope is for ${region}`);
    refuse('form', date.startsWith(day), 'the credential scope has another date than the request');
    const age = this.#options.now().getTime() - toTime(date);
    refuse('past', age <= TOLERANCE_MS, 'the signature has expired');
    refuse('future', age >= -TOLERANCE_MS, 'the signature is not yet current');
  }

  #verifySignature(request: ReferenceRequest, authorization: Authorization, date: string): void {
    const { credentials, unverified } = this.#options;
    if (unverified === 'key' && authorization.key !== credentials.accessKeyId) return;
    const { day, region, service, signature, signedHeaders } = authorization;
    const declared = headerOf(request, 'x-amz-content-sha256');
    const content = unverified === 'content' && declared !== undefined ? declared : sha256(request.body);
    const scope = `${day}/${region}/${service}/aws4_request`;
    const canonical = sha256(canonicalRequest(request, signedHeaders, content));
    const text = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${canonical}`;
    const expected = hmac(this.#keyFor(day, region, service), text).toString('hex');
    this.#require(
      'signature',
      signature === expected,
      'InvalidSignatureException',
      'the signature is another one',
    );
  }

  #keyFor(day: string, region: string, service: string): Buffer {
    const scope = `${day}/${region}/${service}`;
    const known = this.#keys.get(scope);
    if (known !== undefined) return known;
    const key = [day, region, service, 'aws4_request'].reduce<Buffer>(
      (secret, part) => hmac(secret, part),
      Buffer.from(`AWS4${this.#options.credentials.secretAccessKey}`),
    );
    this.#keys.clear();
    this.#keys.set(scope, key);
    return key;
  }

  #require(verification: Verification, holds: boolean, code: string, message: string): void {
    if (!holds && this.#options.unverified !== verification) throw new Fault(code, message);
  }
}

function parse(header: string): Authorization | undefined {
  const [, key = '', day = '', region = '', service = '', headers = '', signature = ''] =
    AUTHORIZATION.exec(header) ?? [];
  if (key === '') return undefined;
  return { key, day, region, service, signedHeaders: headers.split(';'), signature };
}

function canonicalRequest(
  request: ReferenceRequest,
  signedHeaders: readonly string[],
  content: string,
): string {
  const mark = request.path.indexOf('?');
  const path = mark < 0 ? request.path : request.path.slice(0, mark);
  const query = mark < 0 ? '' : request.path.slice(mark + 1);
  const headers = signedHeaders.map((name) => `${name}:${canonicalValue(headerOf(request, name) ?? '')}\n`);
  return [
    request.method,
    canonicalPath(path),
    canonicalQuery(query),
    headers.join(''),
    signedHeaders.join(';'),
    content,
  ].join('\n');
}

function canonicalValue(value: string): string {
  return value.trim().replace(/[ \t]+/g, ' ');
}

/** Empty and dot segments are resolved, and what is percent-encoded is encoded once more. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  const end = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.map(encode).join('/')}${end}`;
}

function canonicalQuery(query: string): string {
  const pairs = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals < 0 ? pair : pair.slice(0, equals);
      return [encode(decode(name)), encode(decode(equals < 0 ? '' : pair.slice(equals + 1)))] as const;
    });
  return pairs
    .sort(([left, first], [right, second]) => compare(left, right) || compare(first, second))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** What is not percent-encoded stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function headerOf({ headers }: ReferenceRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'object' ? value.join(',') : value;
}

function isDate(text: string): boolean {
  return /^\d{8}T\d{6}Z$/.test(text);
}

/** `20261121T071500Z` as milliseconds. */
function toTime(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'));
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
