/** The record of a session, saved from the page: one file that says what ran, when, by whom, and what came of it. */
import { readFile } from 'node:fs/promises';
import { block, expect, practise, run, test } from './guidepost.ts';

test('the session menu saves the report as a page and as Markdown', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await run(page, 'banner');
  await expect(block(page, 'banner')).toHaveAttribute('data-status', 'failed');
  const save = async (name: string) => {
    await page.getByRole('button', { name: /^Session/ }).click();
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    return { name: saved.suggestedFilename(), text: await readFile(await saved.path(), 'utf8') };
  };
  const asPage = await save('Save the report as a page');
  const asMarkdown = await save('Save the report as Markdown');
  expect(asPage.name).toMatch(/^sampler-[a-z0-9-]+\.html$/);
  expect(asMarkdown.name).toMatch(/^sampler-[a-z0-9-]+\.md$/);
  for (const { text } of [asPage, asMarkdown]) {
    for (const said of ['Say hello', 'practice copy', 'from the page of', 'exit code 0', 'Guidepost', 'Check on line'])
      expect(text).toContain(said);
    expect(text).toMatch(/\d of 4 lines matched/);
  }
  expect(asPage.text).not.toMatch(/<script|src=|href=/);
  await page.setContent(asPage.text);
  await expect(page.getByRole('heading', { name: /Say hello/ })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('The end of its output').first()).toBeVisible();
});
