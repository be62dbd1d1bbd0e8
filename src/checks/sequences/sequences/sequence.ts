import type { Arbitrary } from 'fast-check';
import type { Step, StepKind } from '../../../../generators/index.js';
import type { Resource } from '../../../contract/resources.js';
import { Skipped } from '../../expect/verdicts.js';
import { makingForUse, operationOf, parentOf, sourceOf, TAG_OPERATIONS } from '../../plan/scope.js';
import type { Check, CheckContext, Kind, Scope } from '../../types.js';
import { SequencePlay } from './play.js';
import { ownOperations, ownSteps, sequenced } from './theme.js';

/** In any order of calls, each answer shows what those before it have left. */
export const sequence: Kind = {
  id: 'sequence',
  title: 'Sequences of calls',
  alike: { per: 'kind', count: 1 },
  plan: (scope) => {
    const resources = sequenced(scope);
    const many = resources.filter(({ quota }) => quota?.adjustable !== false);
    return [...resources.map((resource) => ofOne(scope, resource)), ofAll(scope, many)].flat();
  },
};

/** Steps of one case at most, at standard effort; of these, many are not possible when their turn comes. */
const LONGEST = { one: 40, all: 150 };

/** Leaving out one call after the other takes more tries than making one input smaller. */
const SHRINKS = 3;

interface Theme {
  readonly id: string;
  readonly what: string;
  /** The kinds of resources that steps are about, those first that others belong to. */
  readonly resources: readonly Resource[];
  readonly isTagged: boolean;
  readonly longest: number;
  readonly cases: number;
  readonly follows: number;
}

/** Resources of one kind, and what they belong to. Without tags, so that it can be asked of an endpoint that has none. */
function ofOne(scope: Scope, resource: Resource): Check[] {
  const resources = [...ancestorsOf(scope, resource), resource];
  const what = `${resource.name}s`;
  // What an account can have few of is in no other sequence.
  const isTagged = resource.quota?.adjustable === false;
  return check(scope, {
    ...{ id: resource.name, what, resources, isTagged },
    ...{ longest: LONGEST.one, cases: 2, follows: 1 },
  });
}

/** Resources of every kind, their tags and what they refer to. */
function ofAll(scope: Scope, resources: readonly Resource[]): Check[] {
  return check(scope, {
    ...{ id: 'all', what: 'resources of every kind', resources, isTagged: true },
    ...{ longest: LONGEST.all, cases: 3, follows: 2 },
  });
}

function check(scope: Scope, theme: Theme): Check[] {
  const { id, what, resources, isTagged, longest, cases, follows } = theme;
  const [first] = resources;
  if (first?.create === undefined) return [];
  const { service } = scope.contract;
  const operations = [
    ...resources.flatMap((resource) => [...ownOperations(resource), ...makingForUse(scope, resource)]),
    ...(isTagged ? Object.values(TAG_OPERATIONS) : []),
  ];
  return [
    {
      id: `sequence/${service}/${id}`,
      kind: 'sequence',
      title: `calls about ${what}, in any order, answer what the calls before them have left`,
      service,
      operations: [...new Set(operations)],
      // Nothing is expected but what is documented of each call.
      strength: 'documented',
      source: sourceOf(operationOf(scope, first.create.operation)),
      walks: `everything of ${service}`,
      follows,
      sent: `generated sequences of up to ${longest} calls, ${first.create.operation} before others, that make, read, list, change${isTagged ? ', tag' : ''} and delete ${what}; then a read of each`,
      expected: 'of each call what is documented of it, given the calls before it',
      run: async (context) => {
        const able = resources.filter((resource) => canMake(context, resource));
        if (!able.includes(first)) throw new Skipped(`a ${first.name} cannot be made`);
        const steps = able.map((resource) => stepsFor(context, resource, able, isTagged));
        let plays = 0;
        const begin = async () => {
          plays += 1;
          return new SequencePlay(context, able, plays);
        };
        await context.forSequences(context.fc.oneof(...steps), begin, { longest, cases, shrinks: SHRINKS });
      },
    },
  ];
}

/** Steps about one kind of resource that refer to no other kinds than these. */
function stepsFor(
  context: CheckContext,
  resource: Resource,
  able: readonly Resource[],
  isTagged: boolean,
): Arbitrary<Step> {
  const within = (resource.references ?? []).filter(({ resource: name }) =>
    able.some((other) => other.name === name),
  );
  return ownSteps(context, resource, {
    references: within.map(({ member }) => member),
    kinds: [...LIFE, ...(isTagged ? TAGGING : [])],
  });
}

const LIFE: readonly StepKind[] = ['create', 'get', 'list', 'update', 'delete'];
const TAGGING: readonly StepKind[] = ['tag', 'untag', 'listTags'];

/** What takes an S3 bucket cannot be made where none is named. */
function canMake(context: CheckContext, resource: Resource): boolean {
  try {
    context.leastInput(resource);
    return true;
  } catch (error) {
    if (error instanceof Skipped) return false;
    throw error;
  }
}

function ancestorsOf(scope: Scope, resource: Resource): Resource[] {
  const parent = parentOf(scope, resource);
  return parent === undefined ? [] : [...ancestorsOf(scope, parent), parent];
}
