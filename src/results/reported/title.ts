/** What is wrong, in plain words: `CreateChannel ignores containerFormat`. */

import type { Cause } from '../causes/cause.js';
import { ARN, OTHER_ARN } from '../causes/sorts/alike.js';
import { isIgnored } from '../causes/sorts/ignored.js';
import { isUnrefused } from '../causes/sorts/unrefused.js';
import { suspicionOf } from '../causes/spot.js';
import { isRefusal } from './harm.js';
import { does, negated, phraseOf, type Subject } from './phrases.js';

/** Characters of an answer in a title; the whole of it is told below. */
const LONGEST = 60;

/**
 * The title of a cause.
 * @param places services and operations whose answers were wrong, that of the first check first
 */
export function titleOf({ cause, consequences, sort }: Cause, places: readonly string[]): string {
  const suspicion = suspicionOf(cause);
  if (suspicion === undefined) return cause.title;
  const names = [...new Set(places.map((place) => place.split(' ')[1] ?? place))];
  const member = suspicion.path === '' ? undefined : suspicion.path;
  const subject: Subject = { who: inWords(names), several: names.length > 1, member, suspicion };
  switch (sort?.of) {
    case 'behind':
      return `${cause.service} answers as of ${suspicion.deviation.noneAsOf}, and lacks what came later`;
    case 'failure':
      return failure(subject);
    case 'literal':
      return `Answers hold ${sort.literal} in the place of values`;
    case 'arn':
      return `ARNs name the service ${sort.service}`;
    case 'unkept':
      return `What is sent is not kept by ${subject.who}`;
    case 'unvalidated': {
      const isOneService = consequences.every(({ service }) => service === cause.service);
      return `Input is not validated by ${names.length} operations${isOneService ? ` of ${cause.service}` : ''}`;
    }
    case 'member':
      if (sort.member === ARN) return `The form of ARNs is not checked by ${subject.who}`;
      return sort.member === OTHER_ARN
        ? `${subject.who} ${does(subject, 'accept')} ARNs of something else`
        : `${sort.member} is not validated by ${subject.who}`;
    default:
      return single(subject);
  }
}

function single(subject: Subject): string {
  const { who, member, suspicion } = subject;
  const { check, deviation, expectsRefusal } = suspicion;
  const { observed, expected } = deviation;
  if (isRefusal(check)) return `${who} ${does(subject, 'refuse')} a valid request: ${codeOf(observed)}`;
  if (expected.startsWith('an identifier that names'))
    return `${who} ${does(subject, 'answer')} no usable ${member ?? 'identifier'}: ${brief(observed)}`;
  if (member !== undefined && isIgnored(check)) return `${who} ${does(subject, 'ignore')} ${member}`;
  if (!expectsRefusal && observed.endsWith(' is absent'))
    return `${who} ${does(subject, 'do')} not show ${observed.replace(/ is absent$/, '').replace(/\[\d*\]/g, '')}`;
  if (expected.startsWith('no entry for')) return `${who} ${does(subject, 'list')} what is gone`;
  if (expected.startsWith('an entry for')) return `${who} ${does(subject, 'do')} not list everything`;
  const phrase = phraseOf(subject);
  if (phrase !== undefined) return phrase;
  if (expectsRefusal && (OF_VALUES.has(check.kind) || suspicion.status >= 400)) return refusal(subject);
  const opposite = negated(subject);
  if (opposite !== undefined) return opposite;
  if (expectsRefusal) return refusal(subject);
  if (member !== undefined) return `${who} ${does(subject, 'show')} a wrong ${member}`;
  return `${who}, against what is documented: ${check.title}`;
}

/** Kinds that send what a member must not be. */
const OF_VALUES: ReadonlySet<string> = new Set([
  'constraint',
  'allowed-values',
  'required-when',
  'key-material',
  'malformed',
]);

/** What is invalid is taken, is looked up, or is refused otherwise than documented. */
function refusal(subject: Subject): string {
  const { who, member, suspicion } = subject;
  const what = invalid(member);
  if (suspicion.status < 400) return `${who} ${does(subject, 'accept')} ${what}`;
  if (isUnrefused(suspicion)) return `${who} ${does(subject, 'look')} up ${what} in place of refusing it`;
  return `${who} ${does(subject, 'refuse')} ${what} with another error: ${codeOf(suspicion.deviation.observed)}`;
}

function failure(subject: Subject): string {
  const { who, suspicion, member } = subject;
  const { check, deciding, expectsRefusal, deviation } = suspicion;
  const isMalformed = check.kind === 'malformed' && member === undefined;
  const on = isMalformed ? 'a malformed request' : expectsRefusal ? invalid(member) : 'a valid request';
  if (deciding?.response === undefined) return `${who} ${does(subject, 'do')} not answer ${on}`;
  return `${who} ${does(subject, 'fail')} on ${on}: ${codeOf(deviation.observed)}`;
}

/** `an invalid name`, `invalid tags`. */
function invalid(member: string | undefined): string {
  if (member === undefined) return 'what is invalid';
  return /[^s]s$/.test(member) ? `invalid ${member}` : `an invalid ${member}`;
}

/** `409 ConflictException`: the status, and the error code where there is one. */
function codeOf(observed: string): string {
  return brief(observed.split(': ')[0] ?? observed);
}

function brief(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** At most two names. */
function inWords([first = 'an operation', second, ...rest]: readonly string[]): string {
  if (second === undefined) return first;
  return rest.length === 0 ? `${first} and ${second}` : `${first} and ${rest.length + 1} more operations`;
}
