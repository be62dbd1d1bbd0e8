import type { Match } from '../../contract/route.js';
import type { Body } from '../../judge/exchange/body.js';
import type { Exchange } from '../../transport/types.js';

/** Both sides of an exchange, as they were seen. */
export interface Sides {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string };
  readonly sent: Body;
  /** 0 where no response came. */
  readonly status: number;
  /** Headers of the response, names in lower case. */
  readonly answered: { readonly [name: string]: string };
  readonly received: Body;
  readonly durationMs: number;
}

/** An exchange as the rest of the suite knows them. */
export function exchangeOf({ operation: { service, operation } }: Match, sides: Sides): Exchange {
  const { method, url, headers, sent, status, answered, received, durationMs } = sides;
  const body = 'text' in sent && sent.text !== '' ? { body: sent.text } : {};
  return {
    request: { service, operation, method, path: url.pathname + url.search, url: url.href, headers, ...body },
    response: { status, headers: answered, body: 'text' in received ? received.text : '' },
    durationMs,
  };
}
