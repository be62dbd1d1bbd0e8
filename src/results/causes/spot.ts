/** What deviations can come from: a member as one operation shows it, or takes it. */
import type { CheckResult, Deviation, Place, RecordedExchange } from '../types.js';
import { leftTags } from './sorts/tags.js';

/** A member of one operation. */
export interface Spot {
  /** Service and operation. */
  readonly at: string;
  /** Path within the resource: what holds the resource in an answer is left out, and so are places in lists. */
  readonly path: string;
}

/** A deviation with what its verdict rests on. */
export interface Suspicion {
  readonly check: CheckResult;
  readonly deviation: Deviation;
  /** The exchange that decided. */
  readonly deciding: RecordedExchange | undefined;
  /** Where it was seen; the path is undefined where no member is blamed. */
  readonly at: string;
  readonly path: string | undefined;
  /** 0 where there was no answer. */
  readonly status: number;
  /** Whether a refusal was called for. */
  readonly expectsRefusal: boolean;
}

/** What a check's deviation rests on; undefined for a check without one. */
export function suspicionOf(check: CheckResult): Suspicion | undefined {
  const { deviation, service, operations } = check;
  if (deviation === undefined) return undefined;
  const deciding = deviation.exchanges.at(-1);
  // What is shown for good is no fault of whoever shows it.
  const isUntagged = leftTags(deviation.exchanges).length > 0;
  const operation = isUntagged ? 'UntagResource' : (deciding?.operation ?? operations[0] ?? '');
  return {
    check,
    deviation,
    deciding,
    at: `${service} ${operation}`,
    path:
      deviation.member === undefined ? undefined : isUntagged ? 'tags' : pathOf(deviation.member, operation),
    status: deciding?.response?.status ?? 0,
    expectsRefusal: REFUSAL.test(deviation.expected),
  };
}

const REFUSAL = /^(?:\d{3} [A-Z]\w+|a refusal)\b/;

/** Their keys are somebody's choice, and name nothing that another deviation could be about. */
const MAPS: ReadonlySet<string> = new Set(['tags', 'attributes']);

/** The path without what holds the resource that the operation is called after: `channel.name` of GetChannel is `name`. */
function pathOf(member: string, operation: string): string {
  const [head = '', ...rest] = stepsOf(member);
  const isHolder = rest.length > 0 && operation.toLowerCase().includes(head.toLowerCase().replace(/s$/, ''));
  return (isHolder ? rest : [head, ...rest]).join('.');
}

/** The spot of something that an expectation was taken from. */
export function spotOf(service: string, { operation, member }: Place): Spot {
  return { at: `${service} ${operation}`, path: pathOf(member, operation) };
}

function stepsOf(member: string): string[] {
  const steps = member.replace(/\[\d*\]|\{\w*\}/g, '').split('.');
  const map = steps.findIndex((step) => MAPS.has(step));
  return map === -1 ? steps : steps.slice(0, map + 1);
}

/** The members at the top of a body; none where it is no JSON object. */
export function topOf(body: string | undefined): { readonly [member: string]: unknown } {
  try {
    const value: unknown = JSON.parse(body ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Whether a fault at one spot shows at the other one too: it is the same, or holds it. */
export function covers(one: Spot, other: Spot): boolean {
  return (
    one.at === other.at &&
    (one.path === '' || one.path === other.path || other.path.startsWith(`${one.path}.`))
  );
}

const ARN = /arn:aws[\w-]*:[^\s"\\]+/g;

/** A text without the ARNs in it, which differ from answer to answer. */
export function inGeneral(text: string): string {
  return text.replace(ARN, '…');
}

/** Where earlier answers gave the ARNs that a request names. */
export function namedIn({ check, deviation, deciding }: Suspicion): Spot[] {
  if (deciding === undefined) return [];
  const { url, body } = deciding.request;
  const isNamed = (arn: unknown) =>
    typeof arn === 'string' && (body.includes(JSON.stringify(arn)) || url.includes(encodeURIComponent(arn)));
  return deviation.exchanges.slice(0, -1).flatMap(({ operation, response }) =>
    Object.entries(topOf(response?.body))
      .filter(
        ([, shown]) => typeof shown === 'object' && shown !== null && 'arn' in shown && isNamed(shown.arn),
      )
      .map(([holder]) => spotOf(check.service, { operation, member: `${holder}.arn` })),
  );
}
