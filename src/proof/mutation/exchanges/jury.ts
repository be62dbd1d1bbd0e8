import type { Check } from '../../../checks/types.js';
import { Router } from '../../../contract/route.js';
import { createReference } from '../../../reference/reference.js';
import type { CheckResult } from '../../../results/types.js';
import { inProcessDriver } from '../../../transport/driver/in-process.js';
import { askEndpoint, type Judge } from '../judge.js';
import { type Outcome, relevantChecks } from '../outcomes/outcome.js';
import { type Answering, behind, type ExchangeMutant } from './exchange.js';
import { type OddRefusal, oddRefusals } from './odd.js';

/** A mutant with what else is odd about the endpoint. */
interface Candidate {
  readonly id: string;
  readonly mutant: ExchangeMutant;
  readonly odd?: OddRefusal;
}

/** What came of asking until something deviates. */
interface Asked {
  readonly deviating: readonly CheckResult[];
  readonly requests: number;
}

/** Judges faults in the exchanges, one at a time; each beside an odd refusal, where there is one to be. */
export class ExchangeJury {
  readonly #judge: Judge;
  readonly #router: Router;
  readonly #refusals: readonly OddRefusal[];
  /** By service and operation at fault. */
  readonly #checks = new Map<string, readonly Check[]>();
  /** Where an odd endpoint deviates without a fault, by its refusal and operation. */
  readonly #odd = new Map<string, ReadonlySet<string>>();

  constructor(judge: Judge) {
    this.#judge = judge;
    this.#router = new Router(judge.contracts);
    this.#refusals = oddRefusals(judge.contracts);
  }

  /** A mutant to be judged; beside one odd refusal, of those that the checks of its operation meet, where it is to be. */
  candidate(mutant: ExchangeMutant, isOdd: boolean): Candidate {
    const met = isOdd ? this.#metBy(mutant) : [];
    // By its own name: others that come or go do not change which refusal goes with it.
    const odd = met[[...mutant.id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % met.length];
    return odd === undefined ? { id: mutant.id, mutant } : { id: `${mutant.id}+${odd.id}`, mutant, odd };
  }

  /**
   * Asks the checks that call the operation at fault, until one deviates, and has the exchanges judged as a run does.
   * Beside an odd refusal, what the odd endpoint deviates in without the fault is left out of account.
   */
  async judge({ id, mutant, odd }: Candidate): Promise<Outcome> {
    const checks = this.#relevant(mutant);
    const expected = odd === undefined ? new Set<string>() : await this.#deviatingFrom(odd, mutant, checks);
    let effects = 0;
    const onEffect = () => {
      effects += 1;
    };
    const { deviating, requests } = await this.#ask(checks, odd, mutant, expected, onEffect);
    const caughtBy = deviating.map((result) => result.id);
    const { statement, operation, equivalent } = mutant;
    return {
      ...{ mutant: id, operation, caughtBy, causes: caughtBy.length, effects },
      statement: odd === undefined ? statement : `${statement} ${odd.statement}`,
      requests: caughtBy.length === 0 ? 0 : requests,
      ...(equivalent !== undefined && { equivalent }),
    };
  }

  #metBy(mutant: ExchangeMutant): OddRefusal[] {
    const called = new Set(this.#relevant(mutant).flatMap(({ operations }) => operations));
    return this.#refusals.filter(({ operations }) =>
      [...operations].some((operation) => called.has(operation)),
    );
  }

  /** Without those about signatures, which hold for what is sent and not for what arrives. */
  #relevant(mutant: ExchangeMutant): readonly Check[] {
    const key = `${mutant.service} ${mutant.operation}`;
    const known =
      this.#checks.get(key) ??
      relevantChecks(this.#judge, mutant).filter(({ authenticates }) => !authenticates);
    this.#checks.set(key, known);
    return known;
  }

  async #deviatingFrom(odd: OddRefusal, { service, operation }: ExchangeMutant, checks: readonly Check[]) {
    const key = `${odd.id} ${service} ${operation}`;
    const known = this.#odd.get(key) ?? new Set((await this.#ask(checks, odd)).deviating.map(placeOf));
    this.#odd.set(key, known);
    return known;
  }

  /** @param expected deviations that say nothing; undefined where all are wanted */
  async #ask(
    checks: readonly Check[],
    odd?: OddRefusal,
    mutant?: ExchangeMutant,
    expected?: ReadonlySet<string>,
    onEffect?: () => void,
  ): Promise<Asked> {
    const reference = createReference({ contracts: this.#judge.contracts });
    const enough = new AbortController();
    let requests = 0;
    const isUnexpected = (result: CheckResult) =>
      result.outcome === 'deviates' && !expected?.has(placeOf(result));
    const results = await askEndpoint(
      this.#judge,
      this.#wrapped(reference.handle, odd, mutant, onEffect),
      checks,
      {
        probed: (operation) => operation === mutant?.operation,
        driver: inProcessDriver(reference.control),
        signal: enough.signal,
        isJudged: true,
        onVerdict: (result) => {
          if (enough.signal.aborted) return;
          requests += result.requests;
          if (expected !== undefined && isUnexpected(result)) enough.abort();
        },
      },
    );
    return { deviating: results.filter(isUnexpected), requests };
  }

  #wrapped(endpoint: Answering, odd?: OddRefusal, mutant?: ExchangeMutant, onEffect?: () => void): Answering {
    const faulty =
      mutant === undefined
        ? endpoint
        : behind(mutant.begin(), seenBy(mutant), this.#router, endpoint, onEffect);
    if (odd === undefined) return faulty;
    return behind(odd.begin(), ({ operation }) => odd.operations.has(operation), this.#router, faulty);
  }
}

/** What tells one deviation from another one of the same check. */
function placeOf({ id, operations: [operation], deviation }: CheckResult): string {
  return [id, operation, deviation?.member].join(' ');
}

function seenBy({ service, operation: name, sees = [] }: ExchangeMutant): Parameters<typeof behind>[1] {
  const seen = new Set([name, ...sees]);
  return (operation) => operation.service === service && seen.has(operation.operation);
}
