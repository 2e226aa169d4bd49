/** What ran before: every session with its result, and two runs of a step beside each other. */
import { block, expect, practise, run, test } from './guidepost.ts';

test('past sessions are listed by guide, with date and result, and one of them is shown again', async ({
  page,
  runner,
}) => {
  await practise(page, runner);
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await run(page, 'broken');
  await expect(block(page, 'broken')).toHaveAttribute('data-status', 'failed');
  const session = page.getByRole('button', { name: /^Session/ });
  await session.click();
  await page.getByRole('button', { name: 'Reset to a fresh practice copy' }).click();
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'idle');
  await practiseElsewhere();
  await session.click();
  await page.getByRole('button', { name: 'All past sessions' }).click();
  const dialog = page.getByRole('dialog', { name: 'Past sessions' });
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveText(['The sampler', 'Values to give']);
  const rows = dialog.getByRole('listitem');
  await expect(rows).toHaveText([/nothing was run\s*shown now/, /1 passed, 1 failed\s*closed\s*Show/, /1 passed/]);
  await expect(rows.last().getByRole('button')).toHaveCount(0); // of another guide
  await rows
    .nth(1)
    .getByRole('button', { name: /^Show the session of/ })
    .click();
  await expect(block(page, 'broken')).toHaveAttribute('data-status', 'failed');
  await expect(page.locator('.gp-place')).toHaveText('Practice copy · closed');

  async function practiseElsewhere() {
    await page.goto(`${runner.served.url}/guides/asking/`);
    await page.getByRole('button', { name: 'Start practice' }).click();
    await run(page, 'before');
    await expect(block(page, 'before')).toHaveAttribute('data-status', 'passed');
    await page.goto(`${runner.served.url}/guides/sampler/`);
    await expect(page.locator('.gp-place')).toHaveText('Practice copy');
  }
});

test('two runs of a step are compared: results, exit codes, times, and the lines that differ', async ({
  page,
  runner,
}) => {
  await practise(page, runner);
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await block(page, 'greet').getByRole('button', { name: 'Compare with another run' }).click();
  const dialog = page.getByRole('dialog', { name: 'Compare runs of Say hello' });
  await expect(dialog).toContainText('There is no other run of this step.');
  await page.keyboard.press('Escape');
  await page.getByLabel('Whom to greet').fill('moon');
  await page.getByLabel('Whom to greet').press('Tab');
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'failed');
  await block(page, 'greet').getByRole('button', { name: 'Compare with another run' }).click();
  await expect(dialog.getByRole('row', { name: 'Result' })).toHaveText('ResultPassedFailed');
  await expect(dialog.getByRole('row', { name: 'Exit code' })).toHaveText('Exit code00');
  await expect(dialog.getByRole('row', { name: 'Took' })).toContainText('s');
  await expect(dialog.locator('.gp-diff-line')).toHaveText(['-earlier: Hello, world', '+later: Hello, moon']);
});
