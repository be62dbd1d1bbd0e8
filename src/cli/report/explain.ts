import { Command } from 'commander';
import { generalRuleOf, sinceCheck } from '../../checks/registry/general.js';
import type { Check } from '../../checks/types.js';
import { loadRevisions } from '../../contract/revisions/revisions.js';
import { type GeneralRule, loadGeneralRules } from '../../contract/rules/general.js';
import type { Rule } from '../../contract/rules/rules.js';
import { loadUnchecked, type UncheckedBehaviour } from '../../contract/rules/unchecked.js';
import { SERVICES, type Service, type Source } from '../../contract/types.js';
import { loadScopes, selectChecks, unknownCheck } from '../run/selection.js';
import { withHelp } from '../terminal/help.js';
import { explainCause, LAST_REPORT } from './explain-cause.js';
import { describeMany, type Many, manyNamed } from './explain-many.js';

/** What there is to say of an identifier. */
interface Explained {
  readonly check?: Check & { readonly since: string };
  /** Rule of one resource that it names, or that the check asks about. */
  readonly rule?: Rule;
  /** The same for a rule that holds for all resources alike. */
  readonly generalRule?: GeneralRule;
  /** Documented behaviours that are not checked. */
  readonly unchecked: readonly (UncheckedBehaviour & { readonly service: Service })[];
  /** Checks that ask about the rule, when a rule is named. */
  readonly checks: readonly string[];
}

interface ExplainOptions {
  readonly json?: boolean;
  readonly revision?: string;
  readonly report: string;
}

/** `ivs-conformance explain`: a cause of the last report, a check, a rule, or the checks of an operation or a kind. */
export function explainCommand(): Command {
  const command = new Command('explain')
    .description('explain a cause of the last run, a check, a rule, an operation or a kind of checks')
    .argument(
      '<name>',
      'number of a cause; or ID of a check, of a rule, or of a behaviour that is not checked; or name of an operation, or of a kind of checks',
    )
    .option('--report <file>', 'the report whose cause is meant', LAST_REPORT)
    .option('--revision <date>', 'as of this date (YYYY-MM-DD)')
    .option('--json', 'print JSON')
    .action((name: string, options: ExplainOptions) => {
      process.stdout.write(
        /^\d+$/.test(name) ? explainCause(Number(name), options.report, options) : textOf(name, options),
      );
    });
  return withHelp(command, {
    examples: ['explain 3', 'explain CreateChannel', 'explain lifecycle', 'explain shape/ivs/GetChannel'],
  });
}

function textOf(name: string, { json, revision }: ExplainOptions): string {
  const explained = explain(name, revision);
  if (json) return `${JSON.stringify(explained, null, 2)}\n`;
  const lines =
    'kind' in explained || 'operation' in explained
      ? describeMany(explained, process.stdout.columns ?? 80)
      : describe(explained);
  return `${lines.join('\n')}\n`;
}

/** @throws UsageError when nothing is called so */
function explain(id: string, revision?: string): Explained | Many {
  const scopes = loadScopes(SERVICES, revision);
  const { all } = selectChecks(scopes, {});
  const check = all.find((candidate) => candidate.id === id);
  const rules = [...scopes.values()].flatMap((scope) => scope.rules);
  const rule = rules.find((candidate) => candidate.id === (check?.rule ?? id));
  const generalRule =
    check === undefined ? loadGeneralRules().find((each) => each.id === id) : generalRuleOf(check);
  const unchecked = SERVICES.flatMap((service) =>
    loadUnchecked(service).flatMap((each) => (each.id === id ? [{ ...each, service }] : [])),
  );
  if ([check, rule, generalRule, ...unchecked].every((found) => found === undefined)) {
    const many = manyNamed(id, all);
    if (many === undefined) throw unknownCheck(all, id);
    return many;
  }
  const asks = (one: Check) =>
    one.rule === id || (generalRule !== undefined && generalRuleOf(one, [generalRule]) !== undefined);
  return {
    ...(check && {
      check: { ...check, since: rule?.since ?? sinceCheck(loadRevisions(check.service), check) },
    }),
    ...(rule && { rule }),
    ...(generalRule && { generalRule }),
    unchecked,
    checks: check === undefined ? all.filter(asks).map((each) => each.id) : [],
  };
}

function describe({ check, rule, generalRule, unchecked, checks }: Explained): string[] {
  const parts = [
    describeCheck(check),
    describeRule(rule),
    describeGeneralRule(generalRule),
    ...unchecked.map(describeUnchecked),
    checks.length === 0 ? [] : ['  asked by', ...checks.map((id) => `    ${id}`)],
  ];
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : ['', ...part]));
}

function describeCheck(check: Explained['check']): string[] {
  if (check === undefined) return [];
  const { id, title, operations, other, member, drives, sent, expected, strength, source, since } = check;
  return [
    id,
    `  ${title}`,
    '',
    `  asks about  ${operations[0]}${member === undefined ? '' : `, member ${member}`}`,
    `  calls       ${operations.join(', ')}`,
    ...(other === undefined ? [] : [`  and         ${other.operations.join(', ')} of ${other.service}`]),
    ...(drives === undefined ? [] : [`  needs       a driver that can ${drives}`]),
    `  sent        ${sent}`,
    `  expected    ${expected}`,
    `  strength    ${strength}`,
    `  since       ${since}`,
    ...sourceLines([source]),
  ];
}

function describeRule(rule: Rule | undefined): string[] {
  if (rule === undefined) return [];
  return [
    `rule ${rule.id} (${rule.kind}, ${rule.strength}, since ${rule.since})`,
    `  ${rule.statement}`,
    `  operations  ${rule.operations.join(', ')}`,
    ...sourceLines([rule.source, ...(rule.also ?? [])]),
  ];
}

function describeGeneralRule(rule: GeneralRule | undefined): string[] {
  if (rule === undefined) return [];
  return [
    `rule ${rule.id} (general, ${rule.strength}, since the operation or member is there)`,
    `  ${rule.statement}`,
    ...sourceLines(rule.sources),
  ];
}

function describeUnchecked(behaviour: Explained['unchecked'][number]): string[] {
  return [
    `behaviour ${behaviour.id} of ${behaviour.service}, which is not checked`,
    `  ${behaviour.statement}`,
    `  operations  ${behaviour.operations.join(', ')}`,
    `  why not     ${behaviour.why}`,
    ...sourceLines([behaviour.source]),
  ];
}

function sourceLines(sources: readonly Source[]): string[] {
  return sources.map(({ document, url }) => `  source      ${[document, url].filter(Boolean).join(', ')}`);
}
