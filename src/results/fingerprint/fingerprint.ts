import { createHash } from 'node:crypto';
import type { Cause } from '../causes/cause.js';
import { identityOf } from './identity.js';

/** Hexadecimal digits of a fingerprint: enough that two of some thousand causes are hardly ever alike. */
const LENGTH = 16;

/** Changes whenever what a fingerprint is made of changes: then none of before is found again. */
const VERSION = '1';

/**
 * The name under which a cause is known again in the report of another run: 16 hexadecimal digits. The same fault has
 * the same one whatever seed, order, ARN or counterexample shows it.
 */
export function fingerprintOf(cause: Cause): string {
  const text = JSON.stringify([VERSION, ...identityOf(cause)]);
  return createHash('sha256').update(text).digest('hex').slice(0, LENGTH);
}
