import { type Match, Router } from '../../contract/route.js';
import type { Contract, Contracts, Service } from '../../contract/types.js';

/** What an entry is, for those that are of a service. */
export type Recognised =
  | { readonly match: Match }
  /** It goes to the service, but to nothing that the contract has. */
  | { readonly service: Service; readonly unknown: string };

/** Finds out which of recorded requests go to which operation. */
export class Recogniser {
  readonly #contracts: Contracts;
  readonly #router: Router;
  readonly #isNamed: boolean;

  /** @param isNamed whether the user says that requests to any host go to these services */
  constructor(contracts: Contracts, isNamed: boolean) {
    this.#contracts = contracts;
    this.#router = new Router(contracts);
    this.#isNamed = isNamed;
  }

  /**
   * The operation that a request goes to; undefined where it goes to another service.
   *
   * Hosts of AWS tell the service, everything that is asked of them is of it. Other hosts may be emulators and proxies,
   * behind a path of their own where the request is signed for the service or the user says so; there, a request is
   * of a service when it has the method and the path of an operation.
   */
  find(method: string, { hostname, pathname, search }: URL, authorization: string): Recognised | undefined {
    if (method === 'OPTIONS') return undefined;
    const owner = this.#ownerOf(hostname);
    if (owner === undefined && isAws(hostname)) return undefined;
    if (owner !== undefined) {
      const match = this.#match(method, pathname, search, false);
      if (match === undefined || !this.#has(owner, match)) {
        return { service: owner.service, unknown: `${method} ${pathname}` };
      }
      return { match: this.#of(owner, match) };
    }
    const isCertain = this.#isNamed || /\/ivs\/aws4_request\b/.test(authorization);
    const match = this.#match(method, pathname, search, isCertain);
    return match !== undefined && (isCertain || isPlain(match)) ? { match } : undefined;
  }

  #ownerOf(hostname: string): Contract | undefined {
    const [prefix = ''] = hostname.split('.');
    if (!isAws(hostname)) return undefined;
    const isOf = ({ shapes }: Contract) => prefix.replace(/-fips$/, '') === shapes.metadata.endpointPrefix;
    return [...this.#contracts.values()].find(isOf);
  }

  /** @param isBelow whether the operation's path may stand below another one */
  #match(method: string, pathname: string, search: string, isBelow: boolean): Match | undefined {
    for (let at = 0; at !== -1; at = pathname.indexOf('/', at + 1)) {
      const found = this.#router.find(method, pathname.slice(at) + search);
      if (typeof found !== 'string') return found;
      if (!isBelow) return undefined;
    }
    return undefined;
  }

  /** Where both services have an operation at the same path, the router may have found that of the other one. */
  #has({ operations }: Contract, { operation }: Match): boolean {
    return operations.get(operation.operation)?.http.uri === operation.http.uri;
  }

  #of(contract: Contract, match: Match): Match {
    const operation = contract.operations.get(match.operation.operation) ?? match.operation;
    return { ...match, contract, operation };
  }
}

const AWS_HOST = /\.(?:amazonaws\.com(?:\.cn)?|api\.aws)$/;

function isAws(hostname: string): boolean {
  return AWS_HOST.test(hostname);
}

/** Paths that hold a member could be of any site: there it has to be an ARN of the service. */
function isPlain({ uri }: Match): boolean {
  return Object.values(uri).every((value) => /^arn:aws[\w-]*:ivs:/.test(value));
}
