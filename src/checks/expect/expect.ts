import { equal, isObject, matches, objectAt, show } from '../../contract/schema/values.js';
import type { Json, JsonObject } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import type { Place } from '../types.js';
import { DeviationFound, Unmet } from './verdicts.js';

export {
  at,
  canonical,
  equal,
  listAt,
  matches,
  objectAt,
  sameEntries,
  show,
  stringAt,
} from '../../contract/schema/values.js';

/** An answer in one line: status, error code and message, or what came instead. */
export function describeAnswer(answer: Answer): string {
  const { status, error, exchange } = answer;
  if (exchange.unanswered !== undefined) return `no answer: ${exchange.unanswered}`;
  if (answer.succeeded) return `${status} (success)`;
  if (error?.code === undefined)
    return `${status} without an error code${error?.message ? `: ${error.message}` : ''}`;
  return `${status} ${error.code}${error.message ? `: ${error.message}` : ''}`;
}

/**
 * The output of a call that another check is responsible for; where it fails, this one has nothing to judge.
 * @throws Unmet when the call did not succeed
 */
export function requireSuccess(answer: Answer): JsonObject {
  if (!answer.succeeded) {
    const { operation } = answer.operation;
    throw new Unmet(answer, `${operation} answered ${describeAnswer(answer)} to a valid request`);
  }
  return answer.output;
}

/**
 * The call is refused with this error. A missing code is left to the error-form checks as long as the status
 * agrees; a status that disagrees with the code is theirs as well.
 * @throws DeviationFound
 */
export function expectError(answer: Answer, code: string, status: number, why: string): void {
  const expected = `${status} ${code}, because ${why}`;
  if (answer.succeeded)
    throw new DeviationFound({ expected, observed: describeAnswer(answer), exchange: answer.exchange });
  const same = answer.error?.code === undefined ? answer.status === status : answer.error.code === code;
  if (!same)
    throw new DeviationFound({ expected, observed: describeAnswer(answer), exchange: answer.exchange });
}

/**
 * The call is refused with some client error, where no source names which.
 * @throws DeviationFound
 */
export function expectRefusal(answer: Answer, why: string): void {
  if (answer.status >= 400 && answer.status < 500) return;
  throw new DeviationFound({
    expected: `a refusal (4xx), because ${why}`,
    observed: describeAnswer(answer),
    exchange: answer.exchange,
  });
}

/** How a member is compared, and told of. */
interface Comparison {
  /** The order of a list's entries does not matter. */
  readonly unordered?: boolean;
  /** A source says that it is shown, although it is empty. */
  readonly shown?: boolean;
  readonly because?: string;
  /** What the expected value was taken from, unless from what was sent with the same call. */
  readonly against?: readonly Place[];
}

/** @throws DeviationFound when the member has another value */
export function expectMember(
  answer: Answer,
  path: string,
  observed: Json | undefined,
  expected: Json,
  options: Comparison = {},
): void {
  const isMissing = options.shown === true && observed === undefined;
  const name = path.split('.').at(-1);
  if (!isMissing && matches(observed, expected, options.unordered ?? false, name)) return;
  throw new DeviationFound({
    expected: `${path} is ${show(expected)}${options.because ? ` (${options.because})` : ''}`,
    observed: `${path} is ${show(observed)}`,
    member: `${path}${differenceWithin(observed, expected)}`,
    ...(options.against === undefined ? {} : { against: options.against }),
    exchange: answer.exchange,
  });
}

/** A member's name, unlike a key that somebody chose. */
const NAME = /^[a-z][A-Za-z\d]*$/;

/**
 * Where within an object the only difference is, as the rest of a path (`.video.width`); empty where there are several,
 * or the whole is another one or empty. What only the observed one has counts if `exactly` it is asked for.
 */
export function differenceWithin(
  observed: Json | undefined,
  expected: Json | undefined,
  exactly = false,
): string {
  if (!isObject(observed) || !isObject(expected) || Object.keys(observed).length === 0) return '';
  const names = new Set([...Object.keys(expected), ...(exactly ? Object.keys(observed) : [])]);
  const [name, ...others] = [...names].filter((each) => {
    const [seen, wanted] = [observed[each], expected[each]];
    return exactly || wanted === undefined ? !equal(seen, wanted) : !matches(seen, wanted, false, each);
  });
  if (name === undefined || others.length > 0 || !NAME.test(name)) return '';
  return `.${name}${differenceWithin(observed[name], expected[name], exactly)}`;
}

/** A copy with the value at a dotted path set; objects on the way are made. */
export function withMember(value: JsonObject, path: string, member: Json): JsonObject {
  const [head = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...value, [head]: member };
  return { ...value, [head]: withMember(objectAt(value, head), rest.join('.'), member) };
}

/** An object without some of its members. */
export function withoutMembers(value: JsonObject, members: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([member]) => !members.includes(member)));
}
