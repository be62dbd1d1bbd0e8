/** What the service assigns by itself: that it is never the same twice, names region and account, and has a stated form. */
import { type Resource, resourceNamed } from '../../../contract/resources.js';
import type { ArnRule, DistinctRule, FormatRule } from '../../../contract/rules/rules.js';
import { rulesOfKind } from '../../../contract/rules/rules.js';
import type { Json } from '../../../contract/types.js';
import type { Answer } from '../../../transport/http/answer.js';
import { at, objectAt, requireSuccess, show, stringAt } from '../../expect/expect.js';
import { madeAs } from '../../expect/member-ref.js';
import { DeviationFound, Skipped } from '../../expect/verdicts.js';
import { ruleCheck } from '../../plan/rule-check.js';
import { makingOf, makingWithInput, parentOf } from '../../plan/scope.js';
import type { Check, CheckContext, Kind, Scope } from '../../types.js';

/** Two resources never get the same identifiers. */
export const distinct: Kind = {
  id: 'distinct',
  title: 'Distinct identifiers',
  alike: { per: 'rule', count: 1 },
  plan: (scope) => rulesOfKind(scope.rules, 'distinct').flatMap((rule) => distinctChecks(scope, rule)),
};

function distinctChecks(scope: Scope, rule: DistinctRule): Check[] {
  return Object.entries(rule.members).map(([name, members]) => {
    const resource = resourceNamed(scope.resources, name);
    const list = members.join(' and ');
    const again = resource.implicit === undefined ? undefined : resource.delete?.operation;
    const operations = [...makingOf(scope, resource), ...(again === undefined ? [] : [again])];
    return ruleCheck(scope, rule, `/${name}`, {
      operations: [...new Set(operations)],
      title: `two ${name}s never have the same ${list}`,
      member: `${outputOf(resource)}.${members[0]}`,
      sent: `${operations[0]} twice with the same settings`,
      expected: `each answer shows another ${list}`,
      run: async (context) => {
        const made = await makeSeveral(context, resource);
        for (const member of members) expectDistinct(made, name, `${outputOf(resource)}.${member}`);
      },
    });
  });
}

function expectDistinct(made: readonly Answer[], name: string, path: string): void {
  const seen = new Set<Json>();
  for (const { output, exchange } of made) {
    const value = at(output, path);
    if (value !== undefined && seen.has(value)) {
      throw new DeviationFound({
        expected: `another ${path} than that of the ${name} made before`,
        observed: `${path} is ${show(value)} again`,
        member: path,
        exchange,
      });
    }
    if (value !== undefined) seen.add(value);
  }
}

/** Two of a resource, in one place where that has room for both; those that parents bring, and others in their stead. */
async function makeSeveral(context: CheckContext, resource: Resource): Promise<Answer[]> {
  const create = resource.create?.operation ?? '';
  if (resource.implicit !== undefined) {
    const brought = [await context.create(resource), await context.create(resource)];
    const answers = brought.map(({ answer }) => answer);
    // What cannot be told apart cannot be replaced either.
    if (new Set(brought.map(({ arn }) => arn)).size < brought.length) return answers;
    for (const { arn: key, parent } of brought) {
      requireSuccess(
        await context.call(resource.delete?.operation ?? '', { [resource.delete?.input ?? 'arn']: key }),
      );
      const answer = await context.call(create, { [resource.parent?.member ?? '']: parent?.arn ?? '' });
      requireSuccess(answer);
      answers.push(answer);
    }
    return answers;
  }
  const place = await context.placeFor(resource);
  const make = async (): Promise<Answer> => {
    const answer = await context.call(create, { ...context.leastInput(resource), ...place });
    requireSuccess(answer);
    return answer;
  };
  return [await make(), await make()];
}

/** Where a creation shows the resource: one that its parent brings is shown beside the parent. */
function outputOf({ implicit, create }: Resource): string {
  return implicit?.output ?? create?.output ?? '';
}

/** ARNs of one endpoint name one account and one region. */
export const arn: Kind = {
  id: 'arn',
  title: 'Account and region in ARNs',
  alike: { per: 'rule', count: 1 },
  plan: (scope) => rulesOfKind(scope.rules, 'arn').flatMap((rule) => arnChecks(scope, rule)),
};

