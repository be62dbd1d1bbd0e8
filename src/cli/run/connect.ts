import { SERVICES, type Service } from '../../contract/types.js';
import type { Driver } from '../../transport/driver/types.js';
import type { Target } from '../../transport/endpoint/endpoint.js';
import type { Transport } from '../../transport/types.js';
import type { AskingOptions } from './run.js';
import { contractsAt } from './services.js';

/** Requests per second and operation that AWS is asked with: well under its documented limits. */
const AWS_RATE = 3;

/** What is asked, and where. */
export interface Destination {
  readonly target: Target;
  /** Services that are asked: of those that the user names, the ones that have an endpoint. */
  readonly services: readonly Service[];
  /** No endpoint is named anywhere: the embedded reference endpoint is asked. */
  readonly isReference: boolean;
}

/** A destination that requests can be sent to, and how to leave it. */
export interface Connection {
  readonly transport: Transport;
  /** Does what the API alone cannot; undefined where there is none. */
  readonly driver?: Driver;
  close(): Promise<void>;
}

/**
 * Finds out where to ask.
 * @throws UsageError when an endpoint's URL is unfit, or region or credentials are missing for a remote endpoint
 */
export async function resolveDestination(
  { endpoint, reported, region }: Pick<AskingOptions, 'endpoint' | 'reported' | 'region'>,
  services: readonly Service[],
): Promise<Destination> {
  const { resolveTarget } = await import('../../transport/endpoint/endpoint.js');
  const target = await resolveTarget({
    services,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(reported === undefined ? {} : { reported }),
    ...(region === undefined ? {} : { region }),
  });
  const offered = services.filter((service) => target[service] !== undefined);
  const isReference = offered.length === 0;
  return { target, services: isReference ? services : offered, isReference };
}

/** Connects to a destination; starts the reference endpoint if that is it. */
export async function connect(
  { target, isReference }: Destination,
  options: Pick<AskingOptions, 'rate' | 'timeout' | 'concurrency' | 'revision'>,
): Promise<Connection> {
  const { createTargetTransport } = await import('../../transport/endpoint/target.js');
  const rate = options.rate ?? (target.isAws ? AWS_RATE : undefined);
  const limits = {
    timeoutMs: options.timeout * 1000,
    concurrency: Math.max(options.concurrency, 8),
    ...(rate === undefined ? {} : { rate }),
  };
  if (!isReference) {
    const transport = createTargetTransport(target, limits);
    return { transport, close: () => transport.close() };
  }
  const { createReference } = await import('../../reference/reference.js');
  const { startReference } = await import('../../reference/server/server.js');
  const { inProcessDriver } = await import('../../transport/driver/in-process.js');
  const reference = createReference({
    contracts: contractsAt(SERVICES, options.revision),
    region: target.region,
    credentials: await target.credentials(),
  });
  const server = await startReference(reference);
  const url = new URL(server.url);
  const transport = createTargetTransport({ ...target, ivs: url, 'ivs-realtime': url }, limits);
  const close = async () => {
    await transport.close();
    await server.close();
  };
  return { transport, driver: inProcessDriver(reference.control), close };
}

/** The URL to ask again with; undefined where no single one would do. */
export function endpointToRepeat({ target, services, isReference }: Destination): string | undefined {
  if (isReference) return undefined;
  const urls = new Set(services.map((service) => target[service]?.href.replace(/\/$/, '')));
  return urls.size === 1 ? [...urls][0] : undefined;
}
