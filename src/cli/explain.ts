import { Command } from 'commander';
import type { Check } from '../checks/types.js';
import type { Rule } from '../contract/rules.js';
import { SERVICES } from '../contract/types.js';
import { loadScopes, selectChecks, unknownCheck } from './selection.js';

/** `ivs-conformance explain CHECK`: the rule, its source, what is sent, what is expected. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('explain a check or a rule: its source, what is sent, what is expected')
    .argument('<check>', 'ID of a check or of a rule')
    .option('--json', 'print JSON')
    .action((id: string, options: { json?: boolean }) => {
      const scopes = loadScopes(SERVICES);
      const { all } = selectChecks(scopes, {});
      const rules = [...scopes.values()].flatMap((scope) => scope.rules);
      const check = all.find((candidate) => candidate.id === id);
      const rule = rules.find((candidate) => candidate.id === (check?.rule ?? id));
      if (check === undefined && rule === undefined) throw unknownCheck(all, id);
      const asking = check === undefined ? all.filter((candidate) => candidate.rule === id) : [];
      if (options.json)
        process.stdout.write(
          `${JSON.stringify({ check, rule, checks: asking.map((each) => each.id) }, null, 2)}\n`,
        );
      else process.stdout.write(`${[...describeCheck(check), ...describeRule(rule, asking)].join('\n')}\n`);
    });
}

function describeCheck(check: Check | undefined): string[] {
  if (check === undefined) return [];
  const { id, title, operations, member, drives, sent, expected, strength, source } = check;
  return [
    id,
    `  ${title}`,
    '',
    `  asks about  ${operations[0]}${member === undefined ? '' : `, member ${member}`}`,
    `  calls       ${operations.join(', ')}`,
    ...(drives === undefined ? [] : [`  needs       a driver that can ${drives}`]),
    `  sent        ${sent}`,
    `  expected    ${expected}`,
    `  strength    ${strength}`,
    `  source      ${[source.document, source.url].filter(Boolean).join(', ')}`,
  ];
}

function describeRule(rule: Rule | undefined, checks: readonly Check[]): string[] {
  if (rule === undefined) return [];
  const sources = [rule.source, ...(rule.also ?? [])].map(({ document, url }) =>
    [document, url].filter(Boolean).join(', '),
  );
  return [
    ...(checks.length > 0 ? [] : ['']),
    `rule ${rule.id} (${rule.kind}, ${rule.strength}${rule.since ? `, since ${rule.since}` : ''})`,
    `  ${rule.statement}`,
    ...sources.map((source) => `  source      ${source}`),
    ...(checks.length === 0 ? [] : ['', '  asked by']),
    ...checks.map(({ id }) => `    ${id}`),
  ];
}
