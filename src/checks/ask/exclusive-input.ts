import type { ExclusiveMembersRule } from '../../contract/rules/rules.js';
import type { Json, JsonObject } from '../../contract/types.js';
import type { CheckContext } from '../types.js';

/** Values for filters that exclude one another: those of the rule, names, or ARNs that name nothing. */
export async function exclusiveInput(
  context: CheckContext,
  members: ExclusiveMembersRule['members'],
): Promise<JsonObject> {
  const input: { [member: string]: Json } = {};
  for (const { member, resource: name, value = 'ivs-conformance' } of members) {
    const resource = context.scope.resources.find((candidate) => candidate.name === name);
    input[member] = resource === undefined ? value : await context.unknownArn(resource);
  }
  return input;
}
