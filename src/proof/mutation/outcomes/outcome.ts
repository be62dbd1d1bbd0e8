import type { Check } from '../../../checks/types.js';
import type { Contracts } from '../../../contract/types.js';
import type { Mutant } from '../../../reference/mutants/build/mutant.js';
import { causesOf } from '../../../results/causes/causes.js';
import { tellsOfRefusals } from '../../../runner/run/skipped/refusals.js';
import { askReference, type Judge } from '../judge.js';
import { ContractDifference, Traces } from './traces.js';

/** What became of one mutant. */
export interface Outcome {
  readonly mutant: string;
  readonly statement: string;
  /** The operation at fault, when it is one. */
  readonly operation?: string;
  /** Why no client can tell it from a conforming endpoint; absent where one can. */
  readonly equivalent?: string;
  /** Checks that deviate, the first to do so first. */
  readonly caughtBy: readonly string[];
  /** How many causes these have, as reports tell them. */
  readonly causes: number;
  /** Requests until the first deviation, with the checks of the operation at fault first; 0 when there is none. */
  readonly requests: number;
  /** Exchanges that a fault in them changed; absent where the fault is in the endpoint. */
  readonly effects?: number;
}

/** What a mutant is an example of: the first part of its identifier. */
export function familyOf({ mutant }: Pick<Outcome, 'mutant'>): string {
  return mutant.slice(0, mutant.indexOf('/'));
}

/** Judges mutants one at a time. */
export class Jury {
  readonly #judge: Judge;
  readonly #traces: Traces;
  readonly #difference: ContractDifference;

  constructor(judge: Judge) {
    this.#judge = judge;
    this.#traces = new Traces(judge);
    this.#difference = new ContractDifference(judge.contracts, this.#traces);
  }

  /** Asks a mutant every check that calls the operation at fault. */
  async judge(mutant: Mutant): Promise<Outcome> {
    const relevant = relevantChecks(this.#judge, mutant);
    const { able, broken } = await this.#ableToNotice(relevant, mutant);
    const results = await askReference(this.#judge, able, broken);
    const asked = new Map(results.map((result) => [result.id, result]));
    const caughtBy = results.filter(({ outcome }) => outcome === 'deviates').map(({ id }) => id);
    let requests = 0;
    for (const { id } of caughtBy.length === 0 ? [] : relevant) {
      requests += asked.get(id)?.requests ?? this.#traces.of(id).length;
      if (id === caughtBy[0]) break;
    }
    const { id, statement, operation, equivalent } = mutant;
    const causes = causesOf(results).length;
    return {
      ...{ mutant: id, statement, caughtBy, causes, requests },
      ...(operation !== undefined && { operation }),
      ...(equivalent !== undefined && { equivalent }),
    };
  }

  /** Where a mutant goes by another contract: the checks that send something to which this makes a difference. */
  async #ableToNotice(
    relevant: readonly Check[],
    mutant: Mutant,
  ): Promise<{ able: readonly Check[]; broken: Mutant }> {
    const { contract: change, operation } = mutant;
    if (change === undefined || operation === undefined) return { able: relevant, broken: mutant };
    const { contracts } = this.#judge;
    const changed: Contracts = new Map([...contracts].map(([service, each]) => [service, change(each)]));
    await this.#traces.record(relevant);
    // The contracts that were compiled to compare are the ones that the mutant then goes by.
    const broken: Mutant = { ...mutant, contract: (before) => changed.get(before.service) ?? before };
    const noticing = new Set(this.#difference.noticedBy(changed, operation, relevant));
    // What others are refused is told by the check of that operation, whatever it sends itself.
    const able = relevant.filter((check) => noticing.has(check) || tellsOfRefusals(check, operation));
    return { able, broken };
  }
}

/**
 * The checks that call the operation at fault, those about it first; of signatures, or of what
 * is done with malformed requests of any operation, those that ask about that. Where both services have it (they share the tag
 * paths), the request decides which of them it reaches, so the checks of either can notice.
 */
export function relevantChecks(
  { checks, contracts }: Judge,
  { id, operation, unverified, receive }: Pick<Mutant, 'id' | 'operation' | 'unverified' | 'receive'>,
): Check[] {
  if (unverified !== undefined) return checks.filter(({ authenticates }) => authenticates);
  if (receive !== undefined) return checks.filter(({ kind }) => kind === 'malformed');
  if (operation === undefined) return [...checks];
  const service = id.split('/')[1];
  const isShared = [...contracts.values()].every(({ operations }) => operations.has(operation));
  const calling = checks.filter(
    (check) => check.operations.includes(operation) && (isShared || check.service === service),
  );
  const isAbout = (check: Check): boolean => check.operations[0] === operation && check.service === service;
  return [...calling.filter(isAbout), ...calling.filter((check) => !isAbout(check))];
}
