/** What a newcomer would not understand by itself says what it is; what was found once is shown to be mended. */
import { block, check, expect, practise, run, test } from './guidepost.ts';

const ASKING = '/guides/asking/';

test('a check says what [..] and the like stand for, by pointer, finger or key', async ({ page, runner }) => {
  await page.goto(runner.served.url + ASKING);
  const opener = check(page, 'connect').getByRole('button', { name: 'What [..] and the like stand for' });
  await opener.press('Enter');
  const legend = page.getByRole('dialog', { name: 'What stands for other text' });
  await expect(legend).toContainText('[..]anything, within the line');
  await page.keyboard.press('Escape');
  await expect(legend).toBeHidden();
  await expect(opener).toBeFocused();
  await page.goto(`${runner.served.url}/guides/sampler/`);
  await expect(check(page, 'banner').getByRole('button')).toHaveCount(0); // nothing in it stands for other text
});

test('a word beside a step says what it means', async ({ page, runner }) => {
  await page.goto(`${runner.served.url}/guides/sampler/`);
  await expect(block(page, 'look').getByTitle('It changes nothing.')).toHaveText('only looks');
});

test('a step that destroys something says so and looks unlike the others before it is clicked', async ({
  page,
  runner,
}) => {
  await page.goto(`${runner.served.url}${ASKING}after/`);
  await expect(block(page, 'drop')).toContainText(
    'Destroys the database $DATABASE on localhost. You are asked before it runs.',
  );
  const color = (id: string) =>
    block(page, id)
      .locator('.gp-run')
      .evaluate((button) => getComputedStyle(button).color);
  expect(await color('drop')).not.toBe(await color('leak'));
});

test('every button of the bar has a name that says what it does', async ({ page, runner }) => {
  await practise(page, runner);
  for (const name of ['Next step', 'Run several', 'Session: reset, undo, history'])
    await expect(page.getByRole('region', { name: 'Session' }).getByRole('button', { name, exact: true })).toHaveCount(
      1,
    );
});

test('the search button shows the key that opens the search, also where Ctrl-K finds more', async ({
  page,
  runner,
}) => {
  await page.goto(runner.served.url + ASKING);
  const button = page.getByRole('button', { name: 'Search' });
  await expect(button.locator('kbd')).toHaveText('/');
  await expect(button).toHaveAttribute('aria-keyshortcuts', '/');
  await page.keyboard.press('/');
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: /Single keys/ }).uncheck();
  await page.keyboard.press('Escape');
  await expect(button.locator('kbd')).toBeHidden();
  await page.goto(`${runner.served.url}/manual/`);
  await expect(button).toHaveAttribute('aria-keyshortcuts', /^(Control|Meta)\+K$/);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Search' })).toBeVisible();
});

test('the search finds steps and text, and nothing that is hidden or to be filled in', async ({ page, runner }) => {
  await page.goto(runner.served.url + ASKING);
  await page.getByRole('button', { name: 'Search' }).click();
  const field = page.getByRole('textbox', { name: 'Search' });
  await field.fill('as the server has it'); // the help of a field
  await expect(page.locator('.pagefind-ui__message')).toContainText('No results');
  await field.fill('drop the database');
  await expect(page.locator('.pagefind-ui__result').first()).toContainText('Drop the database');
});

test('what a colleague gets has the versions, and no secret', async ({ page, runner }) => {
  await practise(page, runner, ASKING);
  await give('connect', 'Database', 'shop');
  await give('log-in', 'Token', 'hush-hush');
  await page.goto(`${runner.served.url}${ASKING}after/`);
  await run(page, 'leak');
  await block(page, 'leak').getByRole('button', { name: 'Copy for a colleague' }).click();
  await expect(block(page, 'leak').getByText('Copied')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/bash [\d.]+\S* · (Linux|Darwin) \S+ \S+ · Guidepost\b/);
  expect(copied).toContain('the token is ***');
  expect(copied).toContain('echo "the token is $TOKEN"');
  expect(copied).not.toContain('hush-hush');

  async function give(id: string, label: string, value: string) {
    await run(page, id);
    await block(page, id).getByLabel(label, { exact: true }).fill(value);
    await block(page, id).getByRole('button', { name: 'Use it and run' }).click();
    await expect(block(page, id)).toHaveAttribute('data-status', 'passed');
  }
});

test('the page follows over its own border to the step that asks', async ({ page, runner }) => {
  await practise(page, runner, ASKING);
  for (const [label, value] of [
    ['Database', 'shop'],
    ['Token', 'hush-hush'],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(value);
    await page.getByLabel(label, { exact: true }).press('Tab');
  }
  await expect(page.locator('guide-inputs')).not.toHaveAttribute('data-missing');
  await page.getByRole('button', { name: 'Run several' }).click();
  await page.getByRole('button', { name: /^Run all: / }).click();
  await expect(page).toHaveURL(/asking\/after\/#step-drop$/);
  await expect(page.locator('.gp-bar-message')).toHaveText('Stopped at Drop the database: it asks for confirmation.');
  await expect(block(page, 'drop')).toBeInViewport();
  await expect(page.getByRole('button', { name: /^Follow/ })).toBeHidden(); // nothing runs
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect(block(page, 'drop').getByRole('group', { name: 'Before this runs' })).toContainText(
    'Destroys the database shop on localhost.',
  );
});

test('the menu asks for notifications once, where the browser has not been asked', async ({ page, runner }) => {
  await page.addInitScript(() => {
    Object.assign(globalThis, {
      Notification: class extends EventTarget {
        static permission = 'default';
        static requestPermission() {
          this.permission = 'granted';
          return Promise.resolve('granted');
        }
      },
    });
  });
  await practise(page, runner);
  const session = page.getByRole('button', { name: /^Session/ });
  await session.click();
  await page
    .getByRole('group', { name: 'Notifications' })
    .getByRole('button', { name: 'Notify me when steps end' })
    .click();
  await session.click();
  await expect(page.getByRole('button', { name: 'New practice session' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Notify me when steps end' })).toHaveCount(0);
});
