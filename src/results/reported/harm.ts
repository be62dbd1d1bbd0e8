/** How much harm a cause does to those who rely on the endpoint. */
import type { Cause } from '../causes/cause.js';
import { isIgnored } from '../causes/sorts/ignored.js';
import { suspicionOf } from '../causes/spot.js';
import type { CheckResult } from '../types.js';

/**
 * What a cause does, the worst first: a wrong resource is shown or data are lost; a valid request is refused; members are
 * missing or wrong; another documented behaviour is missing; what is invalid is accepted; what is malformed is accepted;
 * it contradicts only what is inferred.
 */
export const HARMS = [
  'data',
  'refused',
  'members',
  'behaviour',
  'validation',
  'malformed',
  'inferred',
] as const;

/** What a cause does. */
export type Harm = (typeof HARMS)[number];

/** Where a deviation of each kind belongs, unless what was answered says otherwise. */
const HARM_OF_KIND: Readonly<Record<string, Harm>> = {
  ...Object.fromEntries(
    ['lifecycle', 'sequence', 'concurrent', 'cascade', 'unset', 'tags', 'distinct', 'repetition'].map(
      (kind) => [kind, 'data' as const],
    ),
  ),
  ...Object.fromEntries(
    [
      ...[
        'operation',
        'shape',
        'default',
        'conditional-default',
        'shown',
        'output-constraint',
        'format',
        'arn',
      ],
      ...['made-along', 'omitted', 'times', 'live-member', 'correspondence', 'expiry', 'accepted', 'settles'],
    ].map((kind) => [kind, 'members' as const]),
  ),
  ...Object.fromEntries(
    [
      ...['constraint', 'allowed-values', 'required-when', 'exclusive', 'tag-prefix', 'key-material'],
      ...['size-limit', 'empty-value', 'optional'],
    ].map((kind) => [kind, 'validation' as const]),
  ),
  malformed: 'malformed',
  authentication: 'malformed',
};

/** How much harm a cause does. */
export function harmOf({ cause, sort }: Cause, blocks: number): Harm {
  if (cause.strength === 'inferred') return 'inferred';
  if (sort?.of === 'behind' || sort?.of === 'literal' || sort?.of === 'arn') return 'members';
  if (sort?.of === 'unkept') return 'data';
  if (isRefusal(cause) || blocks > 0) return 'refused';
  if (isIgnored(cause)) return 'data';
  const harm = HARM_OF_KIND[cause.kind] ?? 'behaviour';
  if (harm === 'validation' && suspicionOf(cause)?.expectsRefusal === false) return 'members';
  const isOfPages = cause.kind === 'pagination' && cause.id.endsWith('/walk');
  return isOfPages ? 'data' : harm;
}

/** Whether a deviation is that a valid request is not carried out. */
export function isRefusal(check: CheckResult): boolean {
  const suspicion = suspicionOf(check);
  if (suspicion === undefined || suspicion.expectsRefusal) return false;
  const { observed } = suspicion.deviation;
  const isRefused = /^[45]\d\d\b/.test(observed) || /^no answer\b/.test(observed);
  return isRefused && !OF_ERRORS.has(check.kind);
}

/** Kinds that ask how something is refused, and not whether. */
const OF_ERRORS: ReadonlySet<string> = new Set(['error-form', 'malformed', 'authentication']);
