/** What a Markdown text names. */
export interface Named {
  /** Lines of shell blocks and inline code, without comments. */
  readonly commands: readonly string[];
  /** Inline code. */
  readonly spans: readonly string[];
  /** Targets of links. */
  readonly links: readonly string[];
  /** Anchors of headings, as GitHub makes them. */
  readonly anchors: readonly string[];
}

/** Reads what a Markdown text names. */
export function namedIn(markdown: string): Named {
  const shell = blocksOf(markdown, 'sh').flatMap((block) => block.split('\n'));
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '');
  const spans = [...prose.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
  const lines = shell.map((line) => line.replace(/\s+#.*$/, '').trim()).filter((line) => line !== '');
  return {
    commands: [...lines.flatMap((line) => line.split(/\s*&&\s*/)), ...spans],
    spans,
    links: [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target),
    anchors: [...prose.matchAll(/^#+\s+(.*)$/gm)].map(([, heading = '']) => anchorOf(heading)),
  };
}

/** The code blocks of one language. */
export function blocksOf(markdown: string, language: string): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return [...markdown.matchAll(pattern)].map(([, block = '']) => block);
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/\s/g, '-');
}
