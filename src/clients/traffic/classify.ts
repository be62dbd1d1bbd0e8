import type { Match } from '../../contract/route.js';
import type { Contracts } from '../../contract/types.js';
import { Recogniser } from '../../judge/exchange/recognise.js';
import type { JudgedEntry } from './verdict.js';

/** What a judge of traffic goes by. */
export interface JudgeOptions {
  /** Contracts to judge by. */
  readonly contracts: Contracts;
  /** Contracts of the latest revision, to tell what is not there yet from what never was. Default: the same. */
  readonly latest?: Contracts;
  /** Whether requests to any host go to these services. Default: only where method and path say so. */
  readonly isNamed?: boolean;
  /** Milliseconds that reads may lag behind writes. Default: 0. */
  readonly settle?: number;
}

/** Finds out what requests are. */
export class Classifier {
  readonly #contracts: Contracts;
  readonly #recogniser: Recogniser;
  readonly #later: Recogniser | undefined;

  constructor({ contracts, latest, isNamed = false }: JudgeOptions) {
    this.#contracts = contracts;
    this.#recogniser = new Recogniser(contracts, isNamed);
    this.#later = latest && new Recogniser(latest, isNamed);
  }

  /** @returns the operation that is asked for; the verdict where the contract has none; undefined for another service */
  find(method: string, url: URL, authorization: string): Match | JudgedEntry | undefined {
    const found = this.#recogniser.find(method, url, authorization);
    if (found !== undefined && 'match' in found) return found.match;
    const later = this.#later?.find(method, url, authorization);
    if (later !== undefined && 'match' in later) return this.#absent(later.match);
    if (found === undefined) return undefined;
    const reason = `the contract has no operation at ${found.unknown}`;
    return {
      ...{ service: found.service, operation: found.unknown },
      ...{ outcome: 'inconclusive', problems: [], notes: [], reason },
    };
  }

  #absent({ contract, operation: { operation } }: Match): JudgedEntry {
    const { service } = contract;
    const reason = `the contract of revision ${this.#contracts.get(service)?.revision} does not have ${operation} yet`;
    return { service, operation, outcome: 'unimplemented', problems: [], notes: [], reason };
  }
}
