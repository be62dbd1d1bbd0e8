/** What goes wrong alike in several operations is one cause: one wrong content type would seem to be eighty faults. */
import { STRENGTHS } from '../../../contract/types.js';
import { bucket } from '../../bucket.js';
import type { CheckResult, Deviation } from '../../types.js';
import type { Cause, Sort } from '../cause.js';
import { inGeneral, suspicionOf } from '../spot.js';
import { keepingNothing } from './ignored.js';
import { blindServices, isUnvalidated, wholeOperations } from './unrefused.js';

/** Operations that have to be alike before they are told together. */
const OPERATIONS = 2;

/** Values that have to be the same before all of them are taken to be made up. */
const MADE_UP = 3;

/**
 * Joins causes that are alike in several operations.
 * @param results all results: those that conform say what an operation does look at
 */
export function alikeAcross(causes: readonly Cause[], results: readonly CheckResult[]): Cause[] {
  const left = new Set(causes);
  const joined: Cause[] = [];
  const take = (group: readonly Cause[], sort?: Sort, isEnough = areSeveral) => {
    const free = group.filter((cause) => left.has(cause));
    if (!isEnough(free)) return;
    for (const cause of free) left.delete(cause);
    joined.push(join(free, sort));
  };
  const takeBy = (
    key: (check: CheckResult) => string | undefined,
    sort?: (name: string) => Sort,
    isEnough = areSeveral,
  ) => {
    const groups = bucket([...left], ({ cause, sort: known }) =>
      known === undefined ? key(cause) : undefined,
    );
    for (const [name, group] of [...groups].sort(([, one], [, other]) => other.length - one.length))
      take(group, sort?.(name), isEnough);
  };
  const blind = blindServices(results);
  for (const service of blind) {
    const unvalidated = causes.filter(({ cause }) => cause.service === service && isUnvalidated(cause));
    take(unvalidated, { of: 'unvalidated' });
  }
  const whole = wholeOperations(results);
  take(
    causes.filter(({ cause }) => cause.kind === 'constraint' && whole.has(placeOf(cause))),
    { of: 'unvalidated' },
    (group) => new Set(group.map(({ cause }) => placeOf(cause))).size > OPERATIONS,
  );
  for (const group of keepingNothing([...left], results)) take(group, { of: 'unkept' }, () => true);
  takeBy(memberOf, (member) => ({ of: 'member', member }));
  takeMadeUp([...left], take);
  // A member that is nowhere is one cause, whichever checks miss it.
  takeBy(absence);
  takeBy(likeness, undefined, (group) => group.length > 1);
  const failing = [...left].filter(({ sort }) => sort?.of === 'failure');
  for (const group of bucket(failing, ({ cause }) => likeness(cause)).values())
    take(group, { of: 'failure' });
  return [...joined, ...left];
}

type Take = (group: readonly Cause[], sort: Sort, isEnough: (group: readonly Cause[]) => boolean) => void;

/** Where the same text stands for several members, none of them is one that the endpoint keeps. */
function takeMadeUp(causes: readonly Cause[], take: Take): void {
  const isEnough = (group: readonly Cause[]) =>
    new Set(group.flatMap(({ cause }) => cause.deviation?.member ?? [])).size >= MADE_UP;
  const single = causes.filter(({ sort }) => sort === undefined);
  for (const [literal, group] of bucket(single, ({ cause }) => literalIn(cause)))
    take(group, { of: 'literal', literal }, isEnough);
}

function areSeveral(group: readonly Cause[]): boolean {
  return new Set(group.map(({ cause }) => placeOf(cause))).size >= OPERATIONS;
}

function join(causes: readonly Cause[], sort: Sort | undefined): Cause {
  const heads = causes.map(({ cause }) => cause);
  const [cause] = [...heads].sort((one, other) => weakness(one) - weakness(other));
  if (cause === undefined) throw new Error('a cause without a deviation');
  const others = heads.filter((head) => head !== cause);
  const consequences = [...others, ...causes.flatMap((each) => each.consequences)];
  const atFault = causes.flatMap((each) => each.heads ?? [each.cause]);
  return {
    cause,
    consequences,
    heads: [cause, ...atFault.filter((head) => head !== cause)],
    ...(sort && { sort }),
  };
}

function weakness({ strength }: CheckResult): number {
  return STRENGTHS.indexOf(strength);
}

