import { Command } from 'commander';
import type { Check } from '../checks/types.js';
import { collect } from './options.js';
import { loadScopes, type Selection, selectChecks, selectServices } from './selection.js';

/** `ivs-conformance list`: every check with its rule, strength and source. */
export function listCommand(): Command {
  return new Command('list')
    .description('list every check with its rule, strength and source')
    .option('--service <name>', 'only checks of this service: ivs or ivs-realtime (repeatable)', collect)
    .option('--operation <name>', 'only checks about this operation (repeatable)', collect)
    .option('--check <glob>', 'only checks whose ID matches (repeatable)', collect)
    .option('--revision <date>', 'contract in force on this date (YYYY-MM-DD)')
    .option('--json', 'print JSON')
    .action((options: Selection & { json?: boolean }) => {
      const scopes = loadScopes(selectServices(options.service), options.revision);
      const { checks } = selectChecks(scopes, options);
      process.stdout.write(options.json ? `${JSON.stringify(checks.map(entry), null, 2)}\n` : table(checks));
    });
}

function entry({ id, title, kind, service, operations, member, rule, strength, source }: Check): object {
  return { id, title, kind, service, operations, member, rule, strength, source };
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

function facts({ rule, strength, source }: Check): string {
  return [rule === undefined ? undefined : `rule ${rule}`, strength, source.url ?? source.document]
    .filter(Boolean)
    .join(' · ');
}
