import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuilt, PAGES } from './pages.mjs';

/** Folder of the project. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Where the pages are put for VitePress. */
export const STAGE = join(ROOT, 'site', 'pages');

/** What a page links to and is no page itself, such as a JSON file, is served from here. */
const FILES = 'files';

/** The pages, by the file that they are made from. */
const PAGE_OF = new Map(PAGES.filter((page) => !isBuilt(page)).map(({ file, page }) => [file, page]));

/** Puts every document of the project where VitePress finds it, with links that hold there. */
export function stageDocuments() {
  for (const name of readdirSync(join(ROOT, 'docs'))) {
    if (name.endsWith('.md') && !PAGE_OF.has(`docs/${name}`))
      throw new Error(`docs/${name} is in no chapter of site/pages.mjs`);
  }
  for (const [file, page] of PAGE_OF)
    writePage(page, withLinksOfSite(readFileSync(join(ROOT, file), 'utf8'), file));
}

/**
 * @param {string} page
 * @param {string} markdown
 */
export function writePage(page, markdown) {
  const target = join(STAGE, `${page}.md`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, markdown);
}

/**
 * @param {string} markdown
 * @param {string} file where it stands in the project
 */
function withLinksOfSite(markdown, file) {
  // Code is left as it is: blocks between fences, and spans between backquotes.
  return markdown
    .split(/(^```[\s\S]*?^```|`[^`\n]+`)/m)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/\]\(([^)\s]+)\)/g, (_, target) => `](${linkOf(target, file)}`),
    )
    .join('');
}

/**
 * @param {string} target of a link in a document
 * @param {string} file the document
 * @returns {string} the target in the site, with the bracket that ends it
 */
function linkOf(target, file) {
  if (/^(?:https?:|#)/.test(target)) return `${target})`;
  const [path = '', anchor] = target.split('#');
  const there = posix.join(posix.dirname(file), path).replace(/\/$/, '');
  const hash = anchor === undefined ? '' : `#${anchor}`;
  const page = PAGE_OF.get(there) ?? PAGE_OF.get(`${there}/README.md`);
  if (page !== undefined) return `/${page === 'index' ? '' : page}${hash})`;
  if (!existsSync(join(ROOT, there)) || statSync(join(ROOT, there)).isDirectory())
    throw new Error(`${file} links to ${target}, which is no file`);
  const copy = join(STAGE, 'public', FILES, there);
  mkdirSync(dirname(copy), { recursive: true });
  cpSync(join(ROOT, there), copy);
  return `/${FILES}/${there}){target="_self"}`;
}
