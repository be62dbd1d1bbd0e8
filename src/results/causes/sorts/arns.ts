/** Deviations that come from what an endpoint gives out in place of ARNs, whichever operation shows it. */
import { bucket } from '../../bucket.js';
import type { Sort } from '../cause.js';
import type { Suspicion } from '../spot.js';

/** What shows one fault of all ARNs. */
export interface FaultOfArns {
  readonly suspicions: readonly Suspicion[];
  readonly sort?: Sort;
}

/** Operations that have to be alike before they are told together. */
const OPERATIONS = 2;

/**
 * Groups what shows the same fault of all ARNs: they are of another service or partition, or there are none. The first of
 * each group shows it.
 * @param suspicions deviations of any sort: those of other sorts are left out
 */
export function groupArns(suspicions: readonly Suspicion[]): FaultOfArns[] {
  const groups = bucket(
    suspicions,
    (each) => foreignIn(each) ?? (lacksIdentifier(each) ? LACKING : undefined),
  );
  return [...groups].flatMap(([fault, shown]): FaultOfArns[] | FaultOfArns => {
    const places = new Set(shown.map(({ at }) => at));
    if (places.size < OPERATIONS) return [];
    const follows = (each: Suspicion) =>
      fault === LACKING ? places.has(each.at) && isOfArn(each) : takes(each, fault);
    const service = fault === LACKING ? undefined : fault.split(':')[2];
    return {
      suspicions: [
        // Where the ARN itself is looked at, it is told best.
        ...shown.filter(({ deviation }) => deviation.member !== undefined),
        ...shown.filter(({ deviation }) => deviation.member === undefined),
        ...suspicions.filter((each) => !shown.includes(each) && follows(each)),
      ],
      ...(service !== undefined && service !== 'ivs' && { sort: { of: 'arn', service } }),
    };
  });
}

const LACKING = 'none';

/** `arn:<partition>:<service>:` of every ARN in a text. */
const FORM = /arn:[^:"\s]*:[^:"\s]*:/g;

/** The form of the ARNs of an answer, where all are alike and none is as the contract has them. */
function foreignIn({ check, deviation: { expected, observed } }: Suspicion): string | undefined {
  if (!OF_OUTPUT.test(expected) && check.kind !== 'arn') return undefined;
  const [form, ...others] = new Set(observed.match(FORM));
  return form === undefined || others.length > 0 || expected.includes(form) ? undefined : form;
}

/** What a pattern of ARNs is told by. */
const OF_OUTPUT = /is a string matching \^\(\?:arn:/;

/** Whether what was made is shown without an identifier, or with one that names nothing. */
function lacksIdentifier({
  check: { kind },
  path,
  status,
  deviation: { expected, observed },
}: Suspicion): boolean {
  if (status >= 300) return false;
  if (/, which names nothing$/.test(observed) || / holds no ARN in \w+$/.test(observed)) return true;
  return kind === 'shape' && path === 'arn' && / is (?:there|a string)\b/.test(expected);
}

/** Whether it is about the identifier alone. */
function isOfArn({ check: { kind }, path }: Suspicion): boolean {
  return path === 'arn' || kind === 'same-name';
}

/** Whether an ARN of the form was not refused as one of another service or partition has to be. */
function takes({ deviation, deciding, expectsRefusal, check }: Suspicion, form: string): boolean {
  const sent = `${deciding?.request.body} ${deciding?.request.url}`;
  return (
    expectsRefusal &&
    check.kind === 'constraint' &&
    deviation.member !== undefined &&
    (sent.includes(form) || sent.includes(encodeURIComponent(form)))
  );
}
