import fc from 'fast-check';
import { tag } from './tag.js';

/** Most tags that a resource may have. */
const MOST_TAGS = 50;

/**
 * Maps of tags, each as in `tag`.
 *
 * @param limits - fewest (default 0) and most (default 50) tags; more than 50 is what services refuse
 */
export function tags(limits: { readonly min?: number; readonly max?: number } = {}): fc.Arbitrary<{
  [key: string]: string;
}> {
  const { min = 0, max = Math.max(min, MOST_TAGS) } = limits;
  return fc
    .uniqueArray(tag(), { minLength: min, maxLength: max, selector: ({ key }) => key })
    .map((list) => Object.fromEntries(list.map(({ key, value }) => [key, value])));
}
