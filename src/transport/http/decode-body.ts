import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** The bytes are not what `content-encoding` says they are. */
export class ContentEncodingError extends Error {
  override readonly name = 'ContentEncodingError';
}

/** The decoded body is longer than allowed. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** Codings that are undone at most. */
const MOST_CODINGS = 4;

const DECODERS: { readonly [coding: string]: (bytes: Buffer, maxOutputLength: number) => Buffer } = {
  gzip: (bytes, maxOutputLength) => gunzipSync(bytes, { maxOutputLength }),
  'x-gzip': (bytes, maxOutputLength) => gunzipSync(bytes, { maxOutputLength }),
  br: (bytes, maxOutputLength) => brotliDecompressSync(bytes, { maxOutputLength }),
  deflate: inflate,
  identity: (bytes) => bytes,
};

/**
 * Undoes the content codings of a body, the last one first.
 * @param encoding value of the header `content-encoding`
 * @param maxBytes how long the decoded body may be
 * @throws ContentEncodingError, BodyTooLargeError
 */
export function decodeBody(bytes: Buffer, encoding: string | undefined, maxBytes: number): Buffer {
  if (encoding === undefined || bytes.length === 0) return bytes;
  const codings = encoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '');
  if (codings.length > MOST_CODINGS) throw new ContentEncodingError(`${codings.length} content codings`);
  return codings.reduceRight((decoded, coding) => decodeOnce(decoded, coding, maxBytes), bytes);
}

function decodeOnce(bytes: Buffer, coding: string, maxBytes: number): Buffer {
  const decoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
  if (decoder === undefined) throw new ContentEncodingError(`content-encoding "${coding}" is not known`);
  try {
    return decoder(bytes, maxBytes);
  } catch (cause) {
    if (codeOf(cause) === 'ERR_BUFFER_TOO_LARGE') throw new BodyTooLargeError('decoded body', { cause });
    throw new ContentEncodingError(`the body is not ${coding}, though content-encoding says so`, { cause });
  }
}

/** `deflate` means a zlib stream, yet some servers send the bare deflate data: both are understood, as in browsers. */
function inflate(bytes: Buffer, maxOutputLength: number): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength });
  } catch (cause) {
    if (codeOf(cause) !== 'Z_DATA_ERROR') throw cause;
    return inflateRawSync(bytes, { maxOutputLength });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
