import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bodyOf } from './body.js';

const TEXT = '{"name":"ä€😀"}';
const base64 = (bytes: Buffer | string) => ({
  text: Buffer.from(bytes).toString('base64'),
  encoding: 'base64',
});

describe('bodyOf', () => {
  it('takes text as it is', () => {
    expect(bodyOf({ text: TEXT }, Buffer.byteLength(TEXT), '')).toEqual({ text: TEXT });
    expect(bodyOf({ text: TEXT }, -1, 'gzip')).toEqual({ text: TEXT });
    expect(bodyOf({ text: '' }, 0, '')).toEqual({ text: '' });
    expect(bodyOf(undefined, undefined, '')).toEqual({ text: '' });
  });

  it('reads base64', () => {
    expect(bodyOf(base64(TEXT), undefined, '')).toEqual({ text: TEXT });
    expect(bodyOf({ ...base64(TEXT), encoding: 'BASE64' }, undefined, 'gzip')).toEqual({ text: TEXT });
  });

  it.each([
    ['gzip', gzipSync(TEXT)],
    ['deflate', deflateSync(TEXT)],
    ['deflate', deflateRawSync(TEXT)],
    ['br', brotliCompressSync(TEXT)],
    ['', gzipSync(TEXT)],
  ])('decompresses what was recorded as %s', (encoding, bytes) => {
    expect(bodyOf(base64(bytes), undefined, encoding)).toEqual({ text: TEXT });
  });

  it('says what a recording does not hold', () => {
    expect(bodyOf({}, 120, '')).toEqual({
      unknown: 'the recording does not hold it, only that it had 120 bytes',
    });
    expect(bodyOf({ text: '' }, 120, '')).toEqual({
      unknown: 'the recording does not hold it, only that it had 120 bytes',
    });
    expect(bodyOf({}, -1, '')).toEqual({ unknown: 'the recording does not hold it' });
    expect(bodyOf({ text: TEXT.slice(0, 5) }, 90, '')).toEqual({
      unknown: 'the recording cuts it off after 5 of 90 bytes',
    });
    expect(bodyOf({ text: 'ab!', encoding: 'base64' }, 3, '')).toHaveProperty('unknown');
    expect(bodyOf({ text: 'ab', encoding: 'rot13' }, 2, '')).toHaveProperty('unknown');
  });

  it('says what is broken', () => {
    expect(bodyOf(base64(Buffer.from([0x7b, 0xff, 0x7d])), 3, '')).toEqual({
      broken: 'bytes that are no UTF-8',
    });
    expect(bodyOf(base64(gzipSync(Buffer.from([0xff]))), 3, 'gzip')).toHaveProperty('broken');
    expect(bodyOf(base64(Buffer.from([0xff, 0xfe])), 2, 'br')).toEqual({
      broken: 'bytes that are neither UTF-8 nor br',
    });
  });

  it('notes where a recorder has replaced bytes', () => {
    expect(bodyOf({ text: '{"name":"\uFFFD"}' }, undefined, '')).toHaveProperty('note');
  });
});
