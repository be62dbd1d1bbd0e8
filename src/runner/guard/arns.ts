import type { Exchange, WireRequest } from '../../transport/types.js';

/** Any ARN within a text, up to what cannot be part of one. */
const ARN = /arn:[a-z0-9-]+:[a-z0-9-]+:[^:\s"'\\/]*:[^:\s"'\\/]*:[a-zA-Z0-9][^\s"'\\?#&<>,;()[\]{}]*/g;

/** The parts of an ARN that say whose it is, and what kind of resource it names. */
const PARTS = /^(?<identity>arn:[^:]+:[^:]+:(?<region>[^:]*):(?<account>[^:]*)):(?<type>[^/:]+)/;

/** Whose an ARN is. */
export interface ArnParts {
  /** `arn:<partition>:<service>:<region>:<account>`. */
  readonly identity: string;
  readonly region: string;
  readonly account: string;
  /** What it names: `channel`. */
  readonly type: string;
}

/** The parts of an ARN; undefined for what is none. */
export function partsOfArn(arn: string): ArnParts | undefined {
  const { identity, region, account, type } = PARTS.exec(arn)?.groups ?? {};
  if (identity === undefined || region === undefined || account === undefined || type === undefined) {
    return undefined;
  }
  return { identity, region, account, type };
}

/** The ARNs that a request names, wherever it does. */
export function arnsOfRequest({ path, body }: WireRequest): ReadonlySet<string> {
  const text = typeof body === 'string' ? body : Buffer.from(body ?? '').toString('latin1');
  return new Set([...arnsIn(decoded(path)), ...arnsIn(text)]);
}

/** The ARNs that a response shows. */
export function arnsOfResponse({ response }: Exchange): ReadonlySet<string> {
  return arnsIn(response.body);
}

function arnsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(ARN));
}

/** A path as it was meant; as it stands where it is encoded wrongly. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
