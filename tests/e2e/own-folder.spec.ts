import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { block, expect, practise, run, type Runner, test } from './guidepost.ts';

const FILES = '/guides/files/';

function project({ folder }: Runner): string {
  const path = join(folder, 'project');
  mkdirSync(path);
  writeFileSync(join(path, 'poem.txt'), 'one\ntwo\nthree\n');
  return realpathSync(path);
}

async function choose(page: Page, path: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Absolute path of your project' }).fill(path);
  await page.getByRole('button', { name: 'Look at it' }).click();
}

test('the reader’s own folder is asked for, checked, and shown with its path in the bar and in the question', async ({
  page,
  runner,
}) => {
  const path = project(runner);
  await page.goto(runner.link(FILES));
  await page.getByRole('button', { name: 'Use my own folder' }).click();
  const bar = page.locator('guide-bar');
  for (const [wrong, says] of [
    ['project', 'not absolute'],
    ['/no/such/folder', 'This folder does not exist.'],
    ['/', 'This is not the project'],
  ] as const) {
    await choose(page, wrong);
    await expect(bar).toContainText(says);
    await expect(page.getByRole('button', { name: 'Work in this folder' })).toHaveCount(0);
  }
  await choose(page, path);
  await expect(bar).toContainText('✓ poem.txt');
  await expect(bar).toContainText('✗ settings.toml is not there');
  await page.getByRole('button', { name: 'Work in this folder' }).click();
  await expect(page.locator('.gp-place')).toHaveText(`My own folder: ${path}`);
  await run(page, 'drop');
  const question = block(page, 'drop').locator('.gp-question');
  await expect(question).toContainText(`In your own folder ${path}`);
  await expect(question).toContainText(`Deletes ${path}/poem.txt.`);
  expect(existsSync(join(path, 'poem.txt'))).toBe(true);
});

test('the folder of the last session is offered again', async ({ page, runner }) => {
  const path = project(runner);
  await page.goto(runner.link(FILES));
  await page.getByRole('button', { name: 'Use my own folder' }).click();
  await choose(page, path);
  await page.getByRole('button', { name: 'Work in this folder' }).click();
  await expect(page.locator('.gp-place')).toContainText(path);
  await page.getByRole('button', { name: /^Session/ }).click();
  await page.getByRole('button', { name: 'New session in my own folder' }).click();
  await expect(page.getByRole('textbox', { name: 'Absolute path of your project' })).toHaveValue(path);
});

test('on a phone the path is in the bar, and practice looks different', async ({ page, runner }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const path = project(runner);
  await page.goto(runner.link(FILES));
  await page.getByRole('button', { name: 'Use my own folder' }).click();
  await choose(page, path);
  await page.getByRole('button', { name: 'Work in this folder' }).click();
  await expect(page.locator('.gp-place')).toHaveText(`My own folder: ${path}`);
  const box = await page.locator('.gp-place').boundingBox();
  expect(box?.height).toBeGreaterThan(10);
  expect(box?.width).toBeGreaterThan(100);
  const own = await page.locator('guide-bar').evaluate((bar) => getComputedStyle(bar).backgroundColor);
  await page.getByRole('button', { name: /^Session/ }).click();
  await page.getByRole('button', { name: 'New practice session' }).click();
  await expect(page.locator('.gp-place')).toHaveText('Practice copy');
  expect(await page.locator('guide-bar').evaluate((bar) => getComputedStyle(bar).backgroundColor)).not.toBe(own);
});

test('a practice session asks without the reader’s path', async ({ page, runner }) => {
  await practise(page, runner, FILES);
  await run(page, 'drop');
  await expect(block(page, 'drop').locator('.gp-question')).not.toContainText('In your own folder');
});
