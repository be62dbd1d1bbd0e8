import { describe, expect, it } from 'vitest';
import { type InProcessRequest, inProcessTransport } from './in-process.js';
import { createChannel } from './testing/requests.js';
import { TransportError } from './types.js';

const REGION = { region: 'eu-west-1' };

describe('inProcessTransport', () => {
  it('hands over the request with a credential scope, and records as the network does', async () => {
    const seen: InProcessRequest[] = [];
    const transport = inProcessTransport((request) => {
      seen.push(request);
      return { status: 201, headers: { 'X-Amzn-RequestId': 'r' }, body: '{}' };
    }, REGION);
    const exchange = await transport.send(createChannel({ headers: { 'Content-Type': 'application/json' } }));
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', path: '/CreateChannel', body: '{"name":"a"}' });
    expect(seen[0]?.headers.authorization).toMatch(/Credential=[^/]+\/\d{8}\/eu-west-1\/ivs\/aws4_request,/);
    expect(exchange.response).toEqual({ status: 201, headers: { 'x-amzn-requestid': 'r' }, body: '{}' });
    expect(exchange.request.url).toBe(`${transport.endpoint}/CreateChannel`);
    expect(exchange.request.headers['content-type']).toBe('application/json');
    expect(transport).toMatchObject({ region: 'eu-west-1', requests: 1 });
  });

  it('leaves the scope out of a request that is to be unsigned', async () => {
    const transport = inProcessTransport(
      ({ headers }) => ({ status: 200, headers: {}, body: JSON.stringify(headers) }),
      REGION,
    );
    const { response } = await transport.send(createChannel({ unsigned: true, headers: { A: 'b' } }));
    expect(response.body).toBe('{"a":"b"}');
  });

  it('turns whatever the endpoint throws into a TransportError', async () => {
    const transport = inProcessTransport(() => Promise.reject(new Error('out of order')), REGION);
    const sending = transport.send(createChannel());
    await expect(sending).rejects.toBeInstanceOf(TransportError);
    await expect(sending).rejects.toMatchObject({ failure: 'other', message: /out of order/ });
  });

  it('sends nothing once the run is interrupted', async () => {
    const transport = inProcessTransport(() => ({ status: 200, headers: {}, body: '' }), REGION);
    const sending = transport.send(createChannel(), AbortSignal.abort());
    await expect(sending).rejects.toMatchObject({ failure: 'aborted' });
    expect(transport.requests).toBe(0);
  });
});
