import type { Resource } from '../contract/resources.js';
import type { TagsRule } from '../contract/rules.js';
import type { Json, JsonObject } from '../contract/types.js';
import type { Answer } from '../transport/answer.js';
import { asObject } from './exercise.js';
import { equal, requireSuccess, show } from './expect.js';
import { TAG_OPERATIONS } from './scope.js';
import type { CheckContext } from './types.js';
import { DeviationFound } from './verdicts.js';

/** What the tags are after one step, and which rule says so. */
interface Step {
  readonly aspect: TagsRule['aspect'];
  readonly wanted: JsonObject;
  readonly why: string;
}

/**
 * Asks all rules of tags of one resource in one course of calls: it is made with tags, gets others, gets other values,
 * and loses some, and each time all that it has are listed. Where few requests matter, all checks of a resource share it.
 */
export async function askTagCourse(
  context: CheckContext,
  resource: Resource,
  aspect: TagsRule['aspect'],
): Promise<void> {
  const { fc, generators, scope } = context;
  const tags = generators.tags({ min: 1, max: 4 });
  await context.observe(
    `tags/${scope.contract.service}/${resource.name}`,
    fc.tuple(tags, tags),
    async ([first, second]) => goThrough(context, resource, first, second),
    (answers, value) => {
      const [first, second] = Array.isArray(value) ? value.map(asObject) : [];
      for (const [index, step] of stepsOf(first ?? {}, second ?? {}).entries()) {
        if (step.aspect === aspect) judge(answers[index], resource, step);
      }
    },
    { cases: 1 },
  );
}

async function goThrough(
  context: CheckContext,
  resource: Resource,
  first: JsonObject,
  second: JsonObject,
): Promise<Answer[]> {
  const other = await context.fixture(resource);
  const { arn } = await context.create(resource, { tags: first });
  const list = (resourceArn: string) => context.call(TAG_OPERATIONS.list, { resourceArn });
  const made = await list(arn);
  const add = (tags: JsonObject) => context.call(TAG_OPERATIONS.add, { resourceArn: arn, tags });
  requireSuccess(await add(second));
  const merged = await list(arn);
  requireSuccess(await add(replaced(first)));
  const overwritten = await list(arn);
  requireSuccess(
    await context.call(TAG_OPERATIONS.remove, { resourceArn: arn, tagKeys: Object.keys(first) }),
  );
  return [made, merged, overwritten, await list(arn), await list(other.arn)];
}

/** What is expected of each of the lists, in their order. */
function stepsOf(first: JsonObject, second: JsonObject): Step[] {
  const others = Object.fromEntries(Object.entries(second).filter(([key]) => !(key in first)));
  return [
    { aspect: 'create', wanted: first, why: 'the tags that it was created with' },
    { aspect: 'merge', wanted: { ...first, ...second }, why: 'the tags of both' },
    { aspect: 'overwrite', wanted: { ...second, ...replaced(first) }, why: 'the new values' },
    { aspect: 'remove', wanted: others, why: `without ${Object.keys(first).join(', ')}` },
    { aspect: 'isolated', wanted: {}, why: 'its own tags, as only another resource was tagged' },
  ];
}

function replaced(tags: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, otherThan(value)]));
}

function otherThan(value: Json): string {
  return `${String(value).slice(0, 200)}x`;
}

function judge(answer: Answer | undefined, { name }: Resource, { wanted, why }: Step): void {
  if (answer === undefined) return;
  const seen = asObject(requireSuccess(answer).tags);
  if (equal(seen, wanted)) return;
  throw new DeviationFound({
    expected: `tags of the ${name} are ${show(wanted)}: ${why}`,
    observed: show(seen),
    member: 'tags',
    exchange: answer.exchange,
  });
}
