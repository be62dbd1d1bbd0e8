/** One header line. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

/** What comes before a body. */
export interface Head {
  /** The bytes as they came, with the empty line at the end. */
  readonly raw: Buffer;
  readonly start: string;
  /** In their order, repeated ones too; names as they were written. */
  readonly headers: readonly Header[];
}

/** Splits a head into its lines. A value that goes on in the next line is joined. */
export function parseHead(raw: Buffer): Head {
  const [start = '', ...lines] = raw
    .toString('latin1')
    .replace(/^[\r\n]+/, '')
    .split(/\r?\n/);
  const headers: { name: string; value: string }[] = [];
  for (const line of lines) {
    const last = headers.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) last.value += ` ${line.trim()}`;
    else if (line !== '') {
      const colon = line.indexOf(':');
      const end = colon < 0 ? line.length : colon;
      headers.push({ name: line.slice(0, end), value: line.slice(end + 1).trim() });
    }
  }
  return { raw, start, headers };
}

/** Headers by their names in lower case; the values of repeated ones are joined. */
export function joined(headers: readonly Header[]): { [name: string]: string } {
  const found: { [name: string]: string } = Object.create(null);
  for (const { name, value } of headers) {
    const key = name.toLowerCase();
    const known = found[key];
    found[key] = known === undefined ? value : `${known}, ${value}`;
  }
  return found;
}

/** The head with further header lines after its own. */
export function withHeaders(raw: Buffer, more: readonly Header[]): Buffer {
  const text = raw.toString('latin1').replace(/\r?\n$/, '');
  const lines = more.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`${text}${lines}\r\n`, 'latin1');
}

/** The head without the headers of these names, which are in lower case. */
export function withoutHeaders(raw: Buffer, names: ReadonlySet<string>): Buffer {
  const lines = raw.toString('latin1').split(/(?<=\n)(?![ \t])/);
  const kept = lines.filter(
    (line, at) => at === 0 || !names.has(line.split(':', 1)[0]?.trim().toLowerCase() ?? ''),
  );
  return Buffer.from(kept.join(''), 'latin1');
}

/** How a body is delimited. */
export type Framing =
  /** An answer before the answer, such as 100 Continue. */
  | 'interim'
  | 'none'
  | 'chunked'
  /** It ends with the connection. */
  | 'close'
  /** Everything that follows is no HTTP. */
  | 'tunnel'
  /** It has this many bytes. */
  | number;

/** @returns undefined where nobody can tell */
export function requestFraming(head: Head): Framing | undefined {
  const [method = '', target, version = '', ...rest] = head.start.split(' ');
  if (target === undefined || rest.length > 0 || !/^HTTP\/1\.[01]$/.test(version)) return undefined;
  if (method === 'CONNECT') return 'tunnel';
  const { 'transfer-encoding': coding, 'content-length': length } = joined(head.headers);
  if (coding !== undefined) return isChunked(coding) ? 'chunked' : undefined;
  return length === undefined ? 'none' : lengthOf(length);
}

/**
 * @param method of the request that is answered; undefined where there is none
 * @returns undefined where nobody can tell
 */
export function responseFraming(head: Head, method: string | undefined): Framing | undefined {
  const status = statusOf(head);
  if (status === undefined) return undefined;
  if (status === 101) return 'tunnel';
  if (status < 200) return 'interim';
  if (method === 'HEAD' || status === 204 || status === 304) return 'none';
  const { 'transfer-encoding': coding, 'content-length': length } = joined(head.headers);
  if (coding !== undefined) return isChunked(coding) ? 'chunked' : 'close';
  return length === undefined ? 'close' : lengthOf(length);
}

/** The status of a response; undefined where it is no response of HTTP/1. */
export function statusOf({ start }: Head): number | undefined {
  const [, status] = /^HTTP\/1\.[01] ([1-9]\d\d)(?: |$)/.exec(start) ?? [];
  return status === undefined ? undefined : Number(status);
}

function isChunked(coding: string): boolean {
  return /(?:^|,)\s*chunked\s*$/i.test(coding);
}

/** Some write the same length twice, which is allowed. */
function lengthOf(value: string): number | undefined {
  const [first = '', ...others] = value.split(',').map((each) => each.trim());
  return /^\d{1,15}$/.test(first) && others.every((each) => each === first) ? Number(first) : undefined;
}
