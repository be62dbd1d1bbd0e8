import type { Contract, Contracts, OperationContract } from './types.js';

/** An operation of a contract. */
export interface Binding {
  readonly contract: Contract;
  readonly operation: OperationContract;
}

/** What a method and a path lead to. */
export interface Match extends Binding {
  /** URI-bound members, percent-decoded. */
  readonly uri: { readonly [member: string]: string };
  readonly query: string;
}

/** Why they lead nowhere. */
export type Miss = 'path' | 'method' | 'encoding';

interface Template {
  readonly pattern: RegExp;
  readonly members: readonly string[];
  readonly bindings: readonly Binding[];
}

/** Finds the operation of a request by the HTTP bindings of all contracts. */
export class Router {
  readonly #fixed: ReadonlyMap<string, readonly Binding[]>;
  readonly #templates: readonly Template[];
  readonly #owners: ReadonlyMap<string, Contract>;

  constructor(contracts: Contracts) {
    const byUri = groupByUri(contracts);
    this.#fixed = byUri;
    this.#templates = [...byUri].filter(([uri]) => uri.includes('{')).map(([uri, all]) => template(uri, all));
    this.#owners = resourceOwners(contracts);
  }

  /** @param target path with its query, as the request line has it */
  find(method: string, target: string): Match | Miss {
    const mark = target.indexOf('?');
    const path = mark < 0 ? target : target.slice(0, mark);
    const query = mark < 0 ? '' : target.slice(mark + 1);
    const fixed = this.#fixed.get(path);
    if (fixed !== undefined) {
      const binding = fixed.find(({ operation }) => operation.http.method === method);
      return binding === undefined ? 'method' : { ...binding, uri: {}, query };
    }
    const found = this.#findTemplate(method, path);
    return typeof found === 'string' ? found : { ...found, query };
  }

  #findTemplate(method: string, path: string): Omit<Match, 'query'> | Miss {
    for (const { pattern, members, bindings } of this.#templates) {
      const values = pattern.exec(path)?.slice(1);
      if (values === undefined) continue;
      const candidates = bindings.filter(({ operation }) => operation.http.method === method);
      try {
        const uri = Object.fromEntries(
          members.map((name, at) => [name, decodeURIComponent(values[at] ?? '')]),
        );
        const binding = candidates.find(({ contract }) => contract === this.#owner(uri)) ?? candidates[0];
        return binding === undefined ? 'method' : { ...binding, uri };
      } catch (error) {
        if (error instanceof URIError) return 'encoding';
        throw error;
      }
    }
    return 'path';
  }

  /** Both services share paths: then the type of resource that the ARN names decides. */
  #owner(uri: { readonly [member: string]: string }): Contract | undefined {
    const type = /:([a-z-]+)\//.exec(Object.values(uri).join(' '))?.[1];
    return type === undefined ? undefined : this.#owners.get(type);
  }
}

function groupByUri(contracts: Contracts): Map<string, Binding[]> {
  const byUri = new Map<string, Binding[]>();
  for (const contract of contracts.values()) {
    for (const operation of contract.operations.values()) {
      const known = byUri.get(operation.http.uri);
      if (known === undefined) byUri.set(operation.http.uri, [{ contract, operation }]);
      else known.push({ contract, operation });
    }
  }
  return byUri;
}

function template(uri: string, bindings: readonly Binding[]): Template {
  const members = [...uri.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return { pattern: new RegExp(`^${uri.replaceAll(/\{\w+\}/g, '([^/]+)')}$`), members, bindings };
}

/** Resource type → the first contract that has a pattern for ARNs of that type. */
function resourceOwners(contracts: Contracts): Map<string, Contract> {
  const owners = new Map<string, Contract>();
  for (const contract of contracts.values()) {
    for (const { pattern = '' } of Object.values(contract.shapes.$defs)) {
      const type = /:([a-z-]+)\\?\//.exec(pattern)?.[1];
      if (type !== undefined && !owners.has(type)) owners.set(type, contract);
    }
  }
  return owners;
}
