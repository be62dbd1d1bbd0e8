import { variation } from '../build.js';
import type { Variation } from '../variation.js';
import type { Delivery } from './deliver.js';

const HTTP = 'RFC 9110 and 9112: this changes how a response travels, and nothing of what it says.';

const SINGLE: readonly (readonly [id: string, statement: string, delivery: Delivery])[] = [
  ['gzip', 'Bodies are compressed by gzip.', { codings: ['gzip'] }],
  ['deflate', 'Bodies are compressed by deflate.', { codings: ['deflate'] }],
  ['deflate-raw', 'Bodies are compressed by deflate, without its header.', { codings: ['deflate-raw'] }],
  ['brotli', 'Bodies are compressed by Brotli.', { codings: ['br'] }],
  ['twice', 'Bodies are compressed twice.', { codings: ['deflate', 'gzip'] }],
  ['chunked', 'Bodies come in chunks.', { chunkBytes: 64 }],
  ['bytes', 'Bodies come byte by byte, with a trailer.', { chunkBytes: 1, trailers: { 'x-sum': '0' } }],
  ['http-1.0', 'Answers are those of HTTP/1.0: the connection ends each.', { http10: true }],
  ['closes', 'Every connection ends after one answer.', { closes: () => true }],
  ['early-hints', 'An informational response goes ahead.', { interim: 'hints' }],
  ['processing', 'A response of status 102 goes ahead.', { interim: 'processing' }],
  ['reason', 'The status line has a text of its own.', { reason: 'as you wish' }],
  ['no-reason', 'The status line has no text.', { reason: '' }],
  ['length-of-nothing', 'Answers of status 204 have a length.', { keepsLength: true }],
  ['header-case', 'Header names are in upper case.', { headerName: (name) => name.toUpperCase() }],
  ['amzn-case', 'Header names are spelt as the services do.', { headerName: titled }],
];

const OLD = 'The simplest way to answer leaves nothing of the others.';

/** How responses travel; asked over real connections only. */
export function deliveryVariations(): Variation[] {
  return [
    ...SINGLE.map(([id, statement, delivery]) =>
      variation(`delivery/${id}`, statement, HTTP, { delivery }, delivery.http10 ? OLD : undefined),
    ),
    variation(
      'delivery/slow',
      'Every answer takes some milliseconds, and some much longer.',
      HTTP,
      (random) => ({
        delivery: { latencyMs: () => (random() < 0.01 ? 150 : random() * 6) },
      }),
    ),
    variation('delivery/closes-at-times', 'Connections end now and then.', HTTP, (random) => ({
      delivery: { closes: () => random() < 0.2 },
    })),
  ];
}

function titled(name: string): string {
  const title = name.replaceAll(/(?:^|-)[a-z]/g, (part) => part.toUpperCase());
  return title.replace('X-Amzn-Errortype', 'x-amzn-ErrorType').replace('requestid', 'RequestId');
}
