import type { Contracts, JsonObject, Service } from '../../../contract/types.js';
import { nested, text, texts } from '../../state/json.js';
import { mutantOf, withInput } from '../build/build.js';
import type { Mutant } from '../build/mutant.js';
import { RESOURCE_TYPES } from '../build/resources.js';

/** Tags lost, replaced, kept; each service has its own tag operations. */
export function tagMutants(contracts: Contracts): Mutant[] {
  const onCreate = RESOURCE_TYPES.map(({ service, create }) =>
    mutantOf(
      'tags-lost-on-create',
      { service, operation: create },
      [],
      'Tags of the request are lost.',
      (call, next) => next(withInput(call, { tags: undefined })),
    ),
  );
  return [...onCreate, ...[...contracts.keys()].flatMap(tagOperationMutants)];
}

function tagOperationMutants(service: Service): Mutant[] {
  return [
    storedTags(
      service,
      'tags-replaced',
      'TagResource',
      'New tags replace all earlier ones.',
      (_, sent) => sent,
    ),
    storedTags(
      service,
      'tag-case-ignored',
      'TagResource',
      'A key that differs in case only replaces another.',
      (before, sent) => {
        const keys = Object.keys(sent).map((key) => key.toLowerCase());
        const kept = Object.entries(before).filter(([key]) => !keys.includes(key.toLowerCase()));
        return { ...Object.fromEntries(kept), ...sent };
      },
    ),
    storedTags(service, 'tag-ignored', 'TagResource', 'New tags have no effect.', (before) => before),
    storedTags(
      service,
      'tag-value-kept',
      'TagResource',
      'A tag that exists keeps its value.',
      (before, sent) => ({
        ...sent,
        ...before,
      }),
    ),
    storedTags(service, 'untag-ignored', 'UntagResource', 'Tags cannot be removed.', (before) => before),
    storedTags(service, 'untag-removes-all', 'UntagResource', 'All tags are removed.', () => ({})),
    storedTags(
      service,
      'tag-first-only',
      'TagResource',
      'Of several tags, the first alone is added.',
      (before, sent) => ({
        ...before,
        ...Object.fromEntries(Object.entries(sent).slice(0, 1)),
      }),
    ),
    untagging(
      service,
      'untag-first-only',
      'Of several tags, the first alone is removed.',
      (key, [first]) => key === first,
    ),
    untagging(
      service,
      'untag-by-prefix',
      'Tags whose keys begin with a named one are removed as well.',
      (key, keys) => keys.some((one) => key.startsWith(one)),
    ),
    untagging(
      service,
      'untag-case-ignored',
      'Tags whose keys differ in case only are removed as well.',
      (key, keys) => keys.some((one) => key.toLowerCase() === one.toLowerCase()),
    ),
  ];
}

/** Removes other tags than those that are named. */
function untagging(
  service: Service,
  family: string,
  statement: string,
  isGone: (key: string, named: readonly string[]) => boolean,
): Mutant {
  return storedTags(service, family, 'UntagResource', statement, (before, _, named) =>
    Object.fromEntries(Object.entries(before).filter(([key]) => !isGone(key, named))),
  );
}

/** Decides otherwise than documented which tags a resource has after a success. */
function storedTags(
  service: Service,
  family: string,
  operation: string,
  statement: string,
  after: (before: JsonObject, sent: JsonObject, named: readonly string[]) => JsonObject,
): Mutant {
  return mutantOf(family, { service, operation }, [], statement, (call, next, { store }) => {
    const entry = store.findAny(call.region, text(call.input, 'resourceArn'));
    const before = nested(entry?.state ?? {}, 'tags');
    const answer = next();
    if (entry !== undefined && answer.error === undefined) {
      const tags = after(before, nested(call.input, 'tags'), texts(call.input, 'tagKeys'));
      entry.state = { ...entry.state, tags };
    }
    return answer;
  });
}
