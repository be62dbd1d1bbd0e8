import { distance } from 'fastest-levenshtein';
import picomatch from 'picomatch';
import { checksOf } from '../checks/registry.js';
import type { Check, Scope } from '../checks/types.js';
import { loadContract } from '../contract/load.js';
import { loadResources } from '../contract/resources.js';
import { loadRules } from '../contract/rules.js';
import { type Contract, SERVICES, type Service } from '../contract/types.js';
import { UsageError } from '../results/usage-error.js';

/** Which checks a user asks for. */
export interface Selection {
  readonly service?: readonly string[];
  readonly operation?: readonly string[];
  readonly check?: readonly string[];
  readonly revision?: string;
}

/** The services that a user names; all of them unless named. @throws UsageError for an unknown one */
export function selectServices(names: readonly string[] = []): readonly Service[] {
  const unknown = names.find((name) => !SERVICES.some((service) => service === name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no service ${unknown}. The services are ${SERVICES.join(' and ')}.`);
  }
  return names.length === 0 ? SERVICES : SERVICES.filter((service) => names.includes(service));
}

/** Loads what checks of these services are planned from. @throws UsageError for an unknown revision */
export function loadScopes(services: readonly Service[], revision?: string): ReadonlyMap<Service, Scope> {
  return new Map(
    services.map((service) => {
      const contract = contractAt(service, revision);
      return [service, { contract, resources: loadResources(service), rules: loadRules(service) }];
    }),
  );
}

/**
 * The contract of a service at a revision: the latest one that is not after the date.
 * @throws UsageError when it is no date, or a date before the revision that this version carries
 */
export function contractAt(service: Service, revision?: string): Contract {
  const contract = loadContract(service);
  if (revision === undefined) return contract;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(revision) || Number.isNaN(Date.parse(revision))) {
    throw new UsageError(
      `The revision ${revision} is not a date. Write it as YYYY-MM-DD, such as ${contract.revision}.`,
    );
  }
  if (revision < contract.revision) {
    throw new UsageError(
      `There is no contract of ${service} at revision ${revision}: this version of ivs-conformance carries revision ` +
        `${contract.revision} only. Name a date from then on, or leave --revision out.`,
    );
  }
  return contract;
}

/** A selection of the checks there are. */
export interface Selected {
  readonly all: readonly Check[];
  readonly checks: readonly Check[];
}

/**
 * The checks of these scopes, and those of them that are asked for.
 * @throws UsageError when an operation or check is unknown, or nothing remains
 */
export function selectChecks(scopes: ReadonlyMap<Service, Scope>, selection: Selection): Selected {
  const all = [...scopes.values()].flatMap(checksOf);
  const operations = selection.operation ?? [];
  for (const name of operations) requireOperation([...scopes.values()], name);
  const patterns = (selection.check ?? []).map((pattern) => {
    const matches = all.filter(idMatcher(pattern));
    if (matches.length === 0) throw unknownCheck(all, pattern);
    return new Set(matches);
  });
  const checks = all.filter(
    (check) =>
      (operations.length === 0 || operations.includes(check.operations[0] ?? '')) &&
      (patterns.length === 0 || patterns.some((matches) => matches.has(check))),
  );
  if (checks.length === 0) {
    throw new UsageError(
      `No check is left: none of those that match --check ${(selection.check ?? []).join(', ')} is about ` +
        `${operations.join(', ')}. Run ivs-conformance list to see what there is.`,
    );
  }
  return { all, checks };
}

/** Whether an ID matches a glob. IDs hold brackets, so these stand for themselves; `*` matches across slashes. */
export function idMatcher(pattern: string): (identified: Pick<Check, 'id'>) => boolean {
  const matches = picomatch(pattern.replace(/[[\]{}()]/g, '\\$&'), { bash: true });
  return ({ id }) => id === pattern || matches(id);
}

function requireOperation(scopes: readonly Scope[], name: string): void {
  const names = scopes.flatMap(({ contract }) => [...contract.operations.keys()]);
  if (names.includes(name)) return;
  const services = scopes.map(({ contract }) => contract.service).join(' and ');
  throw new UsageError(
    `${services} ${scopes.length > 1 ? 'have' : 'has'} no operation ${name}. ${suggestion(name, names)}`,
  );
}

/** The error for a check, or a pattern, that matches none. */
export function unknownCheck(all: readonly Check[], pattern: string): UsageError {
  const ids = all.map(({ id }) => id);
  return new UsageError(
    `No check is named ${pattern} or matches it. ${suggestion(pattern, ids)} Run ivs-conformance list to see them all.`,
  );
}

/** What was probably meant. */
export function suggestion(name: string, names: readonly string[]): string {
  const lower = name.toLowerCase();
  const near = [...new Set(names)]
    .map((candidate) => ({ candidate, far: distance(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
  return near.length === 0 ? '' : `Did you mean ${near.join(' or ')}?`;
}
