import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { type Body, parseJson } from '../../../judge/exchange/body.js';
import type { RecordedBody } from './har.js';

/** Bytes of a body that is decompressed at most: far more than any answer has. */
const MOST = 64 * 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/**
 * The text of a recorded body. Recorders hold bodies decompressed, as text or in base64; some hold what went over the
 * wire instead, and those are decompressed here. Never throws.
 * @param size bytes that the recorder says it had; negative or undefined where it does not say
 * @param contentEncoding the header's value; empty for none
 */
export function bodyOf(
  recorded: RecordedBody | undefined,
  size: number | undefined,
  contentEncoding: string,
): Body {
  const { text, encoding = '' } = recorded ?? {};
  if (text === undefined || (text === '' && size !== undefined && size > 0)) {
    if (size === 0 || (size === undefined && recorded === undefined)) return { text: '' };
    return {
      unknown: `the recording does not hold it${size !== undefined && size > 0 ? `, only that it had ${size} bytes` : ''}`,
    };
  }
  if (encoding.toLowerCase() === 'base64') return fromBase64(text, contentEncoding);
  if (encoding !== '')
    return { unknown: `the recording holds it in the encoding ${encoding}, which is none of HAR 1.2` };
  if (size !== undefined && size > 0 && contentEncoding === '' && isCutOff(text, size)) {
    return { unknown: `the recording cuts it off after ${Buffer.byteLength(text)} of ${size} bytes` };
  }
  return text.includes('\uFFFD') ? { text, note: REPLACED } : { text };
}

const REPLACED = 'it holds U+FFFD, which a recorder writes for bytes that are no UTF-8';

/** A body that reads as JSON is whole, whatever sizes a recorder counts. */
function isCutOff(text: string, size: number): boolean {
  return Buffer.byteLength(text) < size && parseJson(text) === undefined;
}

function fromBase64(text: string, contentEncoding: string): Body {
  const packed = text.replaceAll(/\s/g, '');
  if (!BASE64.test(packed)) return { unknown: 'the recording holds it in base64 that cannot be read' };
  const bytes = Buffer.from(packed, 'base64');
  const plain = decoded(bytes);
  if (plain !== undefined && (contentEncoding === '' || parseJson(plain) !== undefined))
    return { text: plain };
  const unpacked = decompressed(bytes, contentEncoding);
  if (unpacked === undefined) {
    if (plain !== undefined) return { text: plain };
    return {
      broken:
        contentEncoding === ''
          ? 'bytes that are no UTF-8'
          : `bytes that are neither UTF-8 nor ${contentEncoding}`,
    };
  }
  const whole = decoded(unpacked);
  return whole === undefined ? { broken: 'bytes that are no UTF-8, once decompressed' } : { text: whole };
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The bytes behind the first of the header's encodings, or the one that they have by their first bytes. */
function decompressed(bytes: Buffer, contentEncoding: string): Buffer | undefined {
  const options = { maxOutputLength: MOST };
  const ways: { readonly [encoding: string]: readonly (() => Buffer)[] } = {
    gzip: [() => gunzipSync(bytes, options)],
    deflate: [() => inflateSync(bytes, options), () => inflateRawSync(bytes, options)],
    br: [() => brotliDecompressSync(bytes, options)],
  };
  const name = bytes[0] === 0x1f && bytes[1] === 0x8b ? 'gzip' : contentEncoding.trim().toLowerCase();
  for (const way of ways[name] ?? []) {
    try {
      return way();
    } catch {
      // The next way, if there is one.
    }
  }
  return undefined;
}
