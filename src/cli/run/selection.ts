import picomatch from 'picomatch';
import { scopeOf } from '../../checks/plan/scope-of.js';
import { checksOf } from '../../checks/registry/registry.js';
import type { Check, Scope } from '../../checks/types.js';
import type { Service } from '../../contract/types.js';
import { UsageError } from '../../results/errors/usage-error.js';
import { suggestion } from '../terminal/suggestion.js';
import { contractsAt, laterOperation } from './services.js';

/** Which checks a user asks for. */
export interface Selection {
  readonly service?: readonly string[];
  readonly operation?: readonly string[];
  readonly check?: readonly string[];
  readonly revision?: string;
}

/**
 * Loads what checks of these services are planned from. Services that had no contract yet are left out.
 * @throws UsageError when there is no contract of the revision
 */
export function loadScopes(services: readonly Service[], revision?: string): ReadonlyMap<Service, Scope> {
  return new Map(
    [...contractsAt(services, revision)].map(([service, contract]) => [service, scopeOf(contract)]),
  );
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
    const matches = all.filter(matcher(pattern));
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

/** Whether a check is meant. IDs hold brackets, so an exact one is not read as a pattern. `*` matches across slashes. */
export function matcher(pattern: string): (check: { readonly id: string }) => boolean {
  const matches = picomatch(pattern.replace(/[[\]{}()]/g, '\\$&'), { bash: true });
  return ({ id }) => id === pattern || matches(id);
}

function requireOperation(scopes: readonly Scope[], name: string): void {
  const names = scopes.flatMap(({ contract }) => [...contract.operations.keys()]);
  if (names.includes(name)) return;
  const early = scopes.find(({ later }) => later?.has(name));
  if (early !== undefined) throw new UsageError(laterOperation(early.contract, name));
  const services = scopes.map(({ contract }) => contract.service).join(' and ');
  throw new UsageError(
    `${services} ${scopes.length > 1 ? 'have' : 'has'} no operation ${name}. ${suggestion(name, names)}`,
  );
}

/** The error for a check, or a pattern, that matches none. */
export function unknownCheck(all: readonly Check[], pattern: string): UsageError {
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  const operations = [...new Set(all.flatMap(({ operations: [name] }) => name ?? []))];
  return new UsageError(
    `No check is named ${pattern} or matches it. ${meant(pattern, kinds, operations) ?? suggestion(pattern, [...kinds, ...operations, ...all.map(({ id }) => id)])} ` +
      'Run ivs-conformance list to see them all.',
  );
}

/** How to name the checks of a kind, or about an operation. */
function meant(pattern: string, kinds: readonly string[], operations: readonly string[]): string | undefined {
  const is = (name: string) => name.toLowerCase() === pattern.toLowerCase();
  const [kind, operation] = [kinds.find(is), operations.find(is)];
  if (kind !== undefined) return `The checks of the kind ${kind} are named by --check '${kind}/*'.`;
  if (operation !== undefined) return `The checks about ${operation} are named by --operation ${operation}.`;
  return undefined;
}
