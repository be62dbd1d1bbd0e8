/**
 * Opens every page of the built site in headless Chromium as a reader would, follows its links, and searches for operations:
 *
 *   npm run check:docs -- [--chromium PATH]
 *
 * Exits with 0 when everything holds, 1 when something does not.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { loadContract } from '../dist/src/contract/load.js';
import { PAGES } from './pages.mjs';

const DIST = fileURLToPath(new URL('dist', import.meta.url));
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

const { values: options } = parseArgs({
  options: { chromium: { type: 'string', default: '/usr/bin/chromium' } },
});

/** Milliseconds after which what was waited for counts as missing. */
const PATIENCE = 20_000;

/** @type {string[]} */
const problems = [];

/** Serves the site as any web server would. */
async function serveSite() {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname);
    const file = join(DIST, path.endsWith('/') ? `${path}index.html` : path);
    const body = await readFile(file).catch(() => undefined);
    if (body === undefined) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the site is not served');
  return { origin: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

/** @typedef {{ ids: Set<string>, links: string[] }} Seen what a page has, and where its links lead */

/**
 * @param {import('playwright-core').Page} page
 * @param {string} url
 * @returns {Promise<Seen>}
 */
async function look(page, url) {
  const answer = await page.goto(url, { waitUntil: 'load' });
  if (answer?.status() !== 200) problems.push(`${url} answers ${answer?.status()}`);
  const { ids, links } = await page.evaluate(() => ({
    ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
    links: [...document.querySelectorAll('a[href]')].map((link) => link.href),
  }));
  return { ids: new Set(ids), links };
}

/**
 * Every link of every page leads to a file of the site, and to an anchor that is there.
 * @param {import('playwright-core').Page} page
 * @param {string} origin
 */
async function checkLinks(page, origin) {
  /** @type {Map<string, Seen>} */
  const seen = new Map();
  const left = PAGES.map((each) => `${origin}/${each.page}.html`);
  for (let url = left.shift(); url !== undefined; url = left.shift()) {
    if (seen.has(url)) continue;
    const found = await look(page, url);
    seen.set(url, found);
    left.push(...found.links.map(pageOf).filter((target) => target.startsWith(origin) && isPage(target)));
  }
  for (const [from, { links }] of seen) {
    for (const link of new Set(links)) {
      if (!link.startsWith(origin)) continue;
      const target = seen.get(pageOf(link));
      const anchor = decodeURIComponent(new URL(link).hash.slice(1));
      if (target !== undefined && (anchor === '' || target.ids.has(anchor))) continue;
      if (target === undefined && (await isFile(link))) continue;
      problems.push(`${from} links to ${link}, which is not there`);
    }
  }
  console.log(`ok     ${seen.size} pages were opened`);
}

/** The address of the page that a link leads to. @param {string} link */
function pageOf(link) {
  const { origin, pathname } = new URL(link);
  return `${origin}${pathname}`.replace(/\/$/, '/index.html');
}

/** @param {string} url */
const isPage = (url) => url.endsWith('.html') && !new URL(url).pathname.startsWith('/files/');

/** @param {string} url */
const isFile = async (url) => (await fetch(url)).status === 200;

/**
 * Whoever types the name of an operation finds its rules.
 * @param {import('playwright-core').Page} page
 * @param {string} origin
 */
async function checkSearch(page, origin) {
  await page.goto(`${origin}/rules.html`, { waitUntil: 'networkidle' });
  await page.locator('#local-search button').click();
  const input = page.locator('.VPLocalSearchBox input');
  for (const operation of loadContract('ivs').operations.keys()) {
    await input.fill(operation);
    const wanted = `/operations/ivs.html#${operation.toLowerCase()}`;
    const result = page.locator(`.VPLocalSearchBox a.result[href="${wanted}"]`);
    await result
      .waitFor({ timeout: PATIENCE })
      .catch(() => problems.push(`a search for ${operation} finds no ${wanted}`));
  }
  console.log('ok     the rules of each operation were searched for');
}

const site = await serveSite();
const browser = await chromium.launch({
  executablePath: options.chromium,
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${page.url()}: console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(site.origin)) problems.push(`${page.url()} asks ${request.url()}`);
  });
  await checkLinks(page, site.origin);
  await checkSearch(page, site.origin);
} finally {
  await browser.close();
  site.close();
}
if (problems.length > 0) {
  console.error(`${problems.length} problem(s)\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
  process.exitCode = 1;
}
