import type { Resource } from '../../contract/resources.js';
import { isEmpty } from '../../contract/schema/values.js';
import type { JsonObject } from '../../contract/types.js';
import { requireSuccess } from '../expect/expect.js';
import { Unmet } from '../expect/verdicts.js';
import { TAG_OPERATIONS } from '../plan/scope.js';
import type { CheckContext, CreateOptions, Owned } from '../types.js';

/** Makes a resource that has these tags, whichever way: where its creation is refused with them, they are added to it. */
export async function createTagged(
  context: CheckContext,
  resource: Resource,
  tags: JsonObject,
  input: JsonObject = {},
  options: CreateOptions = {},
): Promise<Owned> {
  if (isEmpty(tags)) return context.create(resource, input, options);
  try {
    return await context.create(resource, { ...input, tags }, options);
  } catch (error) {
    if (!(error instanceof Unmet)) throw error;
    const owned = await context.create(resource, input, options);
    requireSuccess(await context.call(TAG_OPERATIONS.add, { resourceArn: owned.arn, tags }));
    return owned;
  }
}
