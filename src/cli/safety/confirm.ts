import { createInterface } from 'node:readline/promises';
import { count } from '../../report/summary/plain-text.js';
import { UsageError } from '../../results/errors/usage-error.js';
import type { Effort } from '../../results/types.js';
import type { Destination } from '../run/connect.js';

/**
 * Requests for each check that is selected, and how many of them make something: somewhat more than what runs on the
 * reference endpoint come to.
 */
const FOR_EACH_CHECK: { readonly [effort in Effort]: { readonly requests: number; readonly made: number } } =
  {
    smoke: { requests: 1.1, made: 0.4 },
    standard: { requests: 10, made: 4 },
    thorough: { requests: 80, made: 30 },
  };

/** Requests that even a single check may come to. */
const AT_LEAST = 300;

/** What is to be confirmed. */
export interface Asked {
  readonly destination: Destination;
  /** Checks that are selected. */
  readonly checks: number;
  readonly effort: Effort;
  readonly concurrency: number;
  readonly yes?: boolean | undefined;
}

/** Who says yes, and where it is told. */
export interface Person {
  tell(text: string): void;
  /** Undefined where nobody can be asked. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
}

/**
 * Before anything is sent to an endpoint that is neither on this machine nor in a private network: says what will happen
 * there, and wants a yes.
 * @returns the account, where AWS tells it
 * @throws UsageError without a yes
 */
export async function confirm(
  { destination, checks, effort, concurrency, yes }: Asked,
  person: Person = atTerminal(),
): Promise<string | undefined> {
  const { target, services } = destination;
  if (target.isPrivate) return undefined;
  const { accountOf } = await import('../../transport/signing/account.js');
  const account = target.isAws ? await accountOf(target) : undefined;
  const where = [...new Set(services.flatMap((service) => target[service]?.origin ?? []))].join(' and ');
  const most = (each: number) => count(Math.max(AT_LEAST, Math.ceil((checks * each) / 100) * 100));
  const { requests, made } = FOR_EACH_CHECK[effort];
  const text =
    `This run asks ${where}, account ${account ?? 'unknown'}, region ${target.region}. It sends up to some ` +
    `${most(requests)} requests, more where much deviates, and makes and removes up to some ${most(made)} resources, ` +
    `mostly no more than ${concurrency * 8} at a time.`;
  if (yes) {
    person.tell(`${text}\n`);
    return account;
  }
  if (person.ask === undefined)
    throw new UsageError(`${text} Nothing was sent. Give --yes if that is what you want.`);
  const answer = await person.ask(`${text}\nGo on? [y/N] `);
  if (!/^y(?:es)?$/i.test(answer.trim())) throw new UsageError('Nothing was sent.');
  return account;
}

function atTerminal(): Person {
  const tell = (text: string) => void process.stderr.write(text);
  if (!process.stdin.isTTY || !process.stderr.isTTY) return { tell, ask: undefined };
  return {
    tell,
    ask: async (question) => {
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      return lines.question(question).finally(() => lines.close());
    },
  };
}