/** Where a deviation was seen. */
function placeOf(check: CheckResult): string {
  return suspicionOf(check)?.at ?? `${check.service} ${check.operations[0] ?? ''}`;
}

/** What a deviation has in common with others of its kind; undefined where there is none. */
export function likeness(check: CheckResult): string | undefined {
  const { id, kind, service, deviation } = check;
  // What is not validated is alike by the member that it is sent as.
  if (deviation === undefined || kind === 'constraint') return undefined;
  const { expected, observed } = deviation;
  const [why = ''] = expected.split(', because ');
  const [, , name, aspect = name] = id.split('/');
  if (kind === 'malformed') {
    // What takes one operation's broken bodies, or one member's values of a wrong type, does not read those of others
    // either: what becomes of each is chance.
    return [kind, service, aspect === 'json-object' ? 'body' : aspect, why].join('\n');
  }
  if (kind === 'idle' && /^2\d\d /.test(observed)) return [kind, service].join('\n');
  // It is the same question of each operation, and only says of another resource that it is not there.
  if (ASKED_ALIKE.has(kind))
    return [kind, service, kind === 'pagination' ? aspect : '', why, success(observed)].join('\n');
  const code = kind === 'error-form' ? id.split('/').at(-1) : undefined;
  const texts = [common(deviation, expected).replace(/\d+/g, '…'), success(common(deviation, observed))];
  // Texts mostly name the member; where they do not, other members are other causes.
  const member = isEmpty(deviation) ? '' : (suspicionOf(check)?.path ?? '');
  return [
    kind,
    member,
    ...texts.map((text) => (code === undefined ? text : text.replaceAll(code, '…'))),
  ].join('\n');
}

/** Kinds whose question is the same of each operation. */
const ASKED_ALIKE: ReadonlySet<string> = new Set([
  'not-found',
  'elsewhere',
  'pagination',
  'idle',
  'tag-prefix',
]);

/** Whichever success it was, and however many entries there were. */
function success(observed: string): string {
  return observed.replace(/^2\d\d \(success\)/, 'success').replace(/^\d+ items$/, 'items');
}

/** What of a deviation's words others may say of another member or resource. */
function common(deviation: Deviation, text: string): string {
  const { member } = deviation;
  return inGeneral(isEmpty(deviation) && member !== undefined ? text.replaceAll(member, '…') : text);
}

/** Whether the whole answer is: it lacks another member in each operation. */
function isEmpty({ observed }: Deviation): boolean {
  return observed.includes('the answer is');
}

function absence({ deviation }: CheckResult): string | undefined {
  const { member, observed } = deviation ?? {};
  if (member === undefined || observed !== `${member} is absent`) return undefined;
  const [holder = '', ...rest] = member.replace(/\[\d*\]/g, '').split('.');
  return [rest.length > 0 ? holder.replace(/s$/, '') : holder, ...rest].join('.');
}

/** What stands for the members that hold ARNs: their form is not looked at; or only the form is. */
export const ARN = 'ARN';
export const OTHER_ARN = 'ARN of something else';

/** The member that is not validated, by its name: ARNs are, whatever they are the ARNs of. */
function memberOf(check: CheckResult): string | undefined {
  const suspicion = suspicionOf(check);
  if (suspicion?.path === undefined || !isUnvalidated(check)) return undefined;
  if (check.kind === 'malformed') return undefined;
  const [last = ''] = suspicion.path.split('.').slice(-1);
  if (!/arns?$/i.test(last)) return last;
  // Whatever begins like an ARN, and names something else, is no matter of the form.
  const sent = JSON.stringify(suspicion.deviation.counterexample);
  return new RegExp(`"${last}":\\[?"arn:`).test(sent) ? OTHER_ARN : ARN;
}

/** Kinds that look at what an answer holds by itself. */
const OF_ANSWERS: ReadonlySet<string> = new Set(['operation', 'shape', 'output-constraint', 'format', 'arn']);

/** The text that stands for a value: `"string"` or `""`. */
function literalIn({ kind, deviation }: CheckResult): string | undefined {
  if (deviation === undefined || !OF_ANSWERS.has(kind)) return undefined;
  return /^(?:[\w.[\]{}]+ is )?("\w{0,20}")(?=$|;|, which names nothing)/.exec(deviation.observed)?.[1];
}
