import { mutantOf, withInput } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { RESOURCE_TYPES } from '../build/resources.js';
import { RESETS } from './lifecycle.js';

/** Of two members that an update changes together, one is passed over. */
export function togetherMutants(): Mutant[] {
  return RESOURCE_TYPES.flatMap(({ service, update }) => {
    const members = Object.keys(RESETS[update ?? ''] ?? {}).filter((member) => member !== 'tags');
    const pairs = members.flatMap((first, at) =>
      members.slice(at + 1).map((second) => [first, second] as const),
    );
    return pairs.map(([first, second]) => {
      const statement = `Together with a new ${first}, a new ${second} has no effect.`;
      const place = { service, operation: update ?? '' };
      return mutantOf('update-together-lost', place, [`${first}+${second}`], statement, (call, next) =>
        next(call.input[first] === undefined ? call : withInput(call, { [second]: undefined })),
      );
    });
  });
}
