import type { Json, Service } from '../../../contract/types.js';
import type { Difference } from './difference.js';

/** What of a client is looked at. */
export type Aspect = 'request' | 'answer' | 'future answer' | 'error' | 'pages';

/** A way in which a client departs from the contract. */
export interface Finding extends Difference {
  readonly service: Service;
  readonly operation: string;
  readonly aspect: Aspect;
  /** The smallest input or answer that shows it. */
  readonly example: Json;
  /** Cases that show it. */
  readonly count: number;
}

/** Collects findings: those of one place are one. */
export class Findings {
  readonly #found = new Map<string, Finding>();
  readonly #service: Service;
  readonly #operation: string;

  constructor(service: Service, operation: string) {
    this.#service = service;
    this.#operation = operation;
  }

  add(aspect: Aspect, difference: Difference, example: Json): void {
    // Of what is one place in one operation, the kind of difference is the same: lost, added or changed.
    const kind =
      difference.observed === 'absent' ? 'lost' : difference.expected === 'absent' ? 'added' : 'changed';
    const key = `${aspect} ${difference.path} ${kind}`;
    const known = this.#found.get(key);
    const isSmaller = known === undefined || sizeOf(example) < sizeOf(known.example);
    const base = isSmaller ? { ...difference, example } : known;
    const { path, expected, observed } = base;
    this.#found.set(key, {
      ...{ service: this.#service, operation: this.#operation, aspect, path, expected, observed },
      example: base.example,
      count: (known?.count ?? 0) + 1,
    });
  }

  get all(): readonly Finding[] {
    return [...this.#found.values()];
  }
}

function sizeOf(value: Json): number {
  return JSON.stringify(value).length;
}