function arnChecks(scope: Scope, rule: ArnRule): Check[] {
  const resources = scope.resources.filter(
    ({ checked, arnType, create }) =>
      checked && arnType !== undefined && create !== undefined && rule.operations.includes(create.operation),
  );
  const root = resources.find(({ parent }) => parent === undefined);
  if (root === undefined) return [];
  return resources.map((resource) => {
    const other = parentOf(scope, resource) ?? root;
    const path = `${outputOf(resource)}.arn`;
    const operations = [...new Set([...makingOf(scope, resource), ...makingOf(scope, other)])];
    return ruleCheck(scope, rule, `/${resource.name}`, {
      operations,
      title: `the ARN of a ${resource.name} names the region and account of the endpoint`,
      member: path,
      sent: `${operations.join(' and ')} with the least input`,
      expected: 'two ARNs with the same partition, service, region and account',
      run: async (context) => {
        const owned = await context.create(resource);
        const reference = owned.parent ?? (await context.create(other));
        const scopeOf = (whole: string) => whole.split(':').slice(0, 5).join(':');
        if (scopeOf(owned.arn) === scopeOf(reference.arn)) return;
        throw new DeviationFound({
          expected: `${path} begins with ${scopeOf(reference.arn)}, as that of ${other === resource ? 'another' : 'a'} ${other.name} does`,
          observed: show(owned.arn),
          member: path,
          against: [madeAs(reference, 'arn')],
          exchange: owned.answer.exchange,
        });
      },
    });
  });
}

/** Members that the service assigns have a stated form. */
export const format: Kind = {
  id: 'format',
  title: 'Formats',
  plan: (scope) => rulesOfKind(scope.rules, 'format').flatMap((rule) => formatChecks(scope, rule)),
};

/** What a parent brings comes from another operation than what is made in it, so both are asked. */
function formatChecks(scope: Scope, rule: FormatRule): Check[] {
  const resource = resourceNamed(scope.resources, rule.resource);
  const { create, implicit } = resource;
  if (create === undefined) return [];
  const withInput = [...new Set(makingWithInput(scope, resource))];
  if (implicit === undefined) return [formatCheck(scope, rule, '', create.output ?? '', withInput)];
  return [
    formatCheck(scope, rule, `/${implicit.operation}`, implicit.output, makingOf(scope, resource)),
    formatCheck(scope, rule, `/${create.operation}`, create.output ?? '', withInput),
  ];
}

function formatCheck(
  scope: Scope,
  rule: FormatRule,
  suffix: string,
  output: string,
  operations: readonly string[],
): Check {
  const resource = resourceNamed(scope.resources, rule.resource);
  const isImplicit = suffix === `/${resource.implicit?.operation}`;
  return ruleCheck(scope, rule, suffix, {
    operations,
    title: `${rule.member} of a ${resource.name} from ${operations[0]} is ${rule.form}`,
    member: `${output}.${rule.member}`,
    sent: isImplicit ? `${operations[0]}` : `${operations[0]} with generated settings`,
    expected: `${rule.member} is ${rule.form}`,
    run: (context) => {
      if (isImplicit) return context.create(resource).then(({ answer }) => expectForm(rule, answer, output));
      return context.forAll(
        context.inputsFor(resource),
        async (input) => {
          const place = await context.placeFor(resource);
          const answer = await context.call(operations[0] ?? '', { ...input, ...place });
          requireSuccess(answer);
          expectForm(rule, answer, output);
        },
        { cases: 2 },
      );
    },
  });
}

function expectForm(rule: FormatRule, answer: Answer, output: string): void {
  const shown = objectAt(answer.output, output);
  const value: Json | undefined = at(shown, rule.member);
  // Whether a member is there, and is a text, is asked by the shape checks.
  if (typeof value !== 'string') throw new Skipped(`${output}.${rule.member} is ${show(value)}`);
  const region = stringAt(shown, 'arn')?.split(':')[3] ?? '';
  if (new RegExp(rule.pattern.replaceAll('{region}', region), 'u').test(value)) return;
  throw new DeviationFound({
    expected: `${output}.${rule.member} is ${rule.form}`,
    observed: show(value),
    member: `${output}.${rule.member}`,
    exchange: answer.exchange,
  });
}
