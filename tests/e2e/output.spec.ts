import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright/test';
import { type Runner, block, expect, practise, run, test } from './guidepost.ts';

const MORE = '/guides/sampler/more/';
const LINES = 100_000;

/** A step that has run: its last line is shown, and few lines stand in the page. */
async function longOutput(page: Page, runner: Runner, id: string, last: string): Promise<Locator> {
  await practise(page, runner, MORE);
  await run(page, id);
  const step = block(page, id);
  await expect(step).toHaveAttribute('data-status', 'passed');
  await expect(step.locator('.gp-line').last()).toHaveText(last);
  expect(await step.locator('.gp-line').count()).toBeLessThan(100);
  return step;
}

test('of a hundred thousand lines only the visible ones are in the page, and the end is shown', async ({
  page,
  runner,
}) => {
  await longOutput(page, runner, 'flood', `line ${LINES} of a long story`);
});

test('a million lines do not freeze the page: the end is shown, few lines are in the page, and Find works', async ({
  page,
  runner,
}) => {
  const yes = await longOutput(page, runner, 'yes', 'the last of them');
  await yes.getByRole('button', { name: 'Find in output' }).click();
  await yes.getByRole('searchbox').fill('last of');
  await expect(yes.locator('.gp-found')).toHaveText('1 of 1');
});

test('after a reload the end is there at once, and earlier output can be read back to the first line', async ({
  page,
  runner,
}) => {
  await practise(page, runner, MORE);
  await run(page, 'flood');
  const flood = block(page, 'flood');
  await expect(flood).toHaveAttribute('data-status', 'passed');
  await page.reload();
  await expect(flood.locator('.gp-line').last()).toHaveText(`line ${LINES} of a long story`);
  const earlier = flood.getByRole('button', { name: /Show earlier output/ });
  const summary = flood.locator('.gp-summary');
  for (let held = await summary.textContent(); !held?.includes('100,000 lines'); held = await summary.textContent()) {
    await earlier.click();
    await expect(summary).not.toHaveText(held ?? '');
  }
  await flood.locator('.gp-lines').evaluate((lines) => lines.scrollTo(0, 0));
  await expect(flood.locator('.gp-line').first()).toHaveText('line 1 of a long story');
});

test('output that is not in sight yet says its size, and its lines once it is', async ({ page, context, runner }) => {
  await practise(page, runner, MORE);
  await run(page, 'colours');
  await expect(block(page, 'colours')).toHaveAttribute('data-status', 'passed');
  const second = await context.newPage();
  await second.setViewportSize({ width: 1200, height: 200 });
  await second.goto(`${runner.served.url}${MORE}`);
  const summary = block(second, 'colours').locator('.gp-summary');
  await expect(summary).toHaveText(/^Output · \d+ bytes$/);
  await summary.scrollIntoViewIfNeeded();
  await expect(summary).toHaveText('Output · 7 lines');
});

test('Save takes the whole output, every line once', async ({ page, runner }) => {
  await practise(page, runner, MORE);
  await run(page, 'flood');
  const flood = block(page, 'flood');
  await expect(flood).toHaveAttribute('data-status', 'passed');
  await page.reload();
  await expect(flood.locator('.gp-line').last()).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    flood.getByRole('button', { name: 'Save output' }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
  expect(lines.length).toBe(LINES);
  expect(lines.every((line, index) => line === `line ${index + 1} of a long story`)).toBe(true);
});

test('Find goes through all places, also those far from sight', async ({ page, runner }) => {
  await practise(page, runner, MORE);
  await run(page, 'flood');
  const flood = block(page, 'flood');
  await expect(flood).toHaveAttribute('data-status', 'passed');
  await flood.getByRole('button', { name: 'Find in output' }).click();
  await flood.getByRole('searchbox').fill('LINE 99999 ');
  await expect(flood.locator('.gp-found')).toHaveText('1 of 1');
  await expect(flood.locator('.gp-line mark')).toHaveText('line 99999 ');
});

test('colours are classes on text, and nothing in output becomes markup', async ({ page, runner }) => {
  await practise(page, runner, MORE);
  await run(page, 'colours');
  const colours = block(page, 'colours');
  await expect(colours.locator('.gp-f1').first()).toHaveText(' colour 1 ');
  await expect(colours.locator('.gp-line').last().locator('span').first()).toHaveCSS('color', 'rgb(255, 135, 0)');
});

test('wrapping long lines is a choice that is remembered', async ({ page, runner }) => {
  await practise(page, runner, MORE);
  await run(page, 'colours');
  const colours = block(page, 'colours');
  await expect(colours).toHaveAttribute('data-status', 'passed');
  await colours.getByRole('button', { name: 'Wrap' }).click();
  await page.reload();
  await expect(colours.getByRole('button', { name: 'Wrap' })).toHaveAttribute('aria-pressed', 'true');
});

test('on paper stand the last thousand lines of an output, unfolded, and what is left out is said', async ({
  page,
  runner,
}) => {
  await practise(page, runner, '/guides/sampler/more/');
  await run(page, 'flood');
  const flood = block(page, 'flood');
  await expect(flood).toHaveAttribute('data-status', 'passed');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const lines = flood.locator('.gp-line');
  await expect(lines).toHaveCount(1000);
  await expect(lines.first()).toHaveText('line 99001 of a long story');
  await expect(lines.last()).toHaveText('line 100000 of a long story');
  await expect(flood.locator('.gp-slice')).toHaveAttribute('data-before', 'Only the last 1,000 lines are printed.');
  const [frame, text] = await Promise.all([flood.locator('.gp-lines').boundingBox(), lines.last().boundingBox()]);
  expect((text?.y ?? 0) + (text?.height ?? 0)).toBeLessThanOrEqual((frame?.y ?? 0) + (frame?.height ?? 0));
  expect((await lines.first().boundingBox())?.y).toBeGreaterThan(frame?.y ?? 0); // under what is left out
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  expect(await lines.count()).toBeLessThan(60);
});
