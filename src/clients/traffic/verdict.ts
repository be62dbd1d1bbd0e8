import type { Match } from '../../contract/route.js';
import type { JsonObject, Service } from '../../contract/types.js';
import type { Judged } from '../../judge/exchange/exchange.js';
import { type Findings, type Note, type Problem, problemOf } from '../../judge/exchange/problem.js';
import type { Contradiction } from '../../judge/memory/scene.js';
import type { Outcome } from '../../results/types.js';
import { REDACTED } from '../../transport/secrets/redact.js';
import { concealer } from '../../transport/secrets/secrets.js';
import type { Exchange } from '../../transport/types.js';

/** The verdict on one recorded exchange. */
export interface JudgedEntry {
  readonly service: Service;
  /** For what the contract does not have, method and path. */
  readonly operation: string;
  readonly outcome: Exclude<Outcome, 'skipped'>;
  readonly problems: readonly EntryProblem[];
  readonly notes: readonly Note[];
  /** Why it could not be decided; set where the outcome is `inconclusive` or `unimplemented`. */
  readonly reason?: string;
  /** The exchange, with its secrets; absent where the contract has no such operation. */
  readonly exchange?: Exchange;
  /** What was sent; undefined where it could not be read. */
  readonly input?: JsonObject;
}

/** A problem of an entry. */
export interface EntryProblem extends Problem {
  /** Index of the earlier entry that it contradicts. */
  readonly against?: number;
}

/** Puts what was told of an exchange together. */
export function verdictOn(
  { contract, operation }: Match,
  judged: Judged<number>,
  exchange: Exchange,
): JudgedEntry {
  const { request, response, contradictions } = judged;
  let conceal: ReturnType<typeof concealer> | undefined;
  return {
    service: contract.service,
    operation: operation.operation,
    ...concluded(request, response, contradictions, exchange.response.status, (text) => {
      // Only what is told has to be looked through for secrets: most exchanges conform and tell nothing.
      conceal ??= concealer(() => operation, [exchange]);
      return conceal(text);
    }),
    exchange,
    ...(request.input && { input: request.input }),
  };
}

/** What a recorder has written in the place of a secret says nothing of the secret. */
function isShown({ observed }: Problem): boolean {
  return observed !== JSON.stringify(REDACTED);
}

/** A contradiction, as problems are told. */
function problemIn({
  member,
  rule,
  strength,
  expected,
  observed,
  against,
}: Contradiction<number>): EntryProblem {
  const problem = problemOf('response', rule, strength, { path: member, expected, observed });
  return against === undefined ? problem : { ...problem, against };
}

/**
 * Both sides together. An invalid request that is refused is what the contract asks for: then it is no deviation of the
 * exchange, but worth knowing for whoever sent it.
 */
function concluded(
  request: Findings,
  response: Findings,
  contradictions: readonly Contradiction<number>[],
  status: number,
  conceal: (text: string) => string,
): Pick<JudgedEntry, 'outcome' | 'problems' | 'notes' | 'reason'> {
  // What was not answered was not accepted either.
  const isRefused = status >= 400 || status === 0;
  const told = ({ expected, observed, message, ...rest }: EntryProblem): EntryProblem => ({
    ...rest,
    ...{ expected: conceal(expected), observed: conceal(observed), message: conceal(message) },
  });
  const found = [
    ...(isRefused ? [] : request.problems),
    ...response.problems,
    ...contradictions.map(problemIn),
  ];
  const problems = found.filter(isShown).map(told);
  const refused = isRefused
    ? request.problems.map(({ message }) => ({
        about: 'refused',
        text: `the request was ${status === 0 ? 'not answered' : 'refused'}, and is invalid: ${message}`,
      }))
    : [];
  const notes = [...refused, ...request.notes, ...response.notes].map(({ about, text }) => ({
    about,
    text: conceal(text),
  }));
  const reasons = [...request.undecided, ...response.undecided].map(conceal);
  if (problems.length > 0) {
    const open = reasons.map((text) => ({ about: text, text }));
    return { outcome: 'deviates', problems, notes: [...notes, ...open] };
  }
  if (reasons.length > 0) return { outcome: 'inconclusive', problems, notes, reason: reasons.join('; ') };
  return { outcome: 'conforms', problems, notes };
}
