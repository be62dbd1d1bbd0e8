import { Command } from 'commander';
import { generalRuleOf, sinceCheck } from '../checks/general.js';
import type { Check } from '../checks/types.js';
import { type GeneralRule, loadGeneralRules } from '../contract/general.js';
import { loadRevisions } from '../contract/revisions.js';
import type { Rule } from '../contract/rules.js';
import { SERVICES, type Service, type Source } from '../contract/types.js';
import { loadUnchecked, type UncheckedBehaviour } from '../contract/unchecked.js';
import { loadScopes, selectChecks, unknownCheck } from './selection.js';

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

/** `ivs-conformance explain CHECK`: the rule, its source, what is sent, what is expected. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('explain a check or a rule: its source, what is sent, what is expected')
    .argument('<check>', 'ID of a check, of a rule, or of a behaviour that is not checked')
    .option('--revision <date>', 'as of this date (YYYY-MM-DD)')
    .option('--json', 'print JSON')
    .action((id: string, options: { json?: boolean; revision?: string }) => {
      const explained = explain(id, options.revision);
      process.stdout.write(
        options.json ? `${JSON.stringify(explained, null, 2)}\n` : `${describe(explained).join('\n')}\n`,
      );
    });
}

/** @throws UsageError when nothing is called so */
function explain(id: string, revision?: string): Explained {
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
  if ([check, rule, generalRule, ...unchecked].every((found) => found === undefined))
    throw unknownCheck(all, id);
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
