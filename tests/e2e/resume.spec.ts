import { block, check, expect, practise, run, startRunner, test } from './guidepost.ts';

test('a reload in the middle of a run leaves its output whole', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'slow');
  await expect(block(page, 'slow').locator('.gp-line').first()).toContainText(/counting \d+ of 20/);
  await page.reload();
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'passed');
  await expect(block(page, 'slow').locator('.gp-line')).toHaveText(['counting 20 of 20', 'done']);
  await expect(check(page, 'slow').locator('.gp-check-word')).toHaveText('Passed');
});

test('a further tab shows the same session without a link of its own', async ({ page, context, runner }) => {
  await practise(page, runner);
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  const second = await context.newPage();
  await second.goto(`${runner.served.url}/guides/sampler/`);
  await expect(block(second, 'greet')).toHaveAttribute('data-status', 'passed');
  await expect(block(second, 'greet').locator('.gp-line')).toHaveText('Hello, world');
  await run(second, 'slow');
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'passed');
  await expect(block(page, 'slow').locator('.gp-line')).toHaveText(['counting 20 of 20', 'done']);
});

test('going to the next page and back loses nothing', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'slow');
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'running');
  await page.getByRole('link', { name: 'Next Services and volume' }).click();
  await page.waitForURL('**/more/');
  await page.goBack();
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'passed');
  await expect(block(page, 'slow').locator('.gp-line')).toHaveText(['counting 20 of 20', 'done']);
});

test('a runner that restarts is found again by every tab once one was opened from its link', async ({
  page,
  context,
  runner,
}) => {
  await practise(page, runner);
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await runner.stop();
  await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'lost');
  const again = await startRunner(runner.folder, runner.served.port);
  try {
    const second = await context.newPage();
    await second.goto(again.link());
    await expect(second.locator('guide-bar')).toHaveAttribute('data-link', 'connected');
    await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'connected');
    for (const tab of [page, second]) {
      await expect(block(tab, 'greet')).toHaveAttribute('data-status', 'passed');
      await expect(block(tab, 'greet').locator('.gp-line')).toHaveText('Hello, world');
    }
  } finally {
    await again.stop();
  }
});

test('a key that a new runner does not know is given up, with the way out', async ({ page, runner }) => {
  await practise(page, runner);
  runner.served.rotate();
  await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'refused');
  await run(page, 'greet');
  await expect(block(page, 'greet').locator('.gp-question')).toContainText('Open the link that the runner printed');
});

test('the key leaves the address before anything else, and stays out of localStorage', async ({ page, runner }) => {
  await page.goto(runner.link());
  await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'connected');
  expect(page.url()).toBe(`${runner.served.url}/guides/sampler/`);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept).not.toContain(runner.served.keys.of(runner.served.url)?.token);
});

test('the link opened in a tab that already shows the page connects it', async ({ page, runner }) => {
  await page.goto(`${runner.served.url}/guides/sampler/`);
  await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'absent');
  await page.goto(runner.link());
  await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'connected');
  expect(page.url()).toBe(`${runner.served.url}/guides/sampler/`);
});
