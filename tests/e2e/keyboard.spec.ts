/** The page by its keys alone: from step to step, the palette, the list of keys, the links that skip. */
import type { Page } from 'playwright/test';
import { block, expect, practise, test } from './guidepost.ts';

const name = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));

test('single keys go from step to step, run one, and show its output', async ({ page, runner }) => {
  await practise(page, runner);
  await page.keyboard.press('j');
  await expect(block(page, 'greet').locator('.gp-run')).toBeFocused();
  await page.keyboard.press('r');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await expect(block(page, 'greet').locator('.gp-lines')).toBeVisible();
  await page.keyboard.press('o');
  await expect(page.getByRole('region', { name: 'Output of Say hello' })).toBeFocused();
  await page.keyboard.press('j');
  const next = await name(page);
  expect(next).not.toContain('Say hello');
  await page.keyboard.press('k');
  await expect(block(page, 'greet').locator('.gp-run')).toBeFocused();
  await page.keyboard.press('b');
  await expect(page.getByRole('region', { name: 'Session' })).toBeFocused();
});

test('the palette finds steps, pages and actions', async ({ page, runner }) => {
  await practise(page, runner);
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Go to or do' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await expect(page.getByRole('dialog')).toHaveCount(1); // the frame's search has the same keys
  await page.keyboard.type('print banner');
  await expect(palette.getByRole('option', { selected: true })).toContainText('Print the banner');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#step-banner$/);
  await expect(palette).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('session reset');
  await expect(palette.getByRole('option', { selected: true })).toContainText('Action');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'New practice session' })).toBeVisible();
});

test('what the palette does not know is searched for on all pages; the search is loaded for that', async ({
  page,
  runner,
}) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto(`${runner.served.url}/guides/sampler/`);
  await page.waitForLoadState('networkidle');
  expect(loaded.filter((path) => /ui-core|pagefind/.test(path))).toEqual([]);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Steps, pages and actions' })).toBeFocused();
  await page.keyboard.type('hello');
  await page.getByRole('option', { name: 'Search all pages for “hello”' }).click();
  const field = page.getByRole('textbox', { name: 'Search' });
  await expect(field).toHaveValue('hello');
  await expect(page.locator('.pagefind-ui__result').first()).toBeVisible();
});

test('what is typed before the search has loaded is searched for', async ({ page, runner }) => {
  const coming = Promise.withResolvers<void>();
  await page.route(/ui-core/, (route) => coming.promise.then(() => route.continue()));
  await page.goto(`${runner.served.url}/guides/sampler/`);
  await page.getByRole('button', { name: 'Search' }).click();
  const field = page.getByRole('textbox', { name: 'Search' });
  await expect(field).toBeFocused();
  await page.keyboard.type('hello');
  await expect(field).toHaveValue('hello');
  coming.resolve();
  await expect(page.locator('.pagefind-ui__result').first()).toBeVisible();
  await expect(field).toHaveValue('hello');
  await expect(field).toBeFocused();
  await expect(field).toHaveCount(1);
});

test('the list of keys turns single keys off, and Escape gives the focus back', async ({ page, runner }) => {
  await practise(page, runner);
  await page.keyboard.press('j');
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keys of this page' });
  await expect(list).toContainText('to the next step');
  await list.getByRole('checkbox', { name: /Single keys/ }).uncheck();
  await page.keyboard.press('Escape');
  await expect(block(page, 'greet').locator('.gp-run')).toBeFocused();
  await page.keyboard.press('r');
  await page.keyboard.press('j');
  await expect(block(page, 'greet').locator('.gp-run')).toBeFocused();
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'idle');
});

test('Escape closes each dialog and menu, and returns the focus to what opened it', async ({ page, runner }) => {
  await practise(page, runner);
  await block(page, 'greet').locator('.gp-run').press('Enter');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
  const named = (name: string | RegExp) => page.getByRole('button', { name });
  const session = named(/^Session/);
  for (const [opener, opened] of [
    [named('Run several'), page.getByRole('group', { name: 'Run several steps' })],
    [session, page.locator('#gp-menu')],
    [named('Compare with another run'), dialog(/^Compare runs/)],
    [named('What [..] and the like stand for').first(), dialog('What stands for other text')],
    [named('Search'), dialog('Search')],
  ] as const) {
    await opener.press('Enter');
    await expect(opened).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(opened).toBeHidden();
    await expect(opener).toBeFocused();
  }
  await session.press('Enter');
  await named('All past sessions').press('Enter');
  await expect(dialog('Past sessions')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(session).toBeFocused();
  for (const [keys, name] of [
    ['Control+k', 'Go to or do'],
    ['?', 'Keys of this page'],
  ] as const) {
    await page.keyboard.press(keys);
    await expect(dialog(name)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(session).toBeFocused();
  }
});

test('no letter that is typed into a field is a key', async ({ page, runner }) => {
  await page.goto(`${runner.served.url}/guides/sampler/`);
  const field = page.locator('guide-inputs input[type="text"]').first();
  await field.fill('');
  await field.pressSequentially('jrs?');
  await expect(field).toHaveValue('jrs?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('three Tabs and Enter lead to the bar, and to the steps', async ({ page, runner }) => {
  await page.setViewportSize({ width: 900, height: 800 }); // as narrow as a page with the steps beside it can be
  await page.goto(runner.link());
  await expect(page.getByRole('button', { name: 'Start practice' })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the session bar' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the steps' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Start practice' })).toBeFocused();
});

test('the focus stays in the bar when the focused button disappears', async ({ page, runner }) => {
  await page.goto(runner.link());
  await page.getByRole('button', { name: 'Start practice' }).press('Enter');
  await expect(page.locator('.gp-place')).toHaveText('Practice copy');
  await expect(page.locator('guide-bar :focus')).toBeVisible();
});
