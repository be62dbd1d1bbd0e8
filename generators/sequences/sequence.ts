import fc from 'fast-check';
import type { Resource } from '../../src/contract/resources.js';
import type { Contract, JsonObject } from '../../src/contract/types.js';
import { resourceMembers, updatable } from '../_internals/schema/step-members.js';
import { inputFor } from '../schema/input-for.js';
import type { Step, StepKind, StepOptions } from '../types.js';

/** Few of each, so that they come again: what one call leaves behind matters only to one that names the same. */
const NAMES = ['first', 'second', 'third'];
const TAG_KEYS = ['stage', 'team', 'Team'];
const TAG_VALUES = ['one', 'two', ''];

/** A step names one of the first so many resources of its kind. */
const RESOURCES = 4;

/** How often each kind of step is drawn, compared with the others. */
const WEIGHTS: { readonly [kind in StepKind]: number } = {
  create: 3,
  get: 1,
  list: 1,
  update: 6,
  delete: 2,
  tag: 3,
  untag: 2,
  listTags: 1,
};

/**
 * Steps of a sequence of calls about resources of one kind: making, reading, listing (with and without a filter), changing,
 * tagging and removing them, in any order. A step says which of the earlier resources it is about by a number, and names
 * no ARN; so it can be left out of a sequence, or come at another place, and the others still mean something.
 *
 * @param contract - the contract of the resource's service
 * @param resource - an entry of `specs/<service>/resources.json`
 */
export function sequence(
  contract: Contract,
  resource: Resource,
  options: StepOptions = {},
): fc.Arbitrary<Step> {
  const { kinds } = options;
  const steps = stepsOf(contract, resource, options).filter(({ does }) => kinds?.includes(does) ?? true);
  return fc.oneof(...steps.map(({ does, arbitrary }) => ({ weight: WEIGHTS[does], arbitrary })));
}

interface Drawn {
  readonly does: StepKind;
  readonly arbitrary: fc.Arbitrary<Step>;
}

/** The parts of a step that are not the same for all of its kind. */
interface Parts {
  readonly input?: fc.Arbitrary<JsonObject>;
  readonly names?: fc.Arbitrary<Step['names']>;
  readonly filter?: fc.Arbitrary<string>;
}

function stepsOf(contract: Contract, resource: Resource, options: StepOptions): Drawn[] {
  const { create, get, list, update, delete: remove, taggable } = resource;
  const step = (does: StepKind, operation: string | undefined, parts: Parts = {}): Drawn[] =>
    operation === undefined
      ? []
      : [{ does, arbitrary: stepOf({ does, operation, resource: resource.name }, parts) }];
  const tagging = taggable
    ? [
        ...step('tag', 'TagResource', { input: tagsOf(1).map((tags) => ({ tags })) }),
        ...step('untag', 'UntagResource', { input: tagKeys().map((keys) => ({ tagKeys: keys })) }),
        ...step('listTags', 'ListTagsForResource'),
      ]
    : [];
  return [
    ...step('create', create?.operation, {
      input: creations(contract, resource, options),
      names: namesOf(resource, options),
    }),
    ...step('get', get?.operation),
    ...step('list', list?.operation, { filter: filters(contract, list?.operation) }),
    ...step('update', update?.operation, {
      input: updates(contract, resource),
      names: namesOf(resource, options),
    }),
    ...step('delete', remove?.operation, {
      ...(remove?.force === undefined
        ? {}
        : { input: fc.boolean().map((force) => ({ [remove.force ?? '']: force })) }),
    }),
    ...tagging,
  ];
}

function stepOf(
  fixed: Pick<Step, 'does' | 'operation' | 'resource'>,
  { input = fc.constant({}), names = fc.constant({}), filter = fc.constant('') }: Parts,
): fc.Arbitrary<Step> {
  const drawn = fc.record({ on: fc.nat(RESOURCES - 1), input, names, filter }, { noNullPrototype: true });
  return drawn.map((parts) => ({ ...fixed, ...parts }));
}

/** What a resource is made with, under one of few names and with few tags. */
function creations(
  contract: Contract,
  resource: Resource,
  { inputs, least }: StepOptions,
): fc.Arbitrary<JsonObject> {
  const operation = resource.create?.operation ?? '';
  const { properties = {} } = contract.operations.get(operation)?.input ?? {};
  const any = inputs ?? inputFor(contract, operation, { omit: resourceMembers(resource) });
  const whole = least === undefined ? any : fc.oneof({ withCrossShrink: true }, fc.constant(least), any);
  const own = fc.record(
    {
      ...(properties.name === undefined ? {} : { name: fc.constantFrom(...NAMES) }),
      ...(properties.tags === undefined ? {} : { tags: tagsOf(0) }),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  return fc.tuple(whole, own).map(([{ name: _name, tags: _tags, ...input }, few]) => ({ ...input, ...few }));
}

/** Values of members that may be changed whatever the others are. */
function updates(contract: Contract, resource: Resource): fc.Arbitrary<JsonObject> {
  const operation = resource.update?.operation;
  if (operation === undefined) return fc.constant({});
  const { members, others } = updatable(contract, resource, operation);
  const name = members.includes('name') ? { name: fc.constantFrom(...NAMES) } : {};
  return inputFor(contract, operation, { omit: others, overrides: name });
}

/** Which earlier resources the members that refer to others name; null switches one off. */
function namesOf({ references = [] }: Resource, options: StepOptions): fc.Arbitrary<Step['names']> {
  const wanted = references.filter(({ member }) => options.references?.includes(member) ?? true);
  const named = wanted.map(({ member, unset }): fc.Arbitrary<[string, number | null][]> => {
    const which = fc.nat(RESOURCES - 1);
    const whichOrNone = unset === undefined ? which : fc.option(which, { freq: 3 });
    return fc.option(
      whichOrNone.map((chosen): [string, number | null][] => [[member, chosen]]),
      { nil: [], freq: 2 },
    );
  });
  return fc.tuple(...named).map((members) => Object.fromEntries(members.flat()));
}

function filters(contract: Contract, list: string | undefined): fc.Arbitrary<string> {
  const members = Object.keys(contract.operations.get(list ?? '')?.input.properties ?? {});
  return fc.constantFrom('', ...members.filter((member) => member.startsWith('filterBy')));
}

function tagsOf(minKeys: number): fc.Arbitrary<JsonObject> {
  return fc.dictionary(fc.constantFrom(...TAG_KEYS), fc.constantFrom(...TAG_VALUES), {
    minKeys,
    noNullPrototype: true,
  });
}

function tagKeys(): fc.Arbitrary<string[]> {
  return fc.subarray(TAG_KEYS, { minLength: 1 });
}
