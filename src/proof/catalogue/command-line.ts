import type { Argument, Command, Option } from 'commander';
import { COMMANDS } from '../../cli/commands.js';
import { code } from '../../contract/documents/markdown.js';
import { contents, table } from './markdown/markdown.js';

const FIRST_LINE = '<!-- Generated from the program by `npm run catalogue`; do not edit. -->';

/** Columns for what a command says below its options. */
const WIDTH = 100;

/** Every command with its arguments and options (`docs/cli.md`), as Markdown. */
export async function commandLine(): Promise<string> {
  const commands = await Promise.all([...COMMANDS.values()].map((load) => load()));
  const body = commands.flatMap(commandLines);
  const introduction = [
    '# The command line',
    '',
    `All that ${code('ivs-conformance --help')} and ${code('ivs-conformance help COMMAND')} print, on one page. ` +
      `${code('--version')} prints the version. Results go to the standard output, everything else to the standard ` +
      'error; colours and progress are for terminals only.',
  ];
  return `${[FIRST_LINE, '', ...introduction, '', ...contents(body), '', ...body].join('\n').trimEnd()}\n`;
}

function commandLines(command: Command): string[] {
  const help = command.createHelp();
  const groups = help.groupItems([...command.options], help.visibleOptions(command), groupOf);
  const isHelp = (option: Option) => option.long === '--help';
  return [
    `## ${command.name()}`,
    '',
    `${sentence(help.commandDescription(command))}`,
    '',
    '```text',
    `ivs-conformance ${command.name()} ${command.usage()}`,
    '```',
    '',
    ...table(
      ['argument', 'meaning'],
      help
        .visibleArguments(command)
        .map((argument: Argument) => [code(argument.name()), plain(help.argumentDescription(argument))]),
    ),
    ...[...groups].flatMap(([group, options]) => {
      const rows = options
        .filter((option) => !isHelp(option))
        .map((option) => [code(help.optionTerm(option)), plain(help.optionDescription(option))]);
      return table([group.replace(/:$/, '').toLowerCase(), 'meaning'], rows);
    }),
    ...furtherLines(command),
  ];
}

function groupOf(option: Option): string {
  return option.helpGroupHeading ?? 'Options:';
}

/** What the help says below the options. */
function furtherLines(command: Command): string[] {
  let said = '';
  command.configureOutput({
    writeOut: (text) => {
      said += text;
    },
    getOutHelpWidth: () => WIDTH,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  const further = said.slice(command.helpInformation().length).trim();
  return further === '' ? [] : ['```text', further, '```', ''];
}

/** A description as a sentence. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${plain(text.slice(1))}.`;
}

/** Text that Markdown shows as it is. */
function plain(text: string): string {
  return text.replace(/[<>*_`[\]]/g, '\\$&');
}
