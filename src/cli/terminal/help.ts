import type { Command } from 'commander';
import { wrap } from '../../report/summary/plain-text.js';
import { hanging } from '../../report/terminal/style.js';

/** Columns where nobody tells how many there are. */
const COLUMNS = 80;

/** What the help of a command says below its options. */
export interface HelpText {
  /** Paragraphs, with empty lines between them; an indented line is an entry of a list: a name, and what it means. */
  readonly text?: string;
  /** Commands that somebody may want to copy. */
  readonly examples: readonly string[];
}

/** Puts a text and examples below the options of a command, wrapped to the width of the terminal. */
export function withHelp(command: Command, help: HelpText): Command {
  return command.addHelpText('after', () =>
    helpBelow(help, command.configureOutput().getOutHelpWidth?.() ?? COLUMNS),
  );
}

/** The text below the options. Examples are never broken: they are copied. */
export function helpBelow({ text = '', examples }: HelpText, width: number): string {
  const paragraphs = text
    .split('\n\n')
    .flatMap((paragraph) => (paragraph === '' ? [] : [fitted(paragraph, width)]));
  const listed = [
    examples.length === 1 ? 'Example:' : 'Examples:',
    ...examples.map((example) => `  npx ivs-conformance ${example}`),
  ].join('\n');
  return ['', ...[...paragraphs, listed].flatMap((part, index) => (index === 0 ? [part] : ['', part]))].join(
    '\n',
  );
}

function fitted(paragraph: string, width: number): string {
  const lines: string[] = [];
  let running: string[] = [];
  const end = () => {
    if (running.length > 0) lines.push(...wrap(running.join(' '), width));
    running = [];
  };
  for (const line of paragraph.split('\n')) {
    const [, label, meaning] = /^( {2}\S+ +)(.*)$/.exec(line) ?? [];
    if (label === undefined || meaning === undefined) running.push(line);
    else {
      end();
      lines.push(...hanging(label, meaning, width));
    }
  }
  end();
  return lines.join('\n');
}
