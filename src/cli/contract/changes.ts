import { Command, Option } from 'commander';
import { changesOf, type RevisionChanges } from '../../contract/revisions/changes/changes.js';
import { isDate } from '../../contract/revisions/revision-date.js';
import { renderChanges, renderChangesMarkdown } from '../../report/commands/changes/render.js';
import { UsageError } from '../../results/errors/usage-error.js';
import { selectServices } from '../run/services.js';
import { withHelp } from '../terminal/help.js';
import { collect } from '../terminal/options.js';

interface ChangesOptions {
  readonly service?: string[];
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** `ivs-conformance changes`: what each revision of the API changed. */
export function changesCommand(): Command {
  const command = new Command('changes')
    .description('tell what each revision of the API added, changed and removed')
    .option('--service <name>', 'only this service: ivs or ivs-realtime (repeatable)', collect)
    .option('--from <date>', 'only revisions of this date or later (YYYY-MM-DD)')
    .option('--to <date>', 'only revisions of this date or earlier (YYYY-MM-DD)')
    .addOption(new Option('--markdown', 'print Markdown, for a pull request').conflicts('json'))
    .option('--json', 'print JSON')
    .action((options: ChangesOptions) => {
      const period = periodOf(options);
      const changes = selectServices(options.service).flatMap((service) => changesOf(service, period));
      process.stdout.write(`${textOf(changes, options)}\n`);
    });
  return withHelp(command, HELP);
}

const HELP = {
  text: `Operations, members and enum values are told of as in the API change log of AWS; constraints, defaults, errors and HTTP
bindings, which that log leaves out, come after them. Of the first revision of a service, all operations are new.`,
  examples: ['changes --service ivs --from 2024-01-01'],
};

function textOf(changes: readonly RevisionChanges[], options: ChangesOptions): string {
  if (options.json) return JSON.stringify(changes.map(plain), null, 2);
  if (changes.length === 0) return 'No revision is of that time.';
  return options.markdown ? renderChangesMarkdown(changes) : renderChanges(changes);
}

/** For programs, a member that changed is its path. */
function plain({ updated, ...changes }: RevisionChanges): object {
  const { service, revision, new: added, removed, ...differences } = changes;
  const operations = updated.map(({ operation, request, response }) => ({
    operation,
    request: request.map(({ path }) => path),
    response: response.map(({ path }) => path),
  }));
  return { service, revision, new: added, removed, updated: operations, ...differences };
}

/** @throws UsageError when a date is none, or they are the wrong way round */
function periodOf({ from, to }: ChangesOptions): { from?: string; to?: string } {
  for (const [option, date] of [
    ['--from', from],
    ['--to', to],
  ] as const) {
    if (date !== undefined && !isDate(date)) {
      throw new UsageError(`${option} ${date} is not a date. Write it as YYYY-MM-DD, such as 2024-02-01.`);
    }
  }
  if (from !== undefined && to !== undefined && from > to) {
    throw new UsageError(`--from ${from} is later than --to ${to}. Name the earlier date with --from.`);
  }
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
