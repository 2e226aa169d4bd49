import { block, expect, practise, run, test } from './guidepost.ts';

const UNDO = '/guides/sampler/undo/';

test('a step that ran offers its undo, and is to be run again after it', async ({ page, runner }) => {
  await practise(page, runner, UNDO);
  const offer = block(page, 'make-folder').getByRole('button', { name: 'Undo: Make a folder' });
  await expect(offer).toBeHidden();
  await run(page, 'make-folder');
  await expect(block(page, 'make-folder')).toHaveAttribute('data-status', 'passed');
  await offer.click();
  await expect(block(page, 'remove-folder')).toHaveAttribute('data-status', 'passed');
  await expect(block(page, 'make-folder')).toHaveAttribute('data-status', 'undone');
  await expect(offer).toBeHidden();
  await run(page, 'make-folder');
  await expect(block(page, 'make-folder')).toHaveAttribute('data-status', 'passed');
  await expect(offer).toBeVisible();
});

test('several steps are undone in reverse order', async ({ page, runner }) => {
  await practise(page, runner, UNDO);
  for (const id of ['make-folder', 'make-file']) {
    await run(page, id);
    await expect(block(page, id)).toHaveAttribute('data-status', 'passed');
  }
  await block(page, 'make-folder').getByRole('button', { name: 'Undo: Make a folder' }).click();
  await expect(block(page, 'make-folder').locator('.gp-question')).toContainText('“Write a file into it” ran later');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Session/ }).click();
  const offers = page.getByRole('group', { name: 'Undo, latest step first' }).getByRole('button');
  await expect(offers).toHaveText(['Undo: Write a file into it', 'Undo: Make a folder', 'Undo all']);
  await offers.last().click();
  for (const id of ['remove-file', 'remove-folder'])
    // rmdir would fail before rm
    await expect(block(page, id)).toHaveAttribute('data-status', 'passed');
});

test('an undo block is not a step: not in the list of steps, not in the progress, not for Run to here', async ({
  page,
  runner,
}) => {
  await practise(page, runner, UNDO);
  await expect(page.locator('.gp-sidebar [data-here] [data-step]')).toHaveCount(2);
  const steps = Number((await page.locator('.gp-count').textContent())?.split(' ')[2]);
  const listed = await page.locator('.gp-sidebar .gp-done').allTextContents();
  expect(steps).toBe(listed.reduce((sum, count) => sum + Number(count), 0));
  await expect(block(page, 'remove-folder').getByRole('button', { name: /Run to here/ })).toBeHidden();
  await run(page, 'remove-folder');
  await expect(block(page, 'remove-folder').locator('.gp-question')).toContainText('nothing to undo');
});
