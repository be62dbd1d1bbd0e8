import type { Arbitrary } from 'fast-check';
import type { PropertyOptions } from '../../checks/types.js';
import type { Json } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import type { Cases } from '../cases/cases.js';
import { tellingSeed } from '../cases/richest-seed.js';
import { deriveSeed } from '../cases/seed.js';
import { canShare, canShareAnswers, type Environment } from '../environment.js';
import type { Lender, Observation } from '../fixtures/fixture-cache.js';

/** What is asked of generated values, and how the answers are judged. */
export interface Look<T extends Json> {
  /** The same for all checks that ask the same. */
  readonly subject: string;
  readonly arbitrary: Arbitrary<T>;
  readonly options: PropertyOptions;
  ask(value: T): Promise<readonly Answer[]>;
  judge(answers: readonly Answer[], value: Json): void;
}

/**
 * Asks, or judges what another check was answered that has asked the same before.
 * @param lender has those answers; undefined where each check asks on its own
 * @param onBorrowed told before answers of another check are judged
 */
export async function observe<T extends Json>(
  environment: Environment,
  cases: Cases,
  lender: Lender | undefined,
  { subject, arbitrary, options, ask, judge }: Look<T>,
  onBorrowed: () => void,
): Promise<void> {
  const seen: Observation[] = [];
  const question = async (value: T) => {
    const answers = await ask(value);
    judge(answers, value);
    seen.push({ value, answers });
  };
  const seed = () => seedOf(environment, subject, arbitrary);
  if (lender === undefined) {
    await cases.all(arbitrary, question, options, seed());
    return;
  }
  let isOwn = false;
  // As many cases as a check wants, whichever asks first. What that one deviates in is its own to tell.
  const asking = lender.observations(`${subject} ${options.cases ?? ''}`, async () => {
    isOwn = true;
    await cases.ask(arbitrary, question, options, { seed: seed() });
    return seen;
  });
  if (!isOwn) onBorrowed();
  const observed = await asking;
  if (!isOwn) for (const { answers, value } of observed) judge(answers, value);
}

/** Where checks share, each asks on its own for the same values that all of them were shown. */
function seedOf<T extends Json>(
  environment: Environment,
  subject: string,
  arbitrary: Arbitrary<T>,
): number | undefined {
  if (!canShareAnswers(environment)) return undefined;
  const derived = deriveSeed(environment.seed, subject);
  // Of several values the first is not worth a choice.
  return canShare(environment) ? tellingSeed(environment.fc, arbitrary, derived) : derived;
}
