import type { BatchEntriesRule } from '../../contract/rules/rules.js';
import { rulesOfKind } from '../../contract/rules/rules.js';
import type { JsonObject } from '../../contract/types.js';
import { isObject } from '../../transport/http/answer.js';
import { at, describeAnswer, listAt, requireSuccess, show, stringAt } from '../expect/expect.js';
import { DeviationFound } from '../expect/verdicts.js';
import { ruleCheck } from '../plan/rule-check.js';
import { type Action, actionsOf, makingOf } from '../plan/scope.js';
import type { Check, CheckContext, Kind, Scope } from '../types.js';

/** Batch operations that act on entries report those that they cannot act on, and do not fail for them. */
export const batchEntries: Kind = {
  id: 'batch-entries',
  title: 'Batch operations on entries',
  plan: (scope) =>
    rulesOfKind(scope.rules, 'batch-entries').flatMap((rule) =>
      actionsOf(scope)
        .filter(({ operation }) => operation.operation === rule.operations[0])
        .map((action) => check(scope, rule, action)),
    ),
};

function check(scope: Scope, rule: BatchEntriesRule, each: Action): Check {
  const name = each.operation.operation;
  const isKnown = rule.aspect === 'known';
  const kind = each.resource.name;
  return ruleCheck(scope, rule, '', {
    operations: [name, ...makingOf(scope, each.resource)],
    title: isKnown
      ? `${name} reports no error for a ${kind} that exists`
      : `${name} reports an entry whose ${kind} does not exist`,
    member: 'errors',
    sent: isKnown
      ? `${name} for two ${kind}s that exist`
      : `${name} for a ${kind} that does not exist and one that does`,
    expected: isKnown
      ? 'success without error entries for them'
      : 'success, with an error entry for the former',
    run: (context) => (isKnown ? askKnown(context, each) : askUnknown(context, each)),
  });
}

/** Entries of the action's list, one for each ARN. */
function entriesFor({ action }: Action, arns: readonly string[]): { list: string; entries: JsonObject[] } {
  const [list = '', member = ''] = (action.member ?? '').split('[].');
  const [least] = listAt(action.input, list);
  const entries = arns.map((arn, index) => ({
    ...(isObject(least) ? least : {}),
    [member]: arn,
    viewerId: `viewer-${index}`,
  }));
  return { list, entries };
}

async function askKnown(context: CheckContext, each: Action): Promise<void> {
  const owned = [await context.create(each.resource), await context.create(each.resource)];
  const { list, entries } = entriesFor(
    each,
    owned.map(({ arn }) => arn),
  );
  const answer = await context.call(each.operation.operation, { [list]: entries });
  const errors = listAt(requireSuccess(answer), 'errors');
  const wrong = errors.find((error) => entries.some((entry) => isAbout(error, entry)));
  if (wrong === undefined) return;
  throw new DeviationFound({
    expected: `no error for a ${each.resource.name} that exists`,
    observed: show(wrong),
    member: 'errors',
    exchange: answer.exchange,
  });
}

async function askUnknown(context: CheckContext, each: Action): Promise<void> {
  const owned = await context.create(each.resource);
  const unknown = await context.unknownArn(each.resource);
  // The unknown one first, so that an endpoint that stops at it is noticed.
  const { list, entries } = entriesFor(each, [unknown, owned.arn]);
  const answer = await context.call(each.operation.operation, { [list]: entries });
  const [entry = {}] = entries;
  const expected = `success, with an entry with code and message in errors for ${show(entry)}`;
  if (!answer.succeeded && answer.status < 500) {
    const observed = describeAnswer(answer);
    throw new DeviationFound({ expected, observed, member: 'errors', exchange: answer.exchange });
  }
  const errors = listAt(requireSuccess(answer), 'errors');
  const reported = errors.find((error) => isAbout(error, entry));
  const message = at(reported, 'message') ?? '';
  if (stringAt(reported, 'code') !== undefined && typeof message === 'string') return;
  const observed = `errors is ${show(errors)}`;
  throw new DeviationFound({ expected, observed, member: 'errors', exchange: answer.exchange });
}

function isAbout(error: unknown, entry: JsonObject): boolean {
  return Object.entries(entry).every(([member, value]) => Object(error)[member] === value);
}
