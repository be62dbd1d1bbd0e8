/** Results of checks, made up for tests. */
import type { CheckResult, Deviation, Outcome, RecordedExchange } from '../types.js';

/** What of a deviation a test is about. */
export interface Seen extends Partial<Deviation> {
  readonly id: string;
  /** The operation whose answer decides. Default: the first of the check. */
  readonly by?: string;
  readonly status?: number;
  readonly sent?: object;
  readonly strength?: CheckResult['strength'];
  readonly accepted?: string;
}

/** An exchange of an operation. */
export function exchange(
  operation: string,
  status: number,
  sent: object = {},
  shown: object = {},
): RecordedExchange {
  return {
    service: 'ivs',
    operation,
    request: { method: 'POST', url: `http://host/${operation}`, headers: {}, body: JSON.stringify(sent) },
    response: { status, headers: {}, body: JSON.stringify(shown) },
    durationMs: 1,
  };
}

/** The result of a check, of the kind that its ID begins with. */
export function result(id: string, operation: string, outcome: Outcome): CheckResult {
  const [kind = ''] = id.split('/');
  return {
    ...{ id, kind, outcome, title: id, service: 'ivs', operations: [operation], strength: 'documented' },
    ...{ source: { document: 'a document' }, cases: 1, requests: 1, durationMs: 1 },
  };
}

/** A check that deviates. */
export function deviates(
  operation: string,
  { id, by, status = 200, sent, strength, accepted, ...more }: Seen,
): CheckResult {
  const deviation: Deviation = {
    expected: 'this',
    observed: 'that',
    counterexample: { [by ?? operation]: JSON.parse(JSON.stringify(sent ?? {})) },
    exchanges: [exchange(by ?? operation, status, sent)],
    reproduce: { seed: 1, path: '', command: '', curl: '' },
    ...more,
  };
  return {
    ...result(id, operation, 'deviates'),
    deviation,
    ...(strength && { strength }),
    ...(accepted !== undefined && { expected: accepted }),
  };
}

/** A check that conforms. */
export const conforms = (id: string, operation: string) => result(id, operation, 'conforms');
