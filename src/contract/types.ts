/**
 * The vocabulary of a contract: what the documentation says of one service at one revision.
 *
 * Everything here is plain data, as it is stored under `specs/`.
 */

/** A service that this suite knows, by its botocore name. */
export type Service = 'ivs' | 'ivs-realtime';

/** All services, in the order in which they are reported. */
export const SERVICES: readonly Service[] = ['ivs', 'ivs-realtime'];

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

/** A JSON object. */
export type JsonObject = { [member: string]: Json };

/** How firmly something is known (see `docs/verdicts.md`). */
export type Strength = 'documented' | 'observed' | 'modelled' | 'inferred';

/** All strengths, the firmest first. */
export const STRENGTHS: readonly Strength[] = ['documented', 'observed', 'modelled', 'inferred'];

/** Where a fact comes from: a document's title and, where it is public, its address. */
export interface Source {
  readonly document: string;
  readonly url?: string;
}

/** The part of JSON Schema 2020-12 that contracts are written in. */
export interface Schema {
  readonly $ref?: string;
  readonly $comment?: string;
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  readonly enum?: readonly string[];
  readonly const?: Json;
  readonly default?: Json;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: { readonly [member: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly deprecated?: boolean;
}

/** The shapes that the operations of one service share: the file `specs/<service>/shapes.json`. */
export interface ShapesDocument {
  readonly $comment: string;
  readonly $schema: string;
  /** `urn:ivs-conformance:<service>:shapes`, the base of every `$ref` in the service's contract. */
  readonly $id: string;
  readonly service: Service;
  readonly revision: string;
  readonly metadata: {
    readonly serviceId: string;
    readonly signingName: string;
    readonly endpointPrefix: string;
    readonly apiVersion: string;
    readonly documentation: string;
  };
  /** Every error of the service: code → HTTP status, and whose fault it is. */
  readonly errors: { readonly [code: string]: ErrorContract };
  readonly $defs: { readonly [shape: string]: Schema };
}

/** One modelled error. */
export interface ErrorContract {
  readonly code: string;
  /** HTTP status code. */
  readonly status: number;
  readonly fault: 'client' | 'server';
  /** Name of the body member that carries the text. */
  readonly messageMember: string;
  /** Header-bound members: member → header name. */
  readonly headers: { readonly [member: string]: string };
}

/** How one operation travels over HTTP. */
export interface HttpBinding {
  readonly method: 'GET' | 'POST' | 'DELETE' | 'PUT' | 'PATCH';
  /** Path template, with `{member}` for URI-bound members. */
  readonly uri: string;
  /** Status code of a success. */
  readonly status: number;
  /** Input members that travel outside of the body. */
  readonly input: {
    readonly [member: string]: { readonly location: 'uri' | 'querystring' | 'header'; readonly name: string };
  };
  /** Output members that travel as headers. */
  readonly outputHeaders: { readonly [member: string]: string };
  /** Whether a success carries a JSON body at all (false for operations without an output shape). */
  readonly hasOutput: boolean;
}

/** How a list operation pages. */
export interface Pagination {
  readonly inputToken: string;
  readonly outputToken: string;
  readonly limit: string;
  /** Output member that holds the page. */
  readonly items: string;
}

/** One operation: the file `specs/<service>/operations/<name>.json`. */
export interface OperationContract {
  readonly $comment: string;
  readonly service: Service;
  readonly operation: string;
  readonly revision: string;
  readonly documentation: string;
  readonly http: HttpBinding;
  readonly readonly: boolean;
  /** Closed: unknown members are refused. Members bound to URI, query and headers included. */
  readonly input: Schema;
  /** Open: unknown members are allowed. Body members only; header-bound ones are in `http`. */
  readonly output: Schema;
  /** Codes of the declared errors. */
  readonly errors: readonly string[];
  readonly pagination?: Pagination;
  /** Input member that is an idempotency token. */
  readonly idempotencyToken?: string;
  /** Paths of sensitive members, as JSON pointers in which `*` stands for any list index or map key. */
  readonly sensitive: { readonly input: readonly string[]; readonly output: readonly string[] };
}

/** What the documentation says of one service at one revision. */
export interface Contract {
  readonly service: Service;
  readonly revision: string;
  readonly shapes: ShapesDocument;
  readonly operations: ReadonlyMap<string, OperationContract>;
  /** Constraints that a later revision has otherwise, by their keys; only where an endpoint may be ahead of the contract. */
  readonly unsettled?: ReadonlySet<string>;
}

/** Both services. */
export type Contracts = ReadonlyMap<Service, Contract>;
