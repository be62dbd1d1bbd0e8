import { listRevisions, loadContracts } from '../../contract/load.js';
import { RevisionError } from '../../contract/revisions/revision-date.js';
import { loadRevisions, sinceOperation } from '../../contract/revisions/revisions.js';
import { type Contract, type Contracts, SERVICES, type Service } from '../../contract/types.js';
import { UsageError } from '../../results/errors/usage-error.js';

/** The services that a user names; all of them unless named. @throws UsageError for an unknown one */
export function selectServices(names: readonly string[] = []): readonly Service[] {
  const unknown = names.find((name) => !SERVICES.some((service) => service === name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no service ${unknown}. The services are ${SERVICES.join(' and ')}.`);
  }
  return names.length === 0 ? SERVICES : SERVICES.filter((service) => names.includes(service));
}

/**
 * The contracts of services that were in force on a date; the latest ones unless it is given. A service that had none yet
 * is left out where another one had.
 * @throws UsageError when it is no date, or none of them had a contract yet
 */
export function contractsAt(services: readonly Service[], revision?: string): Contracts {
  try {
    return loadContracts({ services, ...(revision === undefined ? {} : { revision }) });
  } catch (error) {
    if (error instanceof RevisionError) throw new UsageError(error.message);
    throw error;
  }
}

/** Says which of the services that were asked for had no contract yet; nothing where all had one. */
export function absentText(services: readonly Service[], present: ReadonlyMap<Service, unknown>): string {
  return services
    .filter((service) => !present.has(service))
    .map((service) => `${service} is left out: its first revision is of ${listRevisions(service)[0]}.\n`)
    .join('');
}

/** Says of an operation that there is now that it was not there yet. */
export function laterOperation({ service, revision }: Contract, name: string): string {
  const since = sinceOperation(loadRevisions(service), name);
  return `${service} has no operation ${name} at revision ${revision}: it came with ${since}. Name that date or a later one.`;
}
