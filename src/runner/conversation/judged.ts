import { DeviationFound } from '../../checks/expect/verdicts.js';
import type { Check } from '../../checks/types.js';
import type { Contracts } from '../../contract/types.js';
import { type Finding, Judge } from '../../judge/judge.js';
import type { CheckResult } from '../../results/types.js';
import { through } from '../../transport/through.js';
import type { Exchange, Transport } from '../../transport/types.js';

/** Shows a judge every exchange of a run, and keeps what it tells of each. */
export class Judging {
  readonly transport: Transport;
  readonly #judge: Judge<Exchange>;
  readonly #findings = new WeakMap<Exchange, readonly Finding<Exchange>[]>();
  readonly #onFindings: (findings: readonly Finding<Exchange>[]) => void;

  /**
   * @param settleMs how long reads may lag behind writes, in milliseconds
   * @param onFindings told of all that the judge tells of an exchange
   */
  constructor(
    inner: Transport,
    contracts: Contracts,
    settleMs: number,
    onFindings: (findings: readonly Finding<Exchange>[]) => void = () => {},
  ) {
    // What checks send wrongly, they do on purpose.
    this.#judge = new Judge(contracts, settleMs, true);
    this.#onFindings = onFindings;
    this.transport = through(inner, (request, signal) => this.#send(inner, request, signal));
  }

  /** What the judge tells of the answer of an exchange. */
  of(exchange: Exchange): readonly Finding<Exchange>[] {
    return this.#findings.get(exchange) ?? [];
  }

  async #send(inner: Transport, ...[request, signal]: Parameters<Transport['send']>): Promise<Exchange> {
    const url = inner.endpoint + request.path;
    // The judge tells services with the same paths apart by what a request is signed for.
    const authorization = `AWS4-HMAC-SHA256 Credential=${request.service}/20260101/${inner.region}/ivs/aws4_request`;
    const sent = { ...request, url, headers: { authorization, ...request.headers } };
    const open = this.#judge.begin(sent, performance.now());
    const end = (exchange: Exchange) => {
      const findings = open.end(Object.assign(exchange, { ended: performance.now() }));
      this.#onFindings(findings);
      return findings;
    };
    try {
      const exchange = await inner.send(request, signal);
      const findings = end(exchange);
      if (findings.length > 0) this.#findings.set(exchange, findings);
      return exchange;
    } catch (error) {
      // Nobody knows whether it was done.
      end({ request: { ...request, url }, response: NOTHING, durationMs: 0 });
      throw error;
    }
  }
}

const NOTHING = { status: 0, headers: {}, body: '' };

/** A check that conforms, and what the judge finds in its exchanges. */
export interface Candidate {
  readonly finding: Finding<Exchange>;
  readonly check: Check;
  /** The result that it has if nobody else tells of it. */
  readonly result: CheckResult;
}

/** A finding as what a check deviates in. */
export function deviationIn({
  expected,
  observed,
  member,
  exchange,
  against,
}: Finding<Exchange>): DeviationFound {
  return new DeviationFound({
    ...{ expected, observed, exchange },
    ...(member === '' ? {} : { member }),
    ...(against && { against: [{ operation: against.request.operation, member }] }),
  });
}

/** What the judge has found in the exchanges of a check, looked for in each of its cases when the check is asked again. */
export class Sought {
  readonly #key: string;
  #isFound = false;

  constructor(finding: Finding<Exchange>) {
    this.#key = keyOf(finding);
  }

  /** Whether a case has shown it. */
  get isFound(): boolean {
    return this.#isFound;
  }

  /** @throws DeviationFound where it is among what the judge found in a case */
  requireNone(findings: readonly Finding<Exchange>[]): void {
    const found = findings.find((each) => keyOf(each) === this.#key);
    if (found === undefined) return;
    this.#isFound = true;
    throw deviationIn(found);
  }
}

/** What the judge has found in the exchanges of checks that conform: of those with one finding, the first in the order of the run. */
export class Candidates {
  readonly #order: ReadonlyMap<string, number>;
  readonly #byKey = new Map<string, Candidate>();

  constructor(checks: readonly Check[]) {
    this.#order = new Map(checks.map(({ id }, index) => [id, index]));
  }

  /** @param resultOf makes the result with the finding as its deviation */
  note(
    check: Check,
    findings: readonly Finding<Exchange>[],
    resultOf: (finding: Finding<Exchange>) => CheckResult,
  ): void {
    for (const finding of findings) {
      const key = keyOf(finding);
      const known = this.#byKey.get(key);
      if (known !== undefined && this.#placeOf(known.result) <= this.#placeOf(check)) continue;
      this.#byKey.set(key, { finding, check, result: resultOf(finding) });
    }
  }

  /** What no check has told of, one finding of each check that conforms, in the order of the run. */
  untold(results: readonly CheckResult[]): Candidate[] {
    const conforming = new Set(results.filter(({ outcome }) => outcome === 'conforms').map(({ id }) => id));
    const told = results.filter(({ outcome }) => outcome === 'deviates');
    const all = [...this.#byKey.values()].toSorted(
      (one, other) => this.#placeOf(one.result) - this.#placeOf(other.result),
    );
    const chosen = new Map<string, Candidate>();
    for (const candidate of all) {
      const { id } = candidate.result;
      if (!conforming.has(id) || chosen.has(id)) continue;
      if (told.some((each) => tellsOf(each, candidate.finding))) continue;
      chosen.set(id, candidate);
      told.push(candidate.result);
    }
    return [...chosen.values()];
  }

  #placeOf({ id }: Pick<Check, 'id'>): number {
    return this.#order.get(id) ?? Number.POSITIVE_INFINITY;
  }
}

function keyOf({ service, operation, code, rule, member }: Finding<Exchange>): string {
  return [service, operation, code, rule, member.replaceAll(/\[\d+\]/g, '[]')].join(' ');
}

/** Whether a deviation is about the same operation, or about a member of that name in any view. */
function tellsOf({ service, operations, deviation }: CheckResult, finding: Finding<Exchange>): boolean {
  if (service !== finding.service) return false;
  if (operations[0] === finding.operation) return true;
  return finding.member !== '' && lastOf(deviation?.member ?? '') === lastOf(finding.member);
}

function lastOf(path: string): string {
  return (
    path
      .replaceAll(/\[\d*\]/g, '')
      .split('.')
      .at(-1) ?? ''
  );
}
