import { describe, expect, it } from 'vitest';
import { Router } from '../../../contract/route.js';
import { implementedOperations } from '../../../reference/handlers.js';
import { mutants } from '../../../reference/mutants/index.js';
import { createReference } from '../../../reference/reference.js';
import type { CheckResult, Outcome } from '../../../results/types.js';
import type { InProcessEndpoint } from '../../../transport/in-process.js';
import type { WireResponse } from '../../../transport/types.js';
import { askEndpoint, askReference, createJudge } from '../judge.js';
import { readWitnesses } from './witnesses.js';

const judge = createJudge(1, 'standard');
const byMutant = new Map(mutants(judge.contracts).map((mutant) => [mutant.id, mutant]));
const asked = judge.checks.filter(({ kind }) => kind !== 'operation');
const witnesses = readWitnesses();

/** Checks whose verdict is another one, with the verdict. */
function otherThan(expected: Outcome, results: readonly CheckResult[]): string[] {
  return results
    .filter(({ outcome }) => outcome !== expected)
    .map(({ id, outcome, reason = '' }) => `${id}: ${outcome} ${reason}`.trimEnd());
}

describe('every check', () => {
  it('has a mutant as its witness, and no witness is left over', () => {
    expect(asked.map(({ id }) => id).filter((id) => !byMutant.has(witnesses.get(id) ?? ''))).toEqual([]);
    const known = new Set(asked.map(({ id }) => id));
    expect([...witnesses.keys()].filter((id) => !known.has(id))).toEqual([]);
  });

  it('conforms on the reference endpoint', async () => {
    expect(otherThan('conforms', await askReference(judge, asked))).toEqual([]);
  });

  it('deviates on its witness', async () => {
    const results: CheckResult[] = [];
    for (const id of new Set(witnesses.values())) {
      const mutant = byMutant.get(id);
      const checks = asked.filter((check) => witnesses.get(check.id) === id);
      if (mutant !== undefined) results.push(...(await askReference(judge, checks, mutant)));
    }
    expect(results.length).toBe(asked.length);
    expect(otherThan('deviates', results)).toEqual([]);
  });
});

/** Ways in which servers say that they do not know an operation. */
const ABSENCES: { readonly [form: string]: WireResponse } = {
  'status 501': { status: 501, headers: {}, body: '' },
  'status 404 with a page of HTML': {
    status: 404,
    headers: { 'content-type': 'text/html' },
    body: '<!doctype html><title>Not found</title>',
  },
  'status 404 with JSON that names no error': {
    status: 404,
    headers: { 'content-type': 'application/json' },
    body: '{}',
  },
};

describe('every check of an operation', () => {
  const probes = judge.checks.filter(({ kind }) => kind === 'operation');
  const nameOf = ({ operations: [name = ''] }: { readonly operations: readonly string[] }): string => name;
  const names = [...new Set(probes.map(nameOf))];
  const router = new Router(judge.contracts);

  /** The reference endpoint without some operations. */
  function lacking(operations: readonly string[], absence: WireResponse): InProcessEndpoint {
    const reference = createReference({ contracts: judge.contracts });
    return (request) => {
      const match = router.find(request.method, request.path);
      const isAbsent = typeof match !== 'string' && operations.includes(match.operation.operation);
      return isAbsent ? absence : reference.handle(request);
    };
  }

  it('conforms where the reference endpoint has the operation', async () => {
    const present = probes.filter((probe) => implementedOperations(probe.service).includes(nameOf(probe)));
    expect(present.length).toBeGreaterThan(0);
    const { handle } = createReference({ contracts: judge.contracts });
    expect(otherThan('conforms', await askEndpoint(judge, handle, present, { probed: () => true }))).toEqual(
      [],
    );
  });

  it.each(Object.entries(ABSENCES))('says unimplemented where the answer is %s', async (_, absence) => {
    for (const half of [0, 1]) {
      // An endpoint that lacks them all is told apart earlier: it does not speak the protocol.
      const absent = names.filter((_name, at) => at % 2 === half);
      const results = await askEndpoint(judge, lacking(absent, absence), probes, { probed: () => true });
      const concerned = results.filter((result) => absent.includes(nameOf(result)));
      expect(concerned.length).toBeGreaterThanOrEqual(absent.length);
      expect(otherThan('unimplemented', concerned)).toEqual([]);
    }
  });
});
