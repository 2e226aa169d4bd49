import { block, expect, run, test, type Runner } from './guidepost.ts';
import type { Page } from 'playwright/test';

async function open(page: Page, runner: Runner): Promise<void> {
  await page.goto(runner.link('/guides/pasted/'));
  await page.getByRole('button', { name: 'Use my own folder' }).click();
  await expect(page.locator('.gp-place')).toContainText('My own folder');
}

test('a pasted session passes; Copy takes its commands, and no exit code or prompt', async ({ page, runner }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, runner);
  await run(page, 'session');
  await expect(block(page, 'session')).toHaveAttribute('data-status', 'passed');
  await block(page, 'session').locator('.gp-copy').click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe('echo one\n(exit 3)\necho two \\\n  three\n');
});

test('a wrong exit code is marked at its line', async ({ page, runner }) => {
  await open(page, runner);
  await run(page, 'wrong');
  const wrong = block(page, 'wrong');
  await expect(wrong).toHaveAttribute('data-status', 'failed');
  await expect(wrong.locator('.line[data-at="failed"]')).toHaveText('[4]');
});

test('what a background job prints after the end of its step is added to it, and the page says so', async ({
  page,
  runner,
}) => {
  await open(page, runner);
  await run(page, 'behind');
  const behind = block(page, 'behind');
  await expect(behind).toHaveAttribute('data-status', 'passed');
  await expect(behind.locator('.gp-note')).toContainText('Background processes');
  await run(page, 'go');
  await expect(behind.locator('.gp-lines')).toContainText('from behind');
  await expect(behind.locator('.gp-note')).toBeHidden();
});

test('while a service stops, the page says how long it has left', async ({ page, runner }) => {
  await open(page, runner);
  await run(page, 'slow');
  const slow = block(page, 'slow');
  await expect(slow).toHaveAttribute('data-status', 'ready');
  await slow.locator('.gp-run').click();
  await expect(slow.locator('.gp-note')).toContainText(/^Stopping\. It has (5 min|4 min \d+ s) to end/);
  await run(page, 'go');
  await expect(slow.locator('.gp-note')).toBeHidden();
});
