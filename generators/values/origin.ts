import fc from 'fast-check';
import { stringOf } from '../_internals/pattern/string-arbitrary.js';
import { ORIGIN } from '../_internals/schema/narrowing.js';

/** Longest origin that a playback restriction policy takes, in characters. */
const LONGEST = 128;

/** One origin in this many is `null`. */
const NULL_SHARE = 16;

/**
 * Values of the HTTP Origin header: `scheme://host`, `scheme://host:port`, and now and then `null`, which browsers
 * send for opaque origins. At most 128 characters.
 */
export function origin(): fc.Arbitrary<string> {
  return fc.oneof(
    { arbitrary: stringOf(ORIGIN, 1, LONGEST), weight: NULL_SHARE - 1 },
    { arbitrary: fc.constant('null'), weight: 1 },
  );
}
