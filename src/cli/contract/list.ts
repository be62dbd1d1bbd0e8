import { Command } from 'commander';
import { generalRuleOf } from '../../checks/registry/general.js';
import type { Check } from '../../checks/types.js';
import { loadScopes, type Selection, selectChecks } from '../run/selection.js';
import { absentText, selectServices } from '../run/services.js';
import { withHelp } from '../terminal/help.js';
import { collect } from '../terminal/options.js';

/** `ivs-conformance list`: every check with its rule, strength and source. */
export function listCommand(): Command {
  const command = new Command('list')
    .description('list every check with its rule, strength and source')
    .option('--service <name>', 'only checks of this service: ivs or ivs-realtime (repeatable)', collect)
    .option('--operation <name>', 'only checks about this operation (repeatable)', collect)
    .option('--check <glob>', 'only checks whose ID matches (repeatable)', collect)
    .option('--revision <date>', 'contract in force on this date (YYYY-MM-DD)')
    .option('--json', 'print JSON')
    .action((options: Selection & { json?: boolean }) => {
      const services = selectServices(options.service);
      const scopes = loadScopes(services, options.revision);
      process.stderr.write(absentText(services, scopes));
      const { checks } = selectChecks(scopes, options);
      process.stdout.write(options.json ? `${JSON.stringify(checks.map(entry), null, 2)}\n` : table(checks));
    });
  return withHelp(command, { examples: ['list --operation CreateChannel'] });
}

function entry(check: Check): object {
  const { id, title, kind, service, operations, member, strength, source } = check;
  return { id, title, kind, service, operations, member, rule: ruleOf(check), strength, source };
}

/** The rule of one resource, or the general one, that a check asks about. */
function ruleOf(check: Check): string | undefined {
  return check.rule ?? generalRuleOf(check)?.id;
}

function table(checks: readonly Check[]): string {
  const lines: string[] = [];
  let kind = '';
  for (const check of checks) {
    if (check.kind !== kind) lines.push('', check.kind);
    kind = check.kind;
    lines.push(`  ${check.id}`, `      ${check.title}`, `      ${facts(check)}`);
  }
  return `${lines.slice(1).join('\n')}\n\n${checks.length} checks\n`;
}

function facts(check: Check): string {
  const { strength, source } = check;
  const rule = ruleOf(check);
  return [rule === undefined ? undefined : `rule ${rule}`, strength, source.url ?? source.document]
    .filter(Boolean)
    .join(' · ');
}
