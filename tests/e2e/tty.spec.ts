import { block, expect, practise, run, test, type Runner } from './guidepost.ts';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';

const TYPING = '/guides/typing/';

async function open(page: Page, runner: Runner): Promise<string[]> {
  const refused: string[] = [];
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
  await page.goto(runner.link(TYPING));
  await page.getByRole('button', { name: 'Use my own folder' }).click();
  await expect(page.locator('.gp-place')).toContainText('My own folder');
  return refused;
}

test('a block that reads is answered by typing, and the terminal is read-only after its end', async ({
  page,
  runner,
}) => {
  const refused = await open(page, runner);
  await run(page, 'name');
  const name = block(page, 'name');
  await expect(name.locator('.xterm-rows')).toContainText('Your name:');
  await page.keyboard.type('Ada');
  await page.keyboard.press('Enter');
  await expect(name.locator('.xterm-rows')).toContainText('Hello, Ada');
  await expect(name).toHaveAttribute('data-status', 'passed');
  await page.keyboard.type('more');
  await expect(name.locator('.gp-foot')).toContainText('0');
  await expect(name.locator('.xterm-rows')).not.toContainText('more');
  expect(refused, 'the policy of the page stays strict, and the terminal keeps it').toEqual([]);
});

test('two runs in a terminal are compared by what their screens showed', async ({ page, runner }) => {
  await open(page, runner);
  for (const typed of ['Ada', 'Grace']) {
    await run(page, 'name');
    await expect(block(page, 'name').locator('.xterm-helper-textarea')).toBeFocused();
    await expect(block(page, 'name').locator('.xterm-rows')).toContainText('Your name:');
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    await expect(block(page, 'name').locator('.xterm-rows')).toContainText(`Hello, ${typed}`);
    await expect(block(page, 'name')).toHaveAttribute('data-status', 'passed');
  }
  await block(page, 'name').getByRole('button', { name: 'Compare with another run' }).click();
  const dialog = page.getByRole('dialog', { name: /^Compare runs of/ });
  await expect(dialog.getByRole('row', { name: 'Result' })).toHaveText('ResultPassedPassed');
  await expect(dialog.locator('.gp-diff-line').first()).toHaveText('-earlier: Your name: Ada');
});

test('after a reload the terminal shows what it showed', async ({ page, runner }) => {
  await open(page, runner);
  await run(page, 'full');
  const rows = block(page, 'full').locator('.xterm-rows > div');
  await expect(rows.nth(4)).toHaveText(/^ {9}at five and ten/);
  await page.reload();
  await expect(rows.nth(4)).toHaveText(/^ {9}at five and ten/);
  await block(page, 'full').locator('.xterm-screen').click();
  await page.keyboard.press('q');
  await expect(block(page, 'full')).toHaveAttribute('data-status', 'passed');
  await expect(rows.nth(0)).toHaveText(/left with q/);
});

test('the program learns of another size, and Stop ends it', async ({ page, runner }) => {
  await open(page, runner);
  await run(page, 'wait');
  const wait = block(page, 'wait');
  await expect(wait.locator('.xterm-rows')).toContainText('waiting');
  await page.setViewportSize({ width: 600, height: 900 });
  await expect(wait.locator('.xterm-rows')).toContainText(/24 \d\d/);
  await wait.locator('.gp-run').click();
  await expect(wait).toHaveAttribute('data-status', 'cancelled');
});

test('Tab is the program’s until Escape was pressed; then it leaves the terminal', async ({ page, runner }) => {
  await open(page, runner);
  await run(page, 'name');
  const typing = block(page, 'name').locator('.xterm-helper-textarea');
  await expect(typing).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(typing).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  await expect(typing).not.toBeFocused();
  await block(page, 'name').locator('.gp-run').click();
});

test('a terminal is loaded where a block has one, and nowhere else', async ({ page, runner }) => {
  const scripts: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.text());
  });
  const loaded = async () => (await Promise.all(scripts)).some((script) => script.includes('xterm-helper-textarea'));
  await practise(page, runner);
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  expect(await loaded()).toBe(false);
  await open(page, runner);
  await run(page, 'name');
  await expect(block(page, 'name').locator('.xterm-rows')).toContainText('Your name:');
  expect(await loaded()).toBe(true);
});

test('a terminal has no accessibility violation', async ({ page, runner }) => {
  await open(page, runner);
  await run(page, 'name');
  await expect(block(page, 'name').locator('.xterm-rows')).toContainText('Your name:');
  const { violations } = await new AxeBuilder({ page }).include('.gp-output').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
