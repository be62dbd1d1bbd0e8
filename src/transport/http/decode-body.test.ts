import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BodyTooLargeError, ContentEncodingError, decodeBody } from './decode-body.js';

const LIMIT = 100;

describe('decodeBody', () => {
  it('leaves a body without a coding alone', () => {
    const bytes = Buffer.from('{}');
    expect(decodeBody(bytes, undefined, LIMIT)).toBe(bytes);
    expect(decodeBody(bytes, 'identity', LIMIT)).toBe(bytes);
  });

  it('reads the coding in any case, and takes an empty body for what it is', () => {
    expect(decodeBody(gzipSync('a'), ' GZip ', LIMIT).toString()).toBe('a');
    expect(decodeBody(Buffer.alloc(0), 'gzip', LIMIT)).toHaveLength(0);
  });

  it.each(['gzip', 'br', 'deflate', 'zstd', 'constructor'])('refuses bytes that are not %s', (coding) => {
    expect(() => decodeBody(Buffer.from('{}'), coding, LIMIT)).toThrow(ContentEncodingError);
  });

  it('stops where the decoded body grows too long', () => {
    expect(() => decodeBody(gzipSync('x'.repeat(LIMIT + 1)), 'gzip', LIMIT)).toThrow(BodyTooLargeError);
    expect(decodeBody(gzipSync('x'.repeat(LIMIT)), 'gzip', LIMIT)).toHaveLength(LIMIT);
  });
});
