import { createHash, createHmac } from 'node:crypto';
import { posix } from 'node:path';
import { Fault } from '../state/fault.js';
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
  /^AWS4-HMAC-SHA256 Credential=(?<key>[^/,\s]+)\/(?<scope>(?<day>\d{8})\/(?<region>[^/,\s]+)\/(?<service>[^/,\s]+)\/aws4_request), ?SignedHeaders=(?<headers>[^,\s]+), ?Signature=(?<signature>[0-9a-f]{64})$/;

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
    const isSigned = header !== undefined;
    this.#require('presence', isSigned, 'MissingAuthenticationTokenException', 'the request is not signed');
    if (!isSigned) return;
    const authorization = AUTHORIZATION.exec(header)?.groups;
    const date = headerOf(request, 'x-amz-date') ?? '';
    const { headers = '', key = '' } = authorization ?? {};
    const isComplete = headers.split(';').includes('host') && /^\d{8}T\d{6}Z$/.test(date);
    this.#require('form', isComplete, 'IncompleteSignatureException', 'the signature is not complete');
    if (!isComplete || authorization === undefined) return;
    const { accessKeyId, sessionToken } = this.#options.credentials;
    const isKnown = key === accessKeyId && headerOf(request, 'x-amz-security-token') === sessionToken;
    this.#require('key', isKnown, 'UnrecognizedClientException', 'the access key or its token is not known');
    this.#verifyScope(authorization, date);
    if (this.#options.unverified !== 'key' || key === accessKeyId)
      this.#verifySignature(request, authorization, date);
  }

  #verifyScope({ day = '', region = '', service = '' }: Groups, date: string): void {
    const verify = (verification: Verification, holds: boolean, what: string) =>
      this.#require(verification, holds, 'InvalidSignatureException', what);
    verify('service', service === SERVICE, `the credential scope is for ${service}`);
    verify('region', region === this.#options.region, `the credential scope is for ${region}`);
    verify('form', date.startsWith(day), 'the credential scope has another date than the request');
    const signed = date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5');
    const age = this.#options.now().getTime() - Date.parse(signed);
    verify('past', age <= TOLERANCE_MS, 'the signature has expired');
    verify('future', age >= -TOLERANCE_MS, 'the signature is not yet current');
  }

  #verifySignature(request: ReferenceRequest, authorization: Groups, date: string): void {
    const { scope = '', headers = '', signature } = authorization;
    const declared = headerOf(request, 'x-amz-content-sha256');
    const isTaken = this.#options.unverified === 'content' && declared !== undefined;
    const canonical = canonicalRequest(request, headers, isTaken ? declared : sha256(request.body));
    const text = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`;
    const holds = signature === hmac(this.#keyFor(scope), text).toString('hex');
    this.#require('signature', holds, 'InvalidSignatureException', 'the signature is another one');
  }

  #keyFor(scope: string): Buffer {
    const secret = Buffer.from(`AWS4${this.#options.credentials.secretAccessKey}`);
    const key = this.#keys.get(scope) ?? scope.split('/').reduce<Buffer>(hmac, secret);
    this.#keys.clear();
    this.#keys.set(scope, key);
    return key;
  }

  #require(verification: Verification, holds: boolean, code: string, message: string): void {
    if (!holds && this.#options.unverified !== verification) throw new Fault(code, message);
  }
}

/** What an Authorization header says. */
type Groups = { readonly [name: string]: string };

function canonicalRequest(request: ReferenceRequest, signedHeaders: string, content: string): string {
  const [, path = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(request.path) ?? [];
  const headers = signedHeaders
    .split(';')
    .map((name) => `${name}:${(headerOf(request, name) ?? '').trim().replace(/[ \t]+/g, ' ')}\n`);
  // Empty and dot segments are resolved, and what is percent-encoded is encoded once more.
  const encoded = posix.normalize(path).split('/').map(encode).join('/');
  const parts = [request.method, encoded, canonicalQuery(query), headers.join(''), signedHeaders, content];
  return parts.join('\n');
}

/** Sorted by name, then by value. */
function canonicalQuery(query: string): string {
  const pairs = query.split('&').filter((pair) => pair !== '');
  return pairs
    .map((pair) => /^([^=]*)=?(.*)$/s.exec(pair)?.slice(1) ?? [])
    .map((parts) => parts.map((part) => encode(decode(part))).join('\0'))
    .sort()
    .map((pair) => pair.replace('\0', '='))
    .join('&');
}

function encode(text: string): string {
  const rest = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, rest);
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

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
