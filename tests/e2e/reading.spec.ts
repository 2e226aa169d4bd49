/** The page without a runner: a complete guide. */
import { block, check, expect, practise, run, test } from './guidepost.ts';

test('without a key everything reads, and Run says how to get one', async ({ page, runner }) => {
  await page.goto(`${runner.served.url}/guides/sampler/`);
  await expect(page.locator('guide-bar')).toContainText('No runner');
  await expect(block(page, 'greet')).toContainText('echo "Hello, $name"'); // with the values of the reader
  await expect(check(page, 'greet')).toContainText('[..], world');
  await expect(page.locator('guide-help[data-block="banner"]')).toContainText('If this fails:');
  await run(page, 'greet');
  await expect(block(page, 'greet').locator('.gp-question')).toContainText(
    'Open the link that the runner printed in its terminal',
  );
});

test('Copy takes the command with the reader’s values in it', async ({ page, runner }) => {
  await page.goto(`${runner.served.url}/guides/sampler/`);
  const field = page.getByLabel('Whom to greet');
  await field.fill("Ada's $(team)");
  await field.press('Tab');
  await block(page, 'greet').locator('.gp-copy').click();
  await expect(block(page, 'greet').locator('.gp-copy')).toContainText('Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(`name="Ada's \\$(team)"\necho "Hello, $name"\n`);
});

test('values and choices are remembered in this browser, secrets are not', async ({ page, runner }) => {
  await page.goto(`${runner.served.url}/guides/sampler/`);
  await page.getByLabel('Greeting').fill('Good day');
  await page.getByLabel('Greeting').press('Tab');
  await page.getByRole('tab', { name: 'Existing database' }).click();
  await expect(page.getByLabel('Passphrase')).toBeDisabled();
  await page.reload();
  await expect(page.getByLabel('Greeting')).toHaveValue('Good day');
  await expect(page.getByRole('tab', { name: 'Existing database' })).toHaveAttribute('aria-selected', 'true');
  await expect(block(page, 'stamp')).toBeVisible();
  await expect(block(page, 'drop')).toBeHidden();
});

test('without a runner steps are ticked off by hand, which a session does not count', async ({ page, runner }) => {
  await page.goto(`${runner.served.url}/guides/sampler/`);
  const steps = page.getByRole('navigation', { name: 'Steps of this guide' });
  await page.getByRole('checkbox', { name: 'Done: Say hello' }).check();
  await expect(steps.getByRole('link', { name: 'Marked as done: Say hello' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('checkbox', { name: 'Done: Say hello' })).toBeChecked();
  await expect(steps.getByRole('link', { name: 'Marked as done: Say hello' })).toBeVisible();
  await expect(page.locator('.gp-count')).toHaveText('1 of 16 steps');
  await page.goto(runner.served.url);
  const resume = page.getByRole('link', { name: 'Continue at “Print the banner” · 1 of 16 steps' });
  await expect(resume).toHaveAttribute('href', '/guides/sampler/#step-banner');
  await practise(page, runner);
  await expect(page.getByRole('checkbox', { name: 'Done: Say hello' })).toBeHidden();
  await expect(steps.getByRole('link', { name: 'Not run: Say hello' })).toBeVisible();
});

test('with scripts off the whole guide is there', async ({ browser, runner }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${runner.served.url}/guides/sampler/`);
  await expect(block(page, 'drop')).toContainText('echo dropped');
  await expect(block(page, 'stamp')).toContainText('echo stamped');
  await expect(page.locator('.gp-option-label', { hasText: 'Existing database' })).toBeVisible();
  await expect(page.locator('.gp-tab, .gp-bar-row').filter({ visible: true })).toHaveCount(0); // nothing that would not answer
  await context.close();
});

test('what is only for practice is folded under its label, and printed whole', async ({ page, runner }) => {
  await page.goto(`${runner.served.url}/guides/sampler/`);
  const look = block(page, 'look');
  await expect(page.getByText('In the practice copy')).toBeVisible();
  await expect(look).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(look).toBeVisible();
  await expect(page.locator('guide-bar, .gp-button').filter({ visible: true })).toHaveCount(0);
  const printed = await page.locator('.sl-markdown-content').evaluate((text) => {
    const link = text.appendChild(Object.assign(document.createElement('a'), { href: 'https://example.com/page' }));
    return getComputedStyle(link, '::after').content;
  });
  expect(printed).toContain('https://example.com/page');
  await page.emulateMedia({ media: 'screen' });
  await page.getByText('In the practice copy').click();
  await expect(look).toBeVisible();
});

test('with a runner nothing is folded', async ({ page, runner }) => {
  await practise(page, runner);
  await expect(block(page, 'look')).toBeVisible();
});

test('the page breaks no rule of its own policy', async ({ page, runner }) => {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  for (const path of ['/', '/guides/sampler/', '/guides/sampler/more/']) {
    await page.goto(runner.link(path));
    await page.waitForLoadState('networkidle');
  }
  expect(complaints).toEqual([]);
});

test('an unknown address leads to the guides', async ({ page, runner }) => {
  await page.goto(`${runner.served.url}/nothing/here/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page');
  await page.getByRole('link', { name: 'The sampler' }).click();
  await expect(page).toHaveURL(`${runner.served.url}/guides/sampler/`);
});

test('search shows what a guide says, not the words on its buttons', async ({ page, runner }) => {
  await page.goto(`${runner.served.url}/guides/sampler/`);
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('textbox', { name: 'Search' })).toBeFocused();
  await page.keyboard.type('banner');
  const excerpts = page.locator('.pagefind-ui__result-excerpt');
  await expect(excerpts.first()).toContainText('banner', { ignoreCase: true });
  expect((await excerpts.allTextContents()).join()).not.toMatch(/Copy|Run\b|reads and copies/);
});

test('the manual is one link beside a guide, and lists its pages where it is read', async ({ page, runner }) => {
  await page.goto(`${runner.served.url}/guides/sampler/`);
  const listed = page.getByRole('navigation', { name: 'Main' });
  await listed.getByRole('link', { name: 'Manual' }).click();
  await listed.getByRole('link', { name: 'What else there is' }).click();
  await page.getByRole('link', { name: 'Previous What this is' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What this is');
});
