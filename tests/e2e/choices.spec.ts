import { block, expect, practise, run, test } from './guidepost.ts';

test('an option of the session decides which steps count, in every tab', async ({ page, context, runner }) => {
  await practise(page, runner);
  const second = await context.newPage();
  await second.goto(`${runner.served.url}/guides/sampler/`);
  await page.getByRole('tab', { name: 'Existing database' }).click();
  for (const tab of [page, second]) {
    await expect(block(tab, 'stamp')).toBeVisible();
    await expect(block(tab, 'drop')).toBeHidden();
    await expect(tab.locator('.gp-sidebar [data-step="drop"]')).toBeHidden();
  }
});

test('an option chosen before a session is used in it, and in the one after a reset', async ({ page, runner }) => {
  await page.goto(runner.link());
  await page.getByRole('tab', { name: 'Existing database' }).click();
  await page.getByLabel('Greeting').fill('Good day');
  await page.getByLabel('Greeting').press('Tab');
  await page.getByRole('button', { name: 'Start practice' }).click();
  await expect(page.locator('.gp-place')).toHaveText('Practice copy');
  await run(page, 'greet');
  await expect(block(page, 'greet').locator('.gp-line')).toHaveText('Good day, world');
  await expect(block(page, 'stamp')).toBeVisible();
  await page.getByRole('button', { name: /^Session/ }).click();
  await page.getByRole('button', { name: 'Reset to a fresh practice copy' }).click();
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'idle');
  await expect(block(page, 'stamp')).toBeVisible();
});

test('the arrows move the choice', async ({ page, runner }) => {
  await practise(page, runner);
  await page.getByRole('tab', { name: 'Fresh database' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Existing database' })).toHaveAttribute('aria-selected', 'true');
});

test('an input reaches the next run, and a step that used the old value is out of date', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await page.getByLabel('Greeting').fill('Good day; $(touch here)');
  await page.getByLabel('Greeting').press('Tab');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'stale');
  await run(page, 'greet');
  await expect(block(page, 'greet').locator('.gp-line')).toHaveText('Good day; $(touch here), world');
});

test('a value of the wrong type is refused beside its field', async ({ page, runner }) => {
  await practise(page, runner);
  await page.getByLabel('Port').fill('eighty');
  await page.getByLabel('Port').press('Tab');
  await expect(page.locator('.gp-input', { hasText: '$PORT' }).locator('.gp-refused')).toContainText('whole number');
});

test('Run to here runs what is missing before, in order, and stops at what fails', async ({ page, runner }) => {
  await practise(page, runner);
  await page.getByRole('button', { name: 'Run to here: all steps up to Count slowly' }).click();
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await expect(block(page, 'banner')).toHaveAttribute('data-status', 'failed');
  await expect(page.locator('.gp-bar-message')).toContainText('Stopped at Print the banner');
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'idle');
});

test('Reset gives a fresh practice copy in which nothing has run', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await page.getByRole('button', { name: /^Session/ }).click();
  await page.getByRole('button', { name: 'Reset to a fresh practice copy' }).click();
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'idle');
  await expect(block(page, 'greet').locator('.gp-output')).toHaveCount(0);
  await expect(page.locator('guide-bar')).toContainText('Practice copy');
});
