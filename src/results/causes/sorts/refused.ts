/** Deviations in which requests were refused that are valid, or refused otherwise than documented. */
import { bucket } from '../../bucket.js';
import type { CheckResult, Deviation } from '../../types.js';
import { inGeneral, type Suspicion } from '../spot.js';

/**
 * Groups refusals by what they have in common, as far as that tells of one cause; those that have nothing in common stay
 * alone.
 * @param results all results: their IDs say how members are called
 */
export function groupRefusals(refused: readonly Suspicion[], results: readonly CheckResult[]): Suspicion[][] {
  const words = memberWords(results);
  const left = new Set(refused);
  const groups: Suspicion[][] = [];
  const take = (group: readonly Suspicion[]) => {
    const free = group.filter((each) => left.has(each));
    if (free.length < 2) return;
    for (const each of free) left.delete(each);
    groups.push(free);
  };
  const takeBy = (key: (suspicion: Suspicion) => string | undefined) => {
    for (const group of bucket([...left], key).values()) take(group);
  };
  // A text that names a member says what the endpoint takes offence at.
  takeBy((each) => (namesAny(each.deviation, words) ? textOf(each) : undefined));
  // One error in place of another one.
  takeBy((each) =>
    each.expectsRefusal ? `${each.at} ${wantedOf(each)} ${codeOf(each.deviation)}` : undefined,
  );
  for (const smallest of [...left].sort((one, other) => sizeOf(one) - sizeOf(other))) {
    take([smallest, ...[...left].filter((each) => each !== smallest && holds(each, smallest))]);
  }
  return [...groups, ...[...left].map((each) => [each])];
}

function textOf({ at, deviation }: Suspicion): string {
  return `${at} ${codeOf(deviation)} ${messageOf(deviation).replace(/\d+/g, '…')}`;
}

/** Status and error code as observed. */
function codeOf({ observed }: Deviation): string {
  return observed.split(':')[0] ?? '';
}

/** What comes after status and code. */
function messageOf({ observed }: Deviation): string {
  return inGeneral(observed.split(': ').slice(1).join(': '));
}

/** The error that was called for, without the reason. */
function wantedOf({ deviation }: Suspicion): string {
  return deviation.expected.split(', because ')[0] ?? '';
}

/** Kinds whose IDs end in a member, or in a member and a word for what is asked of it. */
const OF_MEMBERS: ReadonlySet<string> = new Set(['constraint', 'malformed', 'lifecycle', 'default']);

/** How members are called: `constraint/ivs/GetChannel/arn/pattern`. */
function memberWords(results: readonly CheckResult[]): ReadonlySet<string> {
  const ends = results.flatMap(({ id, kind }) => (OF_MEMBERS.has(kind) ? id.split('/').slice(3) : []));
  return new Set(ends.flatMap((end) => end.split(/\W+/)).filter((word) => NAME.test(word)));
}

/** A word that messages hold for other reasons as well would make all of them alike. */
const NAME = /^(?!(?:body|text|type|create|update|get|list|delete|required|pattern|enum)$)[a-z]\w{2,}$/;

function namesAny(deviation: Deviation, words: ReadonlySet<string>): boolean {
  return messageOf(deviation)
    .split(/\W+/)
    .some((word) => words.has(word));
}

function sizeOf({ deviation }: Suspicion): number {
  return JSON.stringify(deviation.counterexample).length;
}

/** Whether a request holds all of another one that was refused alike, so that it could not but be refused. */
function holds(larger: Suspicion, smaller: Suspicion): boolean {
  const isAlike = larger.at === smaller.at && codeOf(larger.deviation) === codeOf(smaller.deviation);
  return isAlike && includes(inputOf(larger), inputOf(smaller));
}

/** The input of the deciding call. */
function inputOf({ deviation: { counterexample }, deciding }: Suspicion): unknown {
  const last: unknown = Array.isArray(counterexample) ? counterexample.at(-1) : counterexample;
  return memberOf(last, deciding?.operation ?? '');
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

function includes(whole: unknown, part: unknown): boolean {
  if (typeof part === 'string' && typeof whole === 'string') return inGeneral(part) === inGeneral(whole);
  if (typeof part !== 'object' || part === null) return whole === part && part !== undefined;
  if (Array.isArray(part)) {
    return (
      Array.isArray(whole) &&
      part.length === whole.length &&
      part.every((each, index) => includes(whole[index], each))
    );
  }
  if (typeof whole !== 'object' || whole === null) return false;
  return Object.entries(part).every(([name, member]) => includes(memberOf(whole, name), member));
}
