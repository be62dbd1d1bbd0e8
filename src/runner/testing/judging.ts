import { createJudge, type Finding } from '../../judge/judge.js';
import type { Exchange, Transport } from '../../transport/types.js';

/** A transport that shows every exchange to a judge, from the request on. */
export function judged(inner: Transport, findings: Finding<Exchange>[]): Transport {
  const judge = createJudge<Exchange>();
  return {
    endpoint: inner.endpoint,
    region: inner.region,
    get requests() {
      return inner.requests;
    },
    send: async (request, signal) => {
      const url = inner.endpoint + request.path;
      const open = judge.begin(
        { ...request, url, headers: { authorization: SIGNED, ...request.headers } },
        performance.now(),
      );
      let exchange: Exchange | undefined;
      try {
        exchange = await inner.send(request, signal);
        return exchange;
      } finally {
        const over = exchange ?? { request: { ...request, url }, response: NOTHING, durationMs: 0 };
        findings.push(...open.end(Object.assign(over, { ended: performance.now() })));
      }
    },
    close: () => inner.close(),
  };
}

const NOTHING = { status: 0, headers: {}, body: '' };

/** What the in-process transport signs with. */
const SIGNED =
  'AWS4-HMAC-SHA256 Credential=in-process/20260101/us-east-1/ivs/aws4_request, SignedHeaders=host, Signature=none';
