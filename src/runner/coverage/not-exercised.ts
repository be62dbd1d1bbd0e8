import type { Check } from '../../checks/types.js';
import type { Rule } from '../../contract/rules/rules.js';
import { type Unprovokable, whyUnprovokable } from '../../contract/rules/unprovokable.js';
import type { Service } from '../../contract/types.js';
import { bucket } from '../../results/bucket.js';
import type { CheckResult, CoverageKind, NotExercised } from '../../results/types.js';
import type { CoveragePart } from './coverage.js';

/** What tells why something was not exercised. */
export interface Circumstances {
  /** Every check there is. */
  readonly all: readonly Check[];
  readonly results: readonly CheckResult[];
  readonly rules: readonly Rule[];
  readonly unprovokable: ReadonlyMap<Service, Unprovokable>;
}

/** What is said where nothing explains it. */
const PLAIN: Readonly<Record<CoverageKind, string>> = {
  operations: 'no request to it was answered as one',
  members: 'no request held it',
  outputMembers: 'no successful answer showed it',
  enumValues: 'no request held it',
  constraints: 'no request broke it alone',
  errors: 'no answer was this error',
  rules: 'no check asks it',
};

/** What was not exercised, by operation, and why. */
export function notExercised(parts: readonly CoveragePart[], circumstances: Circumstances): NotExercised[] {
  const reasons = new Reasons(circumstances);
  const found = new Map<string, NotExercised & { readonly names: string[] }>();
  for (const part of parts) {
    if (part.isExercised) continue;
    const { what, service, operation, name } = part;
    const reason = reasons.of(part);
    const key = `${what}\n${service}\n${operation}\n${reason}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { what, service, operation, names: [name], reason });
    else known.names.push(name);
  }
  return [...found.values()];
}

class Reasons {
  readonly #results: ReadonlyMap<string, CheckResult>;
  readonly #contested: ReadonlySet<string>;
  readonly #checksOfRules: ReadonlyMap<string, Check[]>;
  readonly #checksOfOperations: ReadonlyMap<string, Check[]>;
  readonly #ids: ReadonlySet<string>;
  readonly #unprovokable: ReadonlyMap<Service, Unprovokable>;
  readonly #ofOperations = new Map<string, string | undefined>();

  constructor({ all, results, rules, unprovokable }: Circumstances) {
    this.#results = new Map(results.map((result) => [result.id, result]));
    this.#contested = new Set(rules.filter(({ kind }) => kind === 'contested').map(({ id }) => id));
    this.#checksOfRules = bucket(all, ({ rule }) => rule);
    this.#checksOfOperations = bucket(all, ({ service, operations: [name] }) => `${service} ${name}`);
    this.#ids = new Set(all.map(({ id }) => id));
    this.#unprovokable = unprovokable;
  }

  of(part: CoveragePart): string {
    const { what, service, operation, name } = part;
    if (this.#results.get(`operation/${service}/${operation}`)?.outcome === 'unimplemented')
      return 'the endpoint does not implement the operation';
    if (what === 'rules') {
      if (this.#contested.has(name)) return 'sources contradict one another, so that any answer is accepted';
      return this.#ofChecks(this.#checksOfRules.get(name) ?? []) ?? PLAIN.rules;
    }
    if (what === 'errors') {
      const known = this.#unprovokable.get(service);
      const why = known && whyUnprovokable(known, operation, name);
      if (why !== undefined) return why;
    }
    if (part.side !== undefined) return this.#ofSide(part.side);
    return this.#ofOperation(`${service} ${operation}`) ?? PLAIN[what];
  }

  #ofSide({ isBroken, check }: NonNullable<CoveragePart['side']>): string {
    if (!this.#ids.has(check)) return 'no check asks it';
    const result = this.#results.get(check);
    if (result === undefined) return NOT_SELECTED;
    return (
      whyUndecided(result) ?? (isBroken ? PLAIN.constraints : 'no value on the limit is known to be valid')
    );
  }

  #ofOperation(name: string): string | undefined {
    if (!this.#ofOperations.has(name))
      this.#ofOperations.set(name, this.#ofChecks(this.#checksOfOperations.get(name) ?? []));
    return this.#ofOperations.get(name);
  }

  /** Why some of these checks say nothing: the most frequent reason. */
  #ofChecks(checks: readonly Check[]): string | undefined {
    const reasons = new Map<string, number>();
    for (const { id } of checks) {
      const result = this.#results.get(id);
      const reason = result === undefined ? NOT_SELECTED : whyUndecided(result);
      if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
    return [...reasons].sort(([, left], [, right]) => right - left)[0]?.[0];
  }
}

const NOT_SELECTED = 'not selected for this run';

function whyUndecided({ outcome, reason }: CheckResult): string | undefined {
  if (outcome === 'deviates') return 'a check that asks it ended with a deviation before';
  return outcome === 'conforms' ? undefined : reason;
}
