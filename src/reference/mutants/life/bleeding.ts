import type { Contracts, JsonObject } from '../../../contract/types.js';
import type { Call, World } from '../../state/call.js';
import { nested, text, texts } from '../../state/json.js';
import type { Entry } from '../../state/store.js';
import { mutantOf, type Place, shownEntry } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { RESOURCE_TYPES, type ResourceType } from '../build/resources.js';
import { RESETS } from './lifecycle.js';

/** What is done to one resource happens to the newest other one of its type as well. */
export function bleedingMutants(contracts: Contracts): Mutant[] {
  return RESOURCE_TYPES.flatMap((type) => [
    ...Object.keys(RESETS[type.update ?? ''] ?? {})
      .filter((member) => member !== 'tags')
      .map((member) => updateBleeds(type, member)),
    tagBleeds(type),
    untagBleeds(type),
    deleteBleeds(type),
    ...createBleeds(contracts, type),
  ]);
}

function newestOther(call: Call, { store }: World, { kind }: ResourceType, arn: string): Entry | undefined {
  return [...store.all(kind, call.region)].findLast((entry) => entry.arn !== arn);
}

function updateBleeds(type: ResourceType, member: string): Mutant {
  const place: Place = { service: type.service, operation: type.update ?? '' };
  const statement = `A new ${member} is given to another ${type.kind} as well.`;
  return mutantOf('update-bleeds', place, [member], statement, (call, next, world) => {
    const answer = next();
    const updated = shownEntry(call, answer, world, type.member);
    const value = updated?.state[member];
    const other = updated && newestOther(call, world, type, updated.arn);
    if (other !== undefined && value !== undefined && call.input[member] !== undefined)
      other.state = { ...other.state, [member]: value };
    return answer;
  });
}

/** What a tag operation does to the tags of another resource of the type. */
function otherTags(
  family: string,
  type: ResourceType,
  operation: string,
  statement: string,
  change: (tags: JsonObject, input: JsonObject) => JsonObject,
): Mutant {
  const place: Place = { service: type.service, operation };
  return mutantOf(family, place, [type.kind], statement, (call, next, world) => {
    const answer = next();
    const entry = world.store.findAny(call.region, text(call.input, 'resourceArn'));
    if (entry?.kind !== type.kind || answer.error !== undefined) return answer;
    const other = newestOther(call, world, type, entry.arn);
    if (other !== undefined)
      other.state = { ...other.state, tags: change(nested(other.state, 'tags'), call.input) };
    return answer;
  });
}

function tagBleeds(type: ResourceType): Mutant {
  const statement = `New tags of a ${type.kind} are given to another one as well.`;
  return otherTags('tag-bleeds', type, 'TagResource', statement, (tags, input) => ({
    ...tags,
    ...nested(input, 'tags'),
  }));
}

function untagBleeds(type: ResourceType): Mutant {
  const statement = `Tags that a ${type.kind} loses are lost by another one as well.`;
  return otherTags('untag-bleeds', type, 'UntagResource', statement, (tags, input) => {
    const gone = texts(input, 'tagKeys');
    return Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.includes(key)));
  });
}

function deleteBleeds(type: ResourceType): Mutant {
  const place: Place = { service: type.service, operation: type.delete };
  const statement = `With a ${type.kind}, another one is deleted.`;
  return mutantOf('delete-bleeds', place, [], statement, (call, next, world) => {
    const answer = next();
    const other = newestOther(call, world, type, text(call.input, 'arn'));
    if (answer.error === undefined && other !== undefined) world.store.remove(other);
    return answer;
  });
}

function createBleeds(contracts: Contracts, type: ResourceType): Mutant[] {
  const place: Place = { service: type.service, operation: type.create };
  const { properties = {} } = contracts.get(type.service)?.operations.get(type.create)?.input ?? {};
  const members = ['name', 'tags'].filter((member) => properties[member] !== undefined);
  return members.map((member) => {
    const statement = `The ${member} of a new ${type.kind} is given to another one as well.`;
    return mutantOf('create-bleeds', place, [member], statement, (call, next, world) => {
      const answer = next();
      const made = shownEntry(call, answer, world, type.member);
      const value = made?.state[member];
      const other = made && newestOther(call, world, type, made.arn);
      if (other !== undefined && value !== undefined && call.input[member] !== undefined)
        other.state = { ...other.state, [member]: value };
      return answer;
    });
  });
}
