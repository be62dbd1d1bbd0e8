/**
 * Opens a report page in headless Chromium and uses it as a reader would: filters, matrix, keyboard, phone.
 *
 *   node scripts/check-html.mjs [REPORT.html] [--screenshots DIR] [--chromium PATH]
 *
 * Exits with 0 when everything holds, 1 when something does not or the page cannot be opened.
 */
import { mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { checkGaps, openGaps } from './components/html-gaps.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    screenshots: { type: 'string' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
const reportFile = resolve(positionals[0] ?? 'reports/latest/report.html');

/** Milliseconds after which what was waited for counts as missing. */
const PATIENCE = 5000;

/** @type {string[]} */
const problems = [];

/**
 * @param {boolean} holds
 * @param {string} what what ought to hold
 */
function expect(holds, what) {
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${what}`);
  if (!holds) problems.push(what);
}

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
const visibleChecks = (page) => page.locator('.check:not([hidden])').count();

/** Whatever the page complains about, and whatever it asks the network for, is a problem.
 * @param {Page} page */
function watch(page) {
  page.setDefaultTimeout(PATIENCE);
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
  page.on('dialog', (dialog) => {
    problems.push(`the page ran foreign script: dialog "${dialog.message()}"`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith('file://')) problems.push(`network request: ${request.url()}`);
  });
}

/** @param {Page} page */
async function checkContents(page) {
  expect((await page.locator('h1').textContent()).length > 10, 'the verdict is one sentence in the heading');
  expect((await page.locator('.matrix td a').count()) > 0, 'the matrix has cells');
  const unnamed = await page.evaluate(
    () =>
      [...document.querySelectorAll('button, .matrix td a')].filter(
        (one) => !one.textContent?.trim() && !one.hidden,
      ).length,
  );
  expect(unnamed === 0, 'every button and every matrix cell has text');
  const foreign = await page.evaluate(
    () => document.querySelectorAll('img, iframe, object, embed, link, [style]').length,
  );
  expect(foreign === 0, 'no element loads anything or carries a style of its own');
  const scripts = await page.locator('script').count();
  expect(scripts === 1, 'there is one script: our own');
}

/** @param {Page} page */
async function checkFilters(page) {
  const all = await visibleChecks(page);
  const title = await page.locator('.check .title').last().textContent();
  await page.locator('input[name=q]').fill('no check says this');
  await page.waitForFunction(() => !document.querySelector('.check:not([hidden])'));
  expect((await visibleChecks(page)) === 0, 'a search for what no check says leaves none');
  await page.locator('input[name=q]').fill((title ?? '').trim());
  await page.waitForFunction(() => document.querySelector('.check:not([hidden])'));
  const found = await visibleChecks(page);
  expect(found > 0 && (found < all || all === 1), `a search reduces the list (${found} of ${all})`);
  expect(new URL(page.url()).hash.includes('q='), 'the search is in the address');
  await page.locator('button[type=reset]').click();
  await page.waitForFunction(
    (number) => document.querySelectorAll('.check:not([hidden])').length === number,
    all,
  );

  const outcome = await page.locator('.check').first().getAttribute('data-outcome');
  await page.locator('select[name=outcome]').selectOption(outcome);
  const others = await page.locator(`.check:not([hidden]):not([data-outcome="${outcome}"])`).count();
  expect(others === 0 && (await visibleChecks(page)) > 0, `the outcome filter leaves "${outcome}" only`);
  await page.reload();
  expect(
    (await page.locator('select[name=outcome]').inputValue()) === outcome,
    'the filter survives a reload',
  );
  await page.locator('button[type=reset]').click();
  await page.waitForFunction(
    (number) => document.querySelectorAll('.check:not([hidden])').length === number,
    all,
  );
}

/** @param {Page} page */
async function checkMatrix(page) {
  const cell = page.locator('.matrix td a').first();
  const [place, kind] = [await cell.getAttribute('data-place'), await cell.getAttribute('data-kind')];
  const counts = (await cell.textContent()).match(/\d+/g) ?? [];
  await cell.click();
  const expected = counts.reduce((sum, number) => sum + Number(number), 0);
  expect(
    (await visibleChecks(page)) === expected,
    `a click on ${place} × ${kind} shows its ${expected} checks`,
  );
  const hidden = await page.locator('.check:not([hidden])').first().isVisible();
  expect(hidden, 'what the click found is unfolded and visible');
  await page.goBack();
  expect((await visibleChecks(page)) > 0, 'going back works');
  await page.locator('button[type=reset]').click();
}

/** @param {Page} page */
async function checkDeviation(page) {
  const fold = page.locator('.check details.fold').first();
  if ((await fold.count()) === 0) {
    console.log('       (no deviation in this report: nothing to unfold)');
    return;
  }
  await fold.evaluate((element) => {
    for (let at = element.parentElement; at; at = at.parentElement)
      if (at.tagName === 'DETAILS') at.setAttribute('open', '');
  });
  await fold.locator('summary').first().click();
  const copy = fold.locator('button.copy');
  expect((await copy.count()) >= 2, 'a deviation has commands to copy');
  const labels = await copy.allTextContents();
  expect(
    labels.every((label) => label.trim() !== ''),
    'the copy buttons have text',
  );
  await copy.first().click();
  await page.waitForFunction(
    () =>
      document.querySelector('button.copy')?.textContent !== 'Copy' ||
      document.querySelector('.fold[open] button.copy')?.textContent !== 'Copy',
  );
  expect((await copy.first().textContent()) === 'Copied', 'copying says so');
  expect(await fold.locator('.diff').first().isVisible(), 'expected and observed are shown');
}

/** Which of the wanted elements the tabulator key reaches within so many steps.
 * @param {Page} page */
async function checkKeyboard(page) {
  await page.goto(pathToFileURL(reportFile).href);
  const reached = new Set();
  await page.keyboard.press('Tab');
  reached.add(await page.evaluate(() => document.activeElement?.className));
  expect(reached.has('skip'), 'the first stop of the keyboard is the skip link');
  await page.keyboard.press('Enter');
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    reached.add(
      await page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute('name') ?? element?.tagName;
      }),
    );
  }
  expect(reached.has('q'), 'the keyboard reaches the search');
  expect(reached.has('SUMMARY'), 'the keyboard reaches the folds');
}

/** @param {Page} page */
async function checkPhone(page) {
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect((await overflow()) <= 0, 'at 360 px the page does not scroll sideways');
  await page.evaluate(() => {
    const folds = [
      ...document.querySelectorAll('#gaps, .gap-reason'),
      ...document.querySelectorAll('details'),
    ];
    for (const fold of folds.slice(0, 120)) fold.open = true;
  });
  expect((await overflow()) <= 0, 'nor does it with everything unfolded');
}

/** @param {Page} page @param {string} name */
async function screenshot(page, name) {
  if (options.screenshots === undefined) return;
  await mkdir(options.screenshots, { recursive: true });
  await page.screenshot({ path: join(options.screenshots, `${name}.png`) });
}

/** The head of the page, and its first deviations, as a reader sees them.
 * @param {import('playwright-core').Browser} browser
 * @param {string} name
 * @param {import('playwright-core').BrowserContextOptions} context */
async function look(browser, name, context) {
  const page = await browser.newPage(context);
  await page.goto(pathToFileURL(reportFile).href);
  await screenshot(page, `${name}-top`);
  await page.locator('#matrix').evaluate((element) => element.scrollIntoView({ behavior: 'instant' }));
  await screenshot(page, `${name}-matrix`);
  if (await openGaps(page, true)) await screenshot(page, `${name}-gaps`);
  await openGaps(page, false);
  const fold = page.locator('.check details.fold').first();
  if ((await fold.count()) > 0) {
    await fold.evaluate((element) => {
      element.setAttribute('open', '');
      element.querySelector('.exchange')?.setAttribute('open', '');
    });
  }
  await page.locator('#list').evaluate((element) => element.scrollIntoView({ behavior: 'instant' }));
  await screenshot(page, `${name}-list`);
  await page.close();
}

/** The page is whole without its script; only what needs the script is not there.
 * @param {import('playwright-core').Browser} browser */
async function checkWithoutScript(browser) {
  const page = await browser.newPage({ ...DESKTOP, javaScriptEnabled: false });
  await page.goto(pathToFileURL(reportFile).href);
  const usable = page.locator('#filters, button.copy').filter({ visible: true });
  expect((await usable.count()) === 0, 'without script, no control is shown that would do nothing');
  expect(await page.locator('.matrix td a').first().isVisible(), 'without script, the matrix is there');
  await page.close();
}

const DESKTOP = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

async function main() {
  await stat(reportFile);
  const browser = await chromium.launch({
    executablePath: options.chromium,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const context = await browser.newContext({ ...DESKTOP, permissions: ['clipboard-write'] });
    const page = await context.newPage();
    watch(page);
    await page.goto(pathToFileURL(reportFile).href);
    await checkContents(page);
    await checkFilters(page);
    await checkMatrix(page);
    await checkGaps(page, expect);
    await checkDeviation(page);
    await checkKeyboard(page);
    const phone = await browser.newPage(PHONE);
    watch(phone);
    await phone.goto(pathToFileURL(reportFile).href);
    await checkPhone(phone);
    await checkWithoutScript(browser);
    await look(browser, 'light', { ...DESKTOP, colorScheme: 'light' });
    await look(browser, 'dark', { ...DESKTOP, colorScheme: 'dark' });
    await look(browser, 'phone', PHONE);
    await look(browser, 'phone-dark', { ...PHONE, colorScheme: 'dark' });
    const bare = { ...DESKTOP, javaScriptEnabled: false };
    await look(browser, 'without-script', bare);
  } finally {
    await browser.close();
  }
}

try {
  await main();
} catch (error) {
  problems.push(error instanceof Error ? error.message : String(error));
}
if (problems.length > 0) {
  console.error(
    `\n${reportFile}: ${problems.length} problem(s)\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
  );
  process.exitCode = 1;
}
