/** What an endpoint has of what revisions brought, and what it lacks, as far as verdicts and answers tell. */
import { sinceOperation } from '../../contract/revisions/revisions.js';
import { suspicionOf } from '../../results/causes/spot.js';
import type { CheckResult } from '../../results/types.js';
import { type Appeared, entries, memberAt, youngestIn } from './appearances.js';
import { decidingInput } from './calls.js';
import { type Findings, inputMember } from './findings.js';
import { enforcedMembers, unenforced } from './values.js';

/** What is known of one service. Nothing is in both. */
export interface Evidence {
  /** Name → revision that brought it. */
  readonly has: ReadonlyMap<string, string>;
  readonly lacks: ReadonlyMap<string, string>;
}

/** How an operation is named among members, whose names have no such mark. */
export function operationKey(operation: string): string {
  return `${operation}()`;
}

/**
 * What the endpoint has and lacks. A check that conforms is taken for little: an endpoint that knows nothing of a member
 * cannot contradict itself about it. What counts is what answers show, and what they do not show where they have to.
 */
export function evidenceOf(findings: Findings): Evidence {
  const strongHas = new Map([...operations(findings, 'conforms'), ...shown(findings), ...kept(findings)]);
  const refused = findings.results.flatMap((result) => refusedFor(findings, result));
  const strongLacks = without(
    new Map([
      ...operations(findings, 'unimplemented'),
      ...entries(findings.results.flatMap((result) => notShown(findings, result))),
      ...entries(refused),
    ]),
    strongHas,
  );
  // An endpoint that refuses whatever it does not know refuses invalid values of it too.
  const enforced = refused.length > 0 ? new Map() : without(new Map(enforcedMembers(findings)), strongLacks);
  const has = new Map([...strongHas, ...enforced]);
  return { has, lacks: new Map([...strongLacks, ...without(new Map(unenforced(findings)), has)]) };
}

function without(map: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...map].filter(([name]) => !other.has(name)));
}

function operations(
  { revisions, results }: Findings,
  outcome: 'conforms' | 'unimplemented',
): [string, string][] {
  return results
    .filter((result) => result.kind === 'operation' && result.outcome === outcome)
    .map(({ operations: [name = ''] }) => [operationKey(name), sinceOperation(revisions, name)]);
}

/** Output members that answers showed. Headers are left out: web servers send some of these by themselves. */
function shown({ contract, revisions, parts }: Findings): [string, string][] {
  const seen = parts.filter(({ what, isExercised }) => what === 'outputMembers' && isExercised);
  return entries(
    seen.flatMap(({ operation, name }) =>
      name in (contract.operations.get(operation)?.http.outputHeaders ?? {})
        ? []
        : (memberAt(revisions, operation, 'output', name) ?? []),
    ),
  );
}

/** Kinds of checks about an input member that conform only where it had an effect. */
const OF_EFFECT: ReadonlySet<string> = new Set(['lifecycle', 'filter']);

function kept({ revisions, results }: Findings): [string, string][] {
  return entries(
    results
      .filter(({ kind, outcome }) => OF_EFFECT.has(kind) && outcome === 'conforms')
      .flatMap((result) => inputMember(revisions, result) ?? []),
  );
}

/** What answers ought to show, and do not. */
function notShown({ revisions }: Findings, result: CheckResult): Appeared[] {
  const suspicion = suspicionOf(result);
  const { member } = result.deviation ?? {};
  if (suspicion === undefined || suspicion.expectsRefusal || member === undefined) return [];
  const names = [suspicion.deciding?.operation ?? '', ...result.operations];
  const found = names.flatMap((name) => memberAt(revisions, name, 'output', member) ?? []);
  return found.slice(0, 1);
}

/** What a valid request holds that was refused, as far as that may be why. */
function refusedFor({ contract, revisions }: Findings, result: CheckResult): Appeared[] {
  const suspicion = suspicionOf(result);
  if (suspicion === undefined || suspicion.expectsRefusal) return [];
  const { status, deciding } = suspicion;
  const input = decidingInput(suspicion);
  if (deciding === undefined || input === undefined || status < 400 || status >= 500) return [];
  return youngestIn(contract, revisions, deciding.operation, input);
}
