import fc from 'fast-check';
import { stringOf } from '../_internals/pattern/string-arbitrary.js';

/** What an ARN is made of; whatever is left out is generated. */
export interface ArnParts {
  /** Default: `ivs`, which both services use in their ARNs. */
  readonly service?: string;
  /** Resource type: `channel`, `stream-key`, `stage`. */
  readonly resource: string;
  /** Default: any of three. */
  readonly region?: string;
  /** Default: any 12 digits. */
  readonly account?: string;
  /** Default: 12 letters and digits, as the services make them. */
  readonly id?: string;
}

/**
 * Well-formed ARNs of Amazon IVS resources, such as `arn:aws:ivs:us-west-2:123456789012:channel/AbCdEf012345`. They
 * name nothing that exists, unless all parts are given.
 */
export function arn({ service = 'ivs', resource, region, account, id }: ArnParts): fc.Arbitrary<string> {
  return fc
    .tuple(
      region === undefined ? fc.constantFrom('us-west-2', 'us-east-1', 'eu-west-1') : fc.constant(region),
      account === undefined ? stringOf('^[0-9]{12}$', 12, 12) : fc.constant(account),
      id === undefined ? stringOf('^[a-zA-Z0-9]{12}$', 12, 12) : fc.constant(id),
    )
    .map(([place, owner, name]) => `arn:aws:${service}:${place}:${owner}:${resource}/${name}`);
}
