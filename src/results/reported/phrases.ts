/** What is wrong, in plain words, by the kind of check that shows it best. */

import { leftTags } from '../causes/sorts/tags.js';
import type { Suspicion } from '../causes/spot.js';

/** What a title is made of. */
export interface Subject {
  /** `CreateChannel`, `CreateChannel and UpdateChannel`, `CreateChannel and 4 more operations`. */
  readonly who: string;
  /** Whether these are several. */
  readonly several: boolean;
  /** The member that is at fault, as it is called in its resource; undefined where none is. */
  readonly member: string | undefined;
  readonly suspicion: Suspicion;
}

/** The verb as the subject needs it: `ignore` is `ignores` for one operation. */
export function does({ several }: Pick<Subject, 'several'>, verb: string): string {
  if (several) return verb;
  return verb === 'do' ? 'does' : verb === 'have' ? 'has' : `${verb}s`;
}

type Phrase = (subject: Subject) => string | undefined;

const PHRASES: Readonly<Record<string, Phrase>> = {
  pagination: (subject) =>
    /\/(?:default-)?page-size$/.test(subject.suspicion.check.id)
      ? subject.suspicion.check.id.endsWith('/default-page-size')
        ? `${subject.who} ${does(subject, 'have')} no default page size`
        : `${subject.who} ${does(subject, 'ignore')} maxResults`
      : undefined,
  filter: (subject) =>
    `${subject.who} ${does(subject, 'do')} not filter by ${subject.member ?? 'what is asked'}`,
  default: otherDefault,
  'conditional-default': otherDefault,
  quota: (subject) => {
    const [, what = 'resources'] = /room for (.*?) and no more/.exec(subject.suspicion.check.title) ?? [];
    return `${subject.who} ${does(subject, 'do')} not enforce the quota of ${what}`;
  },
  'error-form': (subject) => `${subject.who} ${does(subject, 'answer')} errors in another form`,
  'tag-prefix': (subject) => `${subject.who} ${does(subject, 'accept')} tag keys that begin with aws:`,
  'tag-limit': (subject) => `${subject.who} ${does(subject, 'accept')} more than 50 tags`,
  'not-found': (subject) => lookup(subject, 'names nothing'),
  elsewhere: (subject) => lookup(subject, 'names something else'),
  'unknown-reference': (subject) => lookup(subject, 'names nothing'),
  idle: (subject) => `${subject.who} ${does(subject, 'succeed')} although nothing goes on there`,
  malformed: (subject) => {
    const aspect = subject.suspicion.check.id.split('/').slice(2);
    if (aspect.includes('type'))
      return `${subject.who} ${does(subject, 'accept')} values of another JSON type`;
    const found = MALFORMED.find(([name]) => aspect.includes(name));
    return found === undefined ? undefined : `${subject.who} ${does(subject, found[1])} ${found[2]}`;
  },
  distinct: (subject) =>
    `${subject.who} ${does(subject, 'give')} the same ${subject.member ?? 'identifier'} twice`,
  tags: tagged,
  lifecycle: (subject) => (subject.member === 'tags' ? tagged(subject) : undefined),
};

/** What becomes of malformed requests, by what is malformed. */
const MALFORMED: readonly (readonly [aspect: string, verb: string, what: string])[] = [
  ['body', 'accept', 'broken bodies'],
  ['json-object', 'accept', 'broken bodies'],
  ['json-syntax', 'accept', 'broken bodies'],
  ['content-type', 'misread', 'a body of another content type'],
  ['duplicate-member', 'misread', 'a member that occurs twice'],
  ['text', 'misread', 'texts that are no UTF-8'],
  ['member-case', 'take', 'members for others that differ in case'],
  ['nesting', 'accept', 'bodies that are nested too deeply'],
  ['oversize', 'accept', 'bodies that are far too long'],
  ['error-form', 'refuse', 'malformed bodies with what is no error'],
  ['path', 'answer', 'paths of no operation'],
];

/** The phrase for a kind of check; undefined where its title, negated, says it best. */
export function phraseOf(subject: Subject): string | undefined {
  const { check, expectsRefusal, status } = subject.suspicion;
  // Refused otherwise than documented is another matter than not refused.
  if (expectsRefusal && status >= 400) return undefined;
  return PHRASES[check.kind]?.(subject);
}

function otherDefault(subject: Subject): string {
  return `${subject.who} ${does(subject, 'set')} another default of ${subject.member ?? 'a member'}`;
}

function lookup(subject: Subject, what: string): string {
  const member = subject.several ? 'an ARN' : (subject.member ?? 'an ARN');
  return `${subject.who} ${does(subject, 'accept')} ${member === 'an ARN' ? member : `a ${member}`} that ${what}`;
}

function tagged(subject: Subject): string {
  const { deviation, at } = subject.suspicion;
  if (!at.endsWith(' UntagResource')) return `${subject.who} ${does(subject, 'show')} wrong tags`;
  const left = leftTags(deviation.exchanges);
  const isEncoded = left.length > 0 && left.every((key) => encodeURIComponent(key) !== key);
  return isEncoded
    ? 'UntagResource does not undo the percent-encoding of tagKeys'
    : 'UntagResource leaves tags that it was to remove';
}

const TITLE = /^(?<operation>[A-Z]\w+) (?:does not (?<negated>\w+)|(?<verb>\w+s)) (?<rest>.*)$/s;

/** The opposite of a check's title: what is not so. Undefined where that is of another form, or of another operation. */
export function negated({ who, several, suspicion }: Subject): string | undefined {
  const { check, at } = suspicion;
  const { operation, negated: base, verb, rest } = TITLE.exec(check.title)?.groups ?? {};
  if (operation === undefined || at.split(' ')[1] !== operation) return undefined;
  if (base !== undefined) return `${who} ${does({ several }, base)} ${rest}`;
  if (verb === undefined) return undefined;
  return `${who} ${does({ several }, 'do')} not ${verb.replace(/s$/, '')} ${rest}`;
}
