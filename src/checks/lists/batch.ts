import type { BatchRule } from '../../contract/rules/rules.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import type { Json, JsonObject } from '../../contract/types.js';
import type { Answer } from '../../transport/http/answer.js';
import { isObject } from '../../transport/http/answer.js';
import { alike } from '../expect/compare.js';
import {
  describeAnswer,
  differenceWithin,
  listAt,
  objectAt,
  requireSuccess,
  show,
  stringAt,
} from '../expect/expect.js';
import { DeviationFound } from '../expect/verdicts.js';
import { expectNoDuplicates, itemWith } from '../expect/walk.js';
import { ruleCheck } from '../plan/rule-check.js';
import { makingOf, type Part, partOf, partsOf } from '../plan/scope.js';
import type { Check, CheckContext, Kind, Owned, Scope } from '../types.js';

/** Batch gets return what exists and report what does not. */
export const batch: Kind = {
  id: 'batch',
  title: 'Batch operations',
  plan: (scope) =>
    rulesOfKind(scope.rules, 'batch').flatMap((rule) =>
      partsOf(scope)
        .filter(({ role, operation }) => role === 'batchGet' && rule.operations.includes(operation.operation))
        .map((part) => check(scope, rule, part)),
    ),
};

function check(scope: Scope, rule: BatchRule, part: Part): Check {
  const name = part.operation.operation;
  const found = rule.aspect === 'found';
  const get = partOf(scope, part.resource, 'get');
  return ruleCheck(scope, rule, `/${name}`, {
    operations: [
      name,
      ...makingOf(scope, part.resource),
      ...[found ? get : partOf(scope, part.resource, 'delete')].flatMap(
        (each) => each?.operation.operation ?? [],
      ),
    ],
    title: found
      ? `${name} returns every ${part.resource.name} that exists`
      : `${name} reports every ARN that names nothing`,
    sent: `${name} with ARNs of which some name nothing${found ? '' : ', and again once another one is deleted'}`,
    expected: found
      ? 'an entry for each that exists, equal to its single get'
      : 'an error entry with arn and code for each that does not',
    member: found ? (part.binding.output ?? '') : 'errors',
    run: (context) => {
      const { fc, isSparing } = context;
      const mixtures = (found ? FOUND : MISSING).slice(0, isSparing ? 1 : undefined);
      return context.forEach(
        mixtures.map((mixture) => fc.constant(mixture)),
        ({ known, unknown }) => ask(context, rule, part, known, unknown),
        { cases: 1 },
      );
    },
  });
}

/** How many of the ARNs of a batch name something, and how many name nothing. */
const FOUND = [
  { known: 2, unknown: 1 },
  { known: 1, unknown: 0 },
  { known: 3, unknown: 2 },
];
const MISSING = [
  { known: 1, unknown: 2 },
  { known: 0, unknown: 1 },
  { known: 2, unknown: 1 },
];

async function ask(
  context: CheckContext,
  rule: BatchRule,
  part: Part,
  known: number,
  unknown: number,
): Promise<void> {
  const owned: Owned[] = [];
  const missing: string[] = [];
  while (owned.length < known) owned.push(await context.create(part.resource));
  while (missing.length < unknown) missing.push(await context.unknownArn(part.resource));
  // Unknown ones first, so that an endpoint that stops at the first of them is noticed.
  const arns = [...missing, ...owned.map(({ arn }) => arn)];
  const answer = await context.call(part.operation.operation, { [part.binding.input ?? 'arns']: arns });
  if (!answer.succeeded && missing.length > 0 && answer.status < 500) {
    throw new DeviationFound({
      expected: 'success, with an error entry for each ARN that names nothing',
      observed: describeAnswer(answer),
      member: 'errors',
      exchange: answer.exchange,
    });
  }
  const output = requireSuccess(answer);
  if (rule.aspect === 'found') return expectFound(context, part, answer, output, owned);
  expectErrors(answer, output, missing, owned);
  const remove = partOf(context.scope, part.resource, 'delete');
  const [doomed, ...others] = owned;
  if (context.isSparing || remove === undefined || doomed === undefined) return;
  const { operation, binding } = remove;
  requireSuccess(await context.call(operation.operation, { [binding.input ?? 'arn']: doomed.arn }));
  await context.eventually(async () => {
    const again = await context.call(part.operation.operation, { [part.binding.input ?? 'arns']: arns });
    expectErrors(again, requireSuccess(again), [...missing, doomed.arn], others);
  });
}

async function expectFound(
  context: CheckContext,
  part: Part,
  answer: Answer,
  output: JsonObject,
  owned: readonly Owned[],
): Promise<void> {
  const member = part.binding.output ?? '';
  const items = listAt(output, member);
  const get = partOf(context.scope, part.resource, 'get');
  expectNoDuplicates(items, answer);
  for (const { arn } of owned) {
    const entry = itemWith(items, arn);
    if (entry === undefined) {
      const expected = `${member} holds an entry for ${arn}`;
      throw new DeviationFound({
        expected,
        observed: `${items.length} other entries`,
        member: `${member}[].arn`,
        exchange: answer.exchange,
      });
    }
    if (get === undefined) continue;
    const single = await context.call(get.operation.operation, { [get.binding.input ?? 'arn']: arn });
    const shown = objectAt(requireSuccess(single), get.binding.output ?? '');
    const names = [...new Set([...Object.keys(shown), ...Object.keys(entry)])];
    const difference = names.find((name) => !alike(shown[name], entry[name], name));
    if (difference === undefined) continue;
    const within = `${difference}${differenceWithin(entry[difference], shown[difference], true)}`;
    throw new DeviationFound({
      expected: `${member}[].${difference} is ${show(shown[difference])}, as ${get.operation.operation} shows it`,
      observed: `${member}[].${difference} is ${show(entry[difference])}`,
      member: `${member}[].${within}`,
      against: [{ operation: get.operation.operation, member: `${get.binding.output}.${within}` }],
      exchange: answer.exchange,
    });
  }
}

function expectErrors(
  answer: Answer,
  output: JsonObject,
  missing: readonly string[],
  owned: readonly Owned[],
): void {
  const errors = listAt(output, 'errors');
  expectNoDuplicates(errors, answer);
  const wrong = errors.find((each) => owned.some(({ arn }) => stringAt(each, 'arn') === arn));
  if (wrong !== undefined) {
    const expected = 'no error for an ARN that names something';
    throw new DeviationFound({
      expected,
      observed: show(wrong),
      member: 'errors',
      exchange: answer.exchange,
    });
  }
  for (const arn of missing) {
    const entry: Json | undefined = errors.find((each) => stringAt(each, 'arn') === arn);
    const message = (isObject(entry) ? entry.message : undefined) ?? '';
    const isText = typeof message === 'string';
    if (isObject(entry) && typeof entry.code === 'string' && entry.code !== '' && isText) continue;
    throw new DeviationFound({
      expected: `errors holds an entry with arn and code${isText ? '' : ', and a message that is a text if any,'} for ${arn}, which names nothing`,
      observed: entry === undefined ? `errors is ${show(output.errors)}` : show(entry),
      member: 'errors',
      exchange: answer.exchange,
    });
  }
}
