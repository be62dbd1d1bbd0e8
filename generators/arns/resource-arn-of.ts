import type fc from 'fast-check';
import { arn } from './arn.js';

/**
 * ARNs beside an existing one: same service, region, account and resource type, another identifier. For asking after
 * something that does not exist where everything else is right.
 *
 * @throws Error when the argument is not an ARN of the form `arn:aws:service:region:account:type/id`
 */
export function resourceArnOf(existing: string): fc.Arbitrary<string> {
  const parts = /^arn:aws:([^:]+):([^:]+):([^:]+):([^:/]+)\/(.+)$/.exec(existing);
  if (parts === null) throw new Error(`${JSON.stringify(existing)} is not an ARN of a resource`);
  const [, service = '', region = '', account = '', resource = ''] = parts;
  return arn({ service, region, account, resource }).filter((other) => other !== existing);
}
