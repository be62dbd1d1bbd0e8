import type { Mutant } from './mutant.js';

/**
 * One endpoint with the faults of several mutants: what the first of them changes, the next one changes further. Faults
 * of one operation may hide one another, and of signatures only one kind can be left unverified: the first.
 * @param mutants at least one
 */
export function joined(mutants: readonly Mutant[]): Mutant {
  const [first, ...others] = mutants;
  if (first === undefined) throw new Error('no mutant to join');
  return others.reduce(join, first);
}

function join(one: Mutant, other: Mutant): Mutant {
  const contract = composed(one.contract, other.contract);
  const intercept = inside(one.intercept, other.intercept);
  const receive = receiving(one.receive, other.receive);
  const unverified = one.unverified ?? other.unverified;
  return {
    id: `${one.id} and ${other.id}`,
    title: `${one.title}, ${other.title}`,
    statement: `${one.statement} ${other.statement}`,
    ...(contract && { contract }),
    ...(intercept && { intercept }),
    ...(receive && { receive }),
    ...(unverified && { unverified }),
  };
}

function composed(one: Mutant['contract'], other: Mutant['contract']): Mutant['contract'] {
  if (one === undefined || other === undefined) return one ?? other;
  return (contract) => other(one(contract));
}

function inside(inner: Mutant['intercept'], outer: Mutant['intercept']): Mutant['intercept'] {
  if (inner === undefined || outer === undefined) return inner ?? outer;
  return (call, next, world) =>
    outer(call, (changed = call) => inner(changed, (deeper = changed) => next(deeper), world), world);
}

function receiving(inner: Mutant['receive'], outer: Mutant['receive']): Mutant['receive'] {
  if (inner === undefined || outer === undefined) return inner ?? outer;
  return (request, next) =>
    outer(request, (changed = request) => inner(changed, (deeper = changed) => next(deeper)));
}
