import { type RawResponse, type Reading, readResponse } from '../../contract/protocol.js';
import type { Match } from '../../contract/route.js';
import { isObject } from '../../contract/schema/values.js';
import type { Contract, Json, JsonObject, OperationContract } from '../../contract/types.js';
import { Facts } from '../memory/facts.js';
import { Memory, type Pending } from '../memory/memory.js';
import type { Call, Contradiction } from '../memory/scene.js';
import type { Body } from './body.js';
import { type Findings, type Note, type Problem, undecided } from './problem.js';
import { judgeRequest, type ReadRequest } from './request.js';
import { judgeResponse } from './response.js';
import { type SigningScope, scopeNotes, signingScope } from './signing-scope.js';

/** A request, recognised. */
export interface Sent {
  readonly match: Match;
  readonly url: Pick<URL, 'origin' | 'search'>;
  /** Value of the header; empty for none. */
  readonly authorization: string;
  readonly body: Body;
  /** Milliseconds since whenever. */
  readonly began: number;
}

/** What came back. */
export interface Received<E> {
  /** Of status 0 where nothing did. */
  readonly response: RawResponse;
  readonly body: Body;
  /** Why nothing came, if that is known. */
  readonly failure?: string;
  readonly ended: number;
  /** What findings name: this exchange. */
  readonly exchange: E;
}

/** What an exchange comes to. */
export interface Judged<E> {
  readonly request: ReadRequest;
  readonly response: Findings;
  /** What it contradicts in what was seen before, or beyond schemas. */
  readonly contradictions: readonly Contradiction<E>[];
}

/** A request that waits for its response. */
export interface Ongoing<E> {
  readonly request: ReadRequest;
  end(received: Received<E>): Judged<E>;
}

/** Judges exchanges that were recognised: each by itself, and by what was seen before. */
export class ExchangeJudge<E> {
  readonly #memory: Memory<E>;
  /** Most requests are signed as the one before is. */
  #signed: Signed = signedBy('', '');

  /** @param settle milliseconds that reads may lag behind writes */
  constructor(settle: number) {
    this.#memory = new Memory(settle);
  }

  /** A request was sent. Requests begin and end in the order of their times. Never throws. */
  begin({ match, url, authorization, body, began }: Sent): Ongoing<E> {
    const request = judgeRequest(match, body);
    const { scope, client } = this.#signedBy(authorization, url.search);
    const pending = this.#memory.begin(new Asked(match, request, { url, client, began }));
    return { request, end: (received) => this.#end(match, { request, pending, scope }, received) };
  }

  #signedBy(authorization: string, query: string): Signed {
    const isSame = authorization === this.#signed.authorization && query === this.#signed.query;
    if (!isSame) this.#signed = signedBy(authorization, query);
    return this.#signed;
  }

  #end(match: Match, { request, pending, scope }: Begun<E>, received: Received<E>): Judged<E> {
    const { response, body, failure, ended, exchange } = received;
    const reading = readResponse(response);
    const output = members(reading.output);
    const isKnown = 'text' in body;
    const contradictions = this.#memory.end(pending, {
      // What was not recorded whole says nothing of what was done.
      reading: isKnown
        ? withOutput(reading, output)
        : { ...reading, output, succeeded: false, status: reading.succeeded ? 500 : reading.status },
      headers: response.headers,
      ended,
      exchange,
    });
    const found =
      response.status === 0
        ? undecided(`no response was recorded${failure ? ` (${failure})` : ''}`)
        : judgeResponse(match, reading, response, body);
    const ofScope = scopeNotes(match.contract, scope, response.status);
    return {
      request,
      response: ofScope.length === 0 ? found : withNotes(found, ofScope),
      contradictions: withoutTold(contradictions, found.problems),
    };
  }
}

/** A request as the memory sees it. */
class Asked implements Call {
  readonly facts: Facts;
  readonly operation: OperationContract;
  readonly input: JsonObject;
  readonly origin: string;
  readonly client: string;
  readonly began: number;
  readonly #request: ReadRequest;

  constructor(
    { contract, operation }: Match,
    request: ReadRequest,
    { url, client, began }: Pick<Sent, 'url' | 'began'> & Pick<Signed, 'client'>,
  ) {
    this.facts = factsOf(contract);
    this.operation = operation;
    this.input = members(request.input ?? {});
    this.origin = url.origin;
    this.client = client;
    this.began = began;
    this.#request = request;
  }

  get isValid(): boolean {
    return this.#request.isValid;
  }
}

/** Who signed a request. */
interface Signed {
  readonly authorization: string;
  readonly query: string;
  readonly scope: SigningScope | undefined;
  /** Key and region; empty where nobody did. */
  readonly client: string;
}

function signedBy(authorization: string, query: string): Signed {
  const scope = signingScope(authorization, query);
  const client = scope === undefined ? '' : `${scope.key} ${scope.region}`;
  return { authorization, query, scope, client };
}

function withNotes({ problems, notes, undecided: open }: Findings, more: readonly Note[]): Findings {
  return { problems, undecided: open, notes: [...more, ...notes] };
}

function withOutput(reading: Reading, output: JsonObject): Reading {
  return reading.output === output ? reading : { ...reading, output };
}

/** What is wrong by itself is not told again because it contradicts something besides. */
function withoutTold<E>(
  contradictions: readonly Contradiction<E>[],
  problems: readonly Problem[],
): readonly Contradiction<E>[] {
  const told = problems.map(({ path }) => path).filter((path) => path !== '');
  if (contradictions.length === 0 || told.length === 0) return contradictions;
  const isTold = ({ member }: Contradiction<E>) =>
    told.some((path) => path === member || path.startsWith(`${member}.`));
  return contradictions.filter((each) => !isTold(each));
}

const known = new WeakMap<Contract, Facts>();

function factsOf(contract: Contract): Facts {
  const facts = known.get(contract) ?? new Facts(contract);
  known.set(contract, facts);
  return facts;
}

/** No contract has structures that are nested as deeply. */
const DEEPEST = 32;

/** Members without nulls, which say that there is none, and without what is nested too deeply to be looked at. */
function members(value: JsonObject, depth = 0): JsonObject {
  if (depth === 0 && isPlain(value, 0)) return value;
  const found: JsonObject = {};
  for (const [name, member] of Object.entries(value))
    if (member !== null) found[name] = plain(member, depth + 1);
  return found;
}

/** Most are so: they need not be copied. */
function isPlain(value: Json, depth: number): boolean {
  if (value === null || depth > DEEPEST) return false;
  if (typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every((entry) => isPlain(entry, depth + 1));
  for (const name in value) if (!isPlain(value[name] ?? null, depth + 1)) return false;
  return true;
}

function plain(value: Json, depth: number): Json {
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map((entry) => plain(entry, depth + 1));
  return isObject(value) ? members(value, depth) : value;
}

/** A request that was sent. */
interface Begun<E> {
  readonly request: ReadRequest;
  readonly pending: Pending<E>;
  readonly scope: SigningScope | undefined;
}
