import type { Service } from '../../contract/types.js';
import { UsageError } from '../../results/errors/usage-error.js';
import { createTransport, type TransportLimits } from '../http/http.js';
import type { Exchange, Transport, WireRequest } from '../types.js';
import type { Target } from './endpoint.js';

/**
 * A transport for a target, which may have one endpoint for both services or one for each: a request goes to the
 * endpoint of its service.
 * @throws UsageError when the target has no endpoint, or on sending to a service that has none
 */
export function createTargetTransport(target: Target, limits: TransportLimits = {}): Transport {
  const { region, credentials } = target;
  const byUrl = new Map<string, Transport>();
  const transportFor = (endpoint: URL | undefined): Transport | undefined => {
    if (endpoint === undefined) return undefined;
    const known = byUrl.get(endpoint.href);
    const transport = known ?? createTransport({ endpoint, region, credentials, ...limits });
    byUrl.set(endpoint.href, transport);
    return transport;
  };
  const routes = { ivs: transportFor(target.ivs), 'ivs-realtime': transportFor(target['ivs-realtime']) };
  const transports = [...byUrl.values()];
  const [only, ...others] = transports;
  if (only === undefined) throw new UsageError('No endpoint is named. Give one with --endpoint URL.');
  if (others.length === 0 && routes.ivs === routes['ivs-realtime']) return only;
  return new RoutingTransport(routes, transports, region);
}

class RoutingTransport implements Transport {
  readonly endpoint: string;
  readonly region: string;
  readonly #routes: { readonly [service in Service]: Transport | undefined };
  readonly #transports: readonly Transport[];

  constructor(
    routes: { readonly [service in Service]: Transport | undefined },
    transports: readonly Transport[],
    region: string,
  ) {
    this.endpoint = transports.map(({ endpoint }) => endpoint).join(', ');
    this.region = region;
    this.#routes = routes;
    this.#transports = transports;
  }

  get requests(): number {
    return this.#transports.reduce((sum, { requests }) => sum + requests, 0);
  }

  async send(request: WireRequest, signal?: AbortSignal): Promise<Exchange> {
    const transport = this.#routes[request.service];
    if (transport === undefined) {
      throw new UsageError(
        `No endpoint is named for ${request.service}. Give one for both services with --endpoint URL, or leave ${request.service} out with --service.`,
      );
    }
    return transport.send(request, signal);
  }

  async close(): Promise<void> {
    await Promise.all(this.#transports.map((transport) => transport.close()));
  }
}
