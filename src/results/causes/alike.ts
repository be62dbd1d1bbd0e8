/** What goes wrong alike in several operations is one cause: one wrong content type would seem to be eighty faults. */
import { STRENGTHS } from '../../contract/types.js';
import { bucket } from '../bucket.js';
import type { CheckResult, Deviation } from '../types.js';
import type { Cause } from './cause.js';
import { inGeneral } from './spot.js';
import { wholeOperations } from './unrefused.js';

/** Operations that have to be alike before they are told together. */
export const OPERATIONS = 3;

/**
 * Joins causes that are alike in several operations.
 * @param results all results: those that conform say what an operation does look at
 */
export function alikeAcross(causes: readonly Cause[], results: readonly CheckResult[]): Cause[] {
  const left = new Set(causes);
  const joined: Cause[] = [];
  const take = (group: readonly Cause[], atLeast: number) => {
    const free = group.filter((cause) => left.has(cause));
    if (new Set(free.map(({ cause }) => placeOf(cause))).size < atLeast) return;
    for (const cause of free) left.delete(cause);
    joined.push(join(free));
  };
  const whole = wholeOperations(results);
  take(
    causes.filter(({ cause }) => cause.kind === 'constraint' && whole.has(placeOf(cause))),
    OPERATIONS,
  );
  for (const group of byFrequency([...left], likeness)) take(group, OPERATIONS);
  // A member that is nowhere is one cause, whichever checks miss it.
  for (const group of byFrequency([...left], absence)) take(group, 2);
  return [...joined, ...left];
}

function join(causes: readonly Cause[]): Cause {
  const heads = causes.map(({ cause }) => cause);
  const [cause] = [...heads].sort((one, other) => weakness(one) - weakness(other));
  if (cause === undefined) throw new Error('a cause without a deviation');
  const others = heads.filter((head) => head !== cause);
  return { cause, consequences: [...others, ...causes.flatMap(({ consequences }) => consequences)] };
}

function weakness({ strength }: CheckResult): number {
  return STRENGTHS.indexOf(strength);
}

function placeOf({ service, operations: [name = ''] }: CheckResult): string {
  return `${service} ${name}`;
}

function byFrequency(causes: readonly Cause[], key: (check: CheckResult) => string | undefined): Cause[][] {
  return [...bucket(causes, ({ cause }) => key(cause)).values()].sort(
    (one, other) => other.length - one.length,
  );
}

/** Whether two deviations are alike, whichever operations they are of. */
export function isAlike(one: CheckResult, other: CheckResult): boolean {
  return [likeness, absence].some((key) => key(one) !== undefined && key(one) === key(other));
}

/** What a deviation has in common with others of its kind; undefined where there is none. */
function likeness({ id, kind, deviation }: CheckResult): string | undefined {
  // Two operations that do not look at members of the same name have that each by themselves.
  if (deviation === undefined || kind === 'constraint') return undefined;
  const { expected, observed } = deviation;
  if (kind === 'malformed') {
    // What takes one operation's broken bodies, or one member's values of a wrong type, does not read those of others
    // either: what becomes of each is chance.
    const [, service, name, aspect = name] = id.split('/');
    return [kind, service, aspect, expected.split(', because ')[0]].join('\n');
  }
  if (kind === 'not-found') {
    // It is the same question of each operation, and only says of another resource that it is not there.
    return [kind, id.split('/')[1], expected.split(', because ')[0], observed].join('\n');
  }
  const code = kind === 'error-form' ? id.split('/').at(-1) : undefined;
  const texts = [common(deviation, expected).replace(/\d+/g, '…'), common(deviation, observed)];
  return [kind, ...texts.map((text) => (code === undefined ? text : text.replaceAll(code, '…')))].join('\n');
}

/** What of a deviation's words others may say of another member or resource. */
export function common({ member, observed }: Deviation, text: string): string {
  // An answer that is empty lacks another member in each operation.
  const isEmpty = observed.includes('the answer is');
  return inGeneral(isEmpty && member !== undefined ? text.replaceAll(member, '…') : text);
}

function absence({ deviation }: CheckResult): string | undefined {
  const { member, observed } = deviation ?? {};
  return member !== undefined && observed === `${member} is absent` ? observed : undefined;
}
