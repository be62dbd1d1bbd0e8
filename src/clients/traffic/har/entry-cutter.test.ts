import { describe, expect, it } from 'vitest';
import { EntryCutter, type HarFault } from './entry-cutter.js';

/** Entries of a text that comes in pieces of so many bytes. */
function cut(text: string | Buffer, size = 7, longest?: number): string[] {
  const bytes = Buffer.from(text);
  const cutter = new EntryCutter(longest);
  const found: string[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    for (const entry of cutter.push(bytes.subarray(at, at + size))) {
      expect(entry.index).toBe(found.length);
      found.push(entry.bytes?.toString() ?? 'too long');
    }
  }
  cutter.end();
  return found;
}

function faultOf(text: string | Buffer): string {
  try {
    cut(text, 1024);
  } catch (error) {
    return (error as HarFault).message;
  }
  return '';
}

const TRICKY = [
  { text: 'quotes " and \\ and \\" and }{][,:', last: '\\' },
  { entries: [{ log: { entries: [{}] } }], text: '"entries": [{' },
  { text: 'ä€😀\u2028', empty: '', nested: [[[{}]]] },
];

describe('EntryCutter', () => {
  const har = {
    log: { version: '1.2', pages: [{ entries: [{ a: 1 }] }], entries: TRICKY, comment: 'x' },
    entries: [{}],
  };

  it.each([1, 2, 3, 7, 64, 100_000])('cuts entries out of pieces of %i bytes', (size) => {
    for (const space of [undefined, 2, '\t']) {
      expect(cut(JSON.stringify(har, null, space), size).map((text) => JSON.parse(text))).toEqual(TRICKY);
    }
  });

  it('finds names that are escaped or in another order', () => {
    expect(cut('{"entries":[{"no":1}],"log":{"entries":[],"pages":[{}]}}')).toEqual([]);
    expect(cut('{"log":{"log":{"entries":[{"no":1}]},"entries":[{"yes":1}]}}')).toEqual(['{"yes":1}']);
  });

  it('reads past a byte order mark', () => {
    expect(cut('\uFEFF{"log":{"entries":[{}]}}', 1024)).toEqual(['{}']);
    expect(cut('\uFEFF{"log":{"entries":[{}]}}', 1)).toEqual(['{}']);
  });

  it.each([1, 5, 16, 1000])('keeps no entry that is too long, in pieces of %i bytes', (size) => {
    const entries = [{ a: 1 }, { text: 'x'.repeat(500) }, { b: '\\"'.repeat(60), c: [{}] }, { d: 2 }];
    const found = cut(JSON.stringify({ log: { entries } }), size, 64);
    expect(found).toEqual(['{"a":1}', 'too long', 'too long', '{"d":2}']);
  });

  it('says what is no HAR file', () => {
    expect(faultOf('')).toBe('is empty');
    expect(faultOf('x')).toContain('is no JSON object');
    expect(faultOf('{}')).toContain('has no list log.entries');
    expect(faultOf('   ')).toBe('is empty');
    expect(faultOf('<html>')).toBe('is no JSON object: it begins with "<html>"');
    expect(faultOf('[]')).toContain('is no JSON object');
    expect(faultOf(Buffer.from('\uFEFF{}', 'utf16le'))).toBe('is UTF-16: save it as UTF-8');
    expect(faultOf('{"log":{}}')).toContain('has no list log.entries');
    expect(faultOf('{"log":{"entries":{}}}')).toContain('has no list log.entries');
    expect(faultOf('{ }}')).toBe('has a closing bracket too many');
  });

  it('says where a file ends too early', () => {
    expect(faultOf('{"log":{"entries":[{"a":1},{"b":"')).toBe(
      'ends too early, after 33 bytes, in the middle of entry 1: it was cut off, or is still being written',
    );
    expect(faultOf('{"log":{"entries":[')).toContain('after 19 bytes: it was');
  });
});
