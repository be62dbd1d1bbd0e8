import { countryCodes } from '../text/country-codes.js';

/** A stricter pattern for a shape whose documentation asks for more than its schema says. */
interface Narrowing {
  readonly pattern: string;
  /** For values whose length is wrong, when no match of `pattern` has that length. */
  readonly beyond?: string;
  /** Says which of the pattern's matches are not meant after all; next to none may be. */
  readonly except?: (value: string) => boolean;
}

/** What a schema without pattern allows: text without white space at its ends. */
export const TEXT = '^(?:\\S(?:.*\\S)?)?$';

const TAG_CHARACTER = '\\p{L}\\p{N}_.:\\/=+\\-@';
const TAG_TEXT = `[${TAG_CHARACTER}](?:[${TAG_CHARACTER} ]*[${TAG_CHARACTER}])?`;

/** Tag keys by the general AWS rules. */
export const TAG_KEY: Narrowing = { pattern: `^${TAG_TEXT}$`, except: (key) => /^aws:/i.test(key) };

/** Tag values by the general AWS rules. */
export const TAG_VALUE: Narrowing = { pattern: `^(?:${TAG_TEXT})?$` };

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

/** `scheme://host` or `scheme://host:port`, the port not being the scheme's own. */
export const ORIGIN = `^https?://(?:${LABEL}\\.)*[a-z]{2,63}(?::[1-9][0-9]{3})?$`;

/** S3 bucket names: lower-case labels that begin and end with a letter or digit. At most two, unlike an IP address. */
const BUCKET: Narrowing = {
  pattern: '^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$',
};

const NARROWINGS: ReadonlyMap<string, Narrowing> = new Map([
  ['TagKey', TAG_KEY],
  ['TagValue', TAG_VALUE],
  ['S3DestinationBucketName', BUCKET],
  ['S3BucketName', BUCKET],
  [
    'PlaybackRestrictionPolicyAllowedCountry',
    { pattern: `^(?:${countryCodes().join('|')})$`, beyond: '^[A-Z]*$' },
  ],
  ['PlaybackRestrictionPolicyAllowedOrigin', { pattern: ORIGIN }],
]);

/** Region and account as the model's patterns of ARNs put them, and as they really look. */
const LOOSE_ARN = '[a-z0-9-]+:[0-9]+:';
const WELL_FORMED_ARN = '(?:us-west-2|us-east-1|eu-west-1):[0-9]{12}:';

/** How to build the strings of a shape: by its narrowing, or by its own pattern with ARNs made well-formed. */
export function narrowingOf(shape: string | undefined, pattern: string | undefined): Narrowing {
  const known = shape === undefined ? undefined : NARROWINGS.get(shape);
  return known ?? { pattern: pattern?.replaceAll(LOOSE_ARN, WELL_FORMED_ARN) ?? TEXT };
}
