/** The part of a report page that lists what was not exercised. */

/** @typedef {import('playwright-core').Page} Page */

/** What was not exercised: folded, found by search and by kind, reached by keyboard.
 * @param {Page} page
 * @param {(holds: boolean, what: string) => void} expect */
export async function checkGaps(page, expect) {
  const gaps = page.locator('#gaps');
  if ((await gaps.count()) === 0) {
    console.log('       (everything was exercised: there are no gaps to look at)');
    return;
  }
  const rows = gaps.locator('.gap');
  const visible = () => rows.filter({ visible: true }).count();
  expect((await visible()) === 0, 'what was not exercised is folded at first');
  await gaps.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  expect(await gaps.locator('.gap-reason').first().isVisible(), 'the keyboard unfolds the reasons');
  const all = await rows.count();
  const operation = (await rows.first().locator('th').textContent()).split(' ').at(-1);
  await gaps.locator('input[name=gap]').fill(operation);
  await page.waitForFunction(() => document.querySelector('#gaps-shown')?.textContent !== '');
  const found = await visible();
  expect(found > 0 && (found < all || all === 1), `a search finds gaps of ${operation} (${found} of ${all})`);
  const what = await rows.filter({ visible: true }).first().getAttribute('data-what');
  await gaps.locator('select[name=what]').selectOption(what);
  const others = await gaps.locator(`.gap:not([hidden]):not([data-what="${what}"])`).count();
  expect(others === 0 && (await visible()) > 0, `the filter leaves "${what}" only`);
  await gaps.locator('select[name=what]').selectOption('');
  await gaps.locator('input[name=gap]').fill('');
  await page.waitForFunction(() => document.querySelector('#gaps-shown')?.textContent === '');
  expect((await visible()) === 0, 'without a filter the reasons are folded again');
}

/** Unfolds the list and its first reason, or folds it. Whether there is one.
 * @param {Page} page
 * @param {boolean} open */
export async function openGaps(page, open) {
  const gaps = page.locator('#gaps');
  if ((await gaps.count()) === 0) return false;
  await gaps.evaluate((element, isOpen) => {
    element.toggleAttribute('open', isOpen);
    element.querySelector('.gap-reason')?.toggleAttribute('open', isOpen);
    if (isOpen) element.scrollIntoView({ behavior: 'instant' });
  }, open);
  return true;
}
