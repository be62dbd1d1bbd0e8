import { show } from '../../checks/expect/expect.js';
import { Unmet } from '../../checks/expect/verdicts.js';
import type { Owned } from '../../checks/types.js';

/** The parts of any ARN: partition, service, region, account, and what it names. */
const ARN = /^arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:\S+$/;

/** Whether what a creation shows can name what it made at all, whatever the service calls it. */
export function canName({ resource, arn }: Pick<Owned, 'resource' | 'arn'>): boolean {
  if (resource.arnType === undefined) return true;
  return resource.identifier === undefined ? ARN.test(arn) : arn.trim() !== '';
}

/**
 * Why nothing can be built on what a creation shows: it is no identifier, or that of something that was made before.
 * @param known what of the check has the same identifier, and is still there
 * @param disowned why it is not that of what was made, as what follows it
 * @param output where the answer shows the resource
 */
export function whyNameless(
  owned: Owned,
  known: Owned | undefined,
  output = owned.resource.create?.output,
  disowned?: string,
): Unmet | undefined {
  const { resource, arn, answer } = owned;
  const member = `${output}.${resource.identifier ?? 'arn'}`;
  const isOwn = known === undefined || known.answer === answer;
  if (canName(owned) && isOwn && disowned === undefined) return undefined;
  const why = isOwn ? (disowned ?? 'which names nothing') : `which is that of another ${known.resource.name}`;
  const observed = `${show(arn)}, ${why}`;
  const { operation } = answer.operation;
  return new Unmet(answer, `${operation} succeeded, but ${member} is ${observed}`, {
    expected: 'an identifier that names what was made, and nothing else',
    observed,
    member,
  });
}
