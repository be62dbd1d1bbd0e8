import type { Resource } from '../../contract/resources.js';
import type { TagLimitRule, TagPrefixRule, TagsRule } from '../../contract/rules/rules.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import type { Json, JsonObject } from '../../contract/types.js';
import { asObject } from '../ask/exercise.js';
import { createTagged } from '../ask/tagged.js';
import { callersOf } from '../ask/valid-request.js';
import { describeAnswer, equal, expectRefusal, objectAt, requireSuccess, show } from '../expect/expect.js';
import { madeAs } from '../expect/member-ref.js';
import { DeviationFound } from '../expect/verdicts.js';
import { ruleCheck } from '../plan/rule-check.js';
import { makingWithInput, partOf, TAG_OPERATIONS, taggable } from '../plan/scope.js';
import type { Check, CheckContext, Kind, Owned, Scope } from '../types.js';

/** Tags are attached on creation, added, replaced and removed, on every resource that can have them. */
export const tags: Kind = {
  id: 'tags',
  title: 'Tags',
  alike: { per: 'rule', count: 1 },
  plan: (scope) =>
    taggable(scope).flatMap((resource, index) => [
      ...rulesOfKind(scope.rules, 'tags')
        // Keys are compared in one place, whatever has them.
        .filter(({ aspect }) => aspect !== 'case' || index === 0)
        .map((rule) => check(scope, rule, resource)),
      ...rulesOfKind(scope.rules, 'tag-limit').map((rule) => limit(scope, rule, resource)),
    ]),
};

/** Keys of a reserved prefix are refused wherever tags are given. */
export const tagPrefix: Kind = {
  id: 'tag-prefix',
  title: 'Reserved tag keys',
  plan: (scope) => rulesOfKind(scope.rules, 'tag-prefix').flatMap((rule) => prefixChecks(scope, rule)),
};

function prefixChecks(scope: Scope, rule: TagPrefixRule): Check[] {
  const callers = callersOf(scope).filter(({ operation }) => rule.operations.includes(operation.operation));
  return callers.map((caller) => {
    const name = caller.operation.operation;
    return ruleCheck(scope, rule, `/${name}`, {
      operations: [name, ...caller.needs],
      title: `${name} refuses tag keys that begin with ${rule.prefix}`,
      member: 'tags',
      sent: `${name} with a generated tag whose key begins with ${rule.prefix}`,
      expected: 'a refusal (4xx); no source names the error',
      run: async (context) => {
        const call = await caller.prepare(context);
        await context.forAll(
          context.generators.tags({ min: 1, max: 1 }),
          async (generated) => {
            const reserved = Object.entries(generated).map(([key, value]) => [
              `${rule.prefix}${key}`.slice(0, 128),
              value,
            ]);
            const answer = await call({ tags: Object.fromEntries(reserved) });
            expectRefusal(answer, `the prefix ${rule.prefix} is reserved`);
          },
          { cases: 2 },
        );
      },
    });
  });
}

const TITLES: { readonly [aspect in TagsRule['aspect']]: (name: string) => string } = {
  create: (name) => `a new ${name} has the tags that it was created with`,
  merge: (name) => `TagResource adds tags to a ${name} and keeps the others`,
  overwrite: (name) => `TagResource replaces the value of a tag that a ${name} has`,
  remove: (name) => `UntagResource removes the named tags of a ${name} and no others`,
  isolated: (name) => `tagging and untagging one ${name} leaves another alone`,
  case: (name) => `tag keys of a ${name} that differ in case only are two`,
};

function check(scope: Scope, rule: TagsRule, resource: Resource): Check {
  const get = rule.aspect === 'create' ? partOf(scope, resource, 'get') : undefined;
  const calls = {
    create: [],
    merge: ['add'],
    overwrite: ['add'],
    remove: ['remove'],
    isolated: ['add', 'remove'],
    case: ['add'],
  } as const;
  const called = calls[rule.aspect].map((name) => TAG_OPERATIONS[name]);
  const asked = rule.aspect === 'create' && resource.create ? [resource.create.operation] : called;
  const order = [
    ...asked,
    TAG_OPERATIONS.list,
    ...(get ? [get.operation.operation] : []),
    ...makingWithInput(scope, resource),
  ];
  return ruleCheck(scope, rule, `/${resource.name}`, {
    operations: [...new Set(order)],
    title: TITLES[rule.aspect](resource.name),
    member: 'tags',
    sent: `${[...asked, TAG_OPERATIONS.list].join(', ')} on a ${resource.name} with generated tags`,
    expected: rule.statement,
    run: (context) => {
      const tags = context.generators.tags({ min: 1, max: 4 });
      const ask = aspects[rule.aspect];
      return context.forAll(
        context.fc.tuple(tags, tags),
        async ([first, second]) => ask(context, resource, first, second),
        { cases: 3 },
      );
    },
  });
}

/** Letters of any script are allowed, also such as lie beyond the first 65,536 characters of Unicode. */
const FAR: JsonObject = { 'caf\u00e9-\u{20bb7}': '\u{20bb7}\u91ce\u5bb6' };

/** A tag, and others whose keys are easily taken for its own. */
const NAMED: JsonObject = { Genre: 'music' };
const SIMILAR: JsonObject = { genre: 'music', Genres: 'music' };

type Aspect = (
  context: CheckContext,
  resource: Resource,
  first: JsonObject,
  second: JsonObject,
) => Promise<void>;

