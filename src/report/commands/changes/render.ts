import { code } from '../../../contract/documents/markdown.js';
import type { RevisionChanges } from '../../../contract/revisions/changes/changes.js';
import { type OutlineItem, outlineOf } from './outline.js';

/** What revisions changed, for a terminal. */
export function renderChanges(changes: readonly RevisionChanges[]): string {
  return changes
    .map((each) => {
      const { title, summary, sections } = outlineOf(each);
      const parts = sections.flatMap((section) => [
        `  ${section.title}`,
        ...section.items.flatMap((item) => plainLines(item, 2)),
      ]);
      return [`${title}: ${summary}`, ...parts].join('\n');
    })
    .join('\n\n');
}

function plainLines({ text, items = [] }: OutlineItem, depth: number): string[] {
  const line = text.map((piece) => (typeof piece === 'string' ? piece : piece.code)).join('');
  return [`${'  '.repeat(depth)}${line}`, ...items.flatMap((item) => plainLines(item, depth + 1))];
}

/** The same as Markdown: a heading for each revision, and lists. */
export function renderChangesMarkdown(changes: readonly RevisionChanges[]): string {
  return changes
    .map((each) => {
      const { title, summary, sections } = outlineOf(each);
      const parts = sections.flatMap((section) => [
        '',
        `### ${section.title}`,
        '',
        ...section.items.flatMap((item) => listLines(item, 0)),
      ]);
      return [`## ${title}`, '', `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`, ...parts].join(
        '\n',
      );
    })
    .join('\n\n');
}

function listLines({ text, items = [] }: OutlineItem, depth: number): string[] {
  const line = text.map((piece) => (typeof piece === 'string' ? piece : code(piece.code))).join('');
  return [`${'  '.repeat(depth)}- ${line}`, ...items.flatMap((item) => listLines(item, depth + 1))];
}