const aspects: { readonly [aspect in TagsRule['aspect']]: Aspect } = {
  create: async (context, resource, drawn) => {
    const first = { ...drawn, ...FAR };
    const owned = await context.create(resource, { tags: first });
    await expectTags(context, owned, first, 'the tags that it was created with', []);
    const { get } = resource;
    if (get === undefined) return;
    await context.eventually(async () => {
      const answer = await context.call(get.operation, { [get.input ?? 'arn']: owned.arn });
      const seen = asObject(objectAt(requireSuccess(answer), get.output ?? '').tags);
      if (equal(seen, first)) return;
      const expected = `${get.output}.tags is ${show(first)}`;
      throw new DeviationFound({
        expected,
        observed: show(seen),
        member: `${get.output}.tags`,
        against: [madeAs(owned, 'tags')],
        exchange: answer.exchange,
      });
    });
  },
  merge: async (context, resource, first, drawn) => {
    const second = { ...drawn, ...FAR };
    const owned = await createTagged(context, resource, first);
    await add(context, owned, second);
    await expectTags(context, owned, { ...first, ...second }, 'the tags of both', ['add']);
  },
  overwrite: async (context, resource, first, second) => {
    const owned = await createTagged(context, resource, first);
    const values = Object.values(second);
    const replaced = Object.fromEntries(
      Object.entries(first).map(([key, value], index) => [key, other(value, values[index % values.length])]),
    );
    // What was listed before the change is easily answered once more.
    await expectTags(context, owned, first, 'the tags that it was created with', []);
    await add(context, owned, replaced);
    await expectTags(context, owned, replaced, 'the new values', ['add']);
  },
  remove: async (context, resource, first, second) => {
    const gone = { ...first, ...NAMED };
    const others = { ...second, ...SIMILAR };
    const kept = Object.fromEntries(Object.entries(others).filter(([key]) => !(key in gone)));
    const owned = await createTagged(context, resource, { ...kept, ...gone });
    await remove(context, owned, Object.keys(gone));
    const names = Object.keys(gone).map((key) => JSON.stringify(key));
    await expectTags(context, owned, kept, `without ${names.join(', ')}`, ['remove']);
  },
  isolated: async (context, resource, first, second) => {
    const tagged = await createTagged(context, resource, first);
    const untouched = await createTagged(context, resource, first);
    await add(context, tagged, second);
    await remove(context, tagged, Object.keys(first));
    const why = 'its own tags, as only another resource was tagged';
    await expectTags(context, untouched, first, why, ['add', 'remove']);
  },
  case: async (context, resource) => {
    const owned = await createTagged(context, resource, { genre: 'music' });
    await add(context, owned, { Genre: 'Sports' });
    const both = { genre: 'music', Genre: 'Sports' };
    await expectTags(context, owned, both, 'keys and values as they were sent', ['add']);
  },
};

function other(value: Json, candidate: Json | undefined): string {
  return candidate !== undefined && candidate !== value
    ? String(candidate)
    : `${String(value).slice(0, 200)}x`;
}

async function add(context: CheckContext, owned: Owned, wanted: JsonObject): Promise<void> {
  requireSuccess(await context.call(TAG_OPERATIONS.add, { resourceArn: owned.arn, tags: wanted }));
}

async function remove(context: CheckContext, owned: Owned, tagKeys: string[]): Promise<void> {
  requireSuccess(await context.call(TAG_OPERATIONS.remove, { resourceArn: owned.arn, tagKeys }));
}

/** @param by what was called after the creation, and may be at fault as well */
async function expectTags(
  context: CheckContext,
  owned: Owned,
  wanted: JsonObject,
  why: string,
  by: readonly ('add' | 'remove')[],
): Promise<void> {
  await context.eventually(async () => {
    const answer = await context.call(TAG_OPERATIONS.list, { resourceArn: owned.arn });
    const seen = asObject(requireSuccess(answer).tags);
    if (equal(seen, wanted)) return;
    throw new DeviationFound({
      expected: `tags of the ${owned.resource.name} are ${show(wanted)}: ${why}`,
      observed: show(seen),
      member: 'tags',
      against: [
        ...by.map((name) => ({ operation: TAG_OPERATIONS[name], member: 'tags' })),
        madeAs(owned, 'tags'),
      ],
      exchange: answer.exchange,
    });
  });
}

function limit(scope: Scope, rule: TagLimitRule, resource: Resource): Check {
  const numbered = (from: number, count: number): JsonObject =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${from + index}`, 'value']));
  return ruleCheck(scope, rule, `/${resource.name}`, {
    operations: [TAG_OPERATIONS.add, TAG_OPERATIONS.list, ...makingWithInput(scope, resource)],
    title: `a ${resource.name} has at most ${rule.limit} tags`,
    member: 'tags',
    sent: `TagResource with ${rule.limit} tags on a new ${resource.name}, and with one more`,
    expected: 'a refusal (4xx); no source names the error',
    run: async (context) => {
      const owned = await context.create(resource);
      const most = numbered(0, rule.limit);
      const full = await context.call(TAG_OPERATIONS.add, { resourceArn: owned.arn, tags: most });
      if (!full.succeeded) throw tagLimit('success for as many tags as the limit allows', full);
      await expectTags(context, owned, most, 'as many as the limit allows', ['add']);
      const beyond = { resourceArn: owned.arn, tags: numbered(rule.limit, 1) };
      const answer = await context.call(TAG_OPERATIONS.add, beyond);
      if (answer.status >= 400 && answer.status < 500) return;
      throw tagLimit(`a refusal (4xx), because the resource has ${rule.limit} tags already`, answer);
    },
  });
}

function tagLimit(expected: string, answer: Parameters<typeof describeAnswer>[0]): DeviationFound {
  return new DeviationFound({
    expected,
    observed: describeAnswer(answer),
    member: 'tags',
    exchange: answer.exchange,
  });
}
