/** The line of the bar that is always true, and the clicks that run one step, some, or all. */
import { block, expect, practise, run, test } from './guidepost.ts';

const MORE = '/guides/sampler/more/';

test('Next step runs one step, says what comes next, and stays where it is', async ({ page, runner }) => {
  await practise(page, runner);
  const line = page.locator('.gp-now');
  await expect(line).toContainText('Next Say hello');
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await expect(line).toContainText('Next Print the banner');
  await expect(block(page, 'banner')).toHaveAttribute('data-status', 'idle');
  await expect(line.getByRole('link', { name: 'Print the banner' })).toHaveAttribute('href', /#step-banner$/);
  await run(page, 'slow');
  await expect(line).toContainText('Running Count slowly');
  await line.getByRole('link', { name: 'Count slowly' }).click();
  await expect(block(page, 'slow')).toBeInViewport();
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'passed');
});

test('the bar says on which machine, and as whom, steps run', async ({ page, runner }) => {
  await practise(page, runner);
  await expect(page.locator('.gp-machine')).toHaveText(/^\S+@\S+$/);
  await expect(page.locator('.gp-place')).toHaveText('Practice copy');
});

test('what runs several steps says before how many, how long, and where it stops', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'slow'); // from here on its time is known
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'passed');
  await page.getByRole('button', { name: 'Run several' }).click();
  const menu = page.getByRole('group', { name: 'Run several steps' });
  await expect(menu.getByRole('button')).toHaveText([
    /^Run this page: 6 steps$/,
    /^Run all: \d+ steps on 3 pages$/,
    /^Run all from the start: \d+ steps on 3 pages, \d s or more$/,
  ]);
  await expect(menu).toContainText('It stops before “Drop the database”, which asks first.');
  await menu.getByRole('button', { name: /^Run this page/ }).click();
  await expect(page.locator('.gp-bar-message')).toContainText('Stopped at Print the banner: it did not pass.');
});

test('Next step on another page goes there and runs it', async ({ page, runner }) => {
  await practise(page, runner, MORE);
  const line = page.locator('.gp-now');
  await expect(line).toContainText('on the page “The sampler”');
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await expect(block(page, 'greet')).toBeInViewport();
});

test('the page follows what runs until the reader scrolls, or goes to another step by a key', async ({
  page,
  runner,
}) => {
  await page.setViewportSize({ width: 1360, height: 500 });
  await practise(page, runner, MORE);
  const follow = page.locator('guide-bar [data-icon="follow"]'); // seen while something runs
  await page.getByRole('button', { name: 'Run to here: all steps up to Start the server' }).focus();
  await page.getByRole('button', { name: 'Run to here: all steps up to Start the server' }).press('Enter');
  await expect(page).toHaveURL(/sampler\/#step-greet$/);
  await expect(page.locator('.gp-bar-message')).toContainText('Stopped at Print the banner');
  await run(page, 'slow');
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  await expect(block(page, 'slow')).toBeInViewport();
  await page.mouse.wheel(0, -300);
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('k'); // to the step before
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
});

test('a service that is up keeps nobody from the next step, and can be stopped', async ({ page, runner }) => {
  await practise(page, runner, MORE);
  await run(page, 'serve');
  await expect(block(page, 'serve')).toHaveAttribute('data-status', 'ready');
  await expect(page.getByRole('button', { name: 'Next step' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop all' }).click();
  await expect(block(page, 'serve')).toHaveAttribute('data-status', 'cancelled');
});

test('the title and the icon of the tab, and the system, say how a step ended', async ({ page, context, runner }) => {
  await context.grantPermissions(['notifications']);
  await page.addInitScript(() => {
    const told: string[] = [];
    Object.assign(globalThis, {
      told,
      Notification: class extends EventTarget {
        static permission = 'granted';
        constructor(text: string) {
          super();
          told.push(text);
        }
      },
    });
    Object.defineProperty(document, 'hidden', { get: () => 'away' in globalThis });
  });
  await practise(page, runner);
  const icon = page.locator('link[rel~="icon"]');
  const before = await page.title();
  await run(page, 'slow');
  await expect(page).toHaveTitle(`▶ Count slowly · ${before}`);
  await expect(icon).toHaveAttribute('href', '/status-running.svg');
  await page.evaluate(() => Object.assign(globalThis, { away: true }));
  await expect(page).toHaveTitle(`✓ Count slowly · ${before}`);
  await expect(icon).toHaveAttribute('href', '/status-passed.svg');
  expect(await page.evaluate(() => Reflect.get(globalThis, 'told'))).toEqual([`✓ Count slowly · ${before}`]);
  await page.evaluate(() => Reflect.deleteProperty(globalThis, 'away'));
  await run(page, 'broken');
  await expect(page).toHaveTitle(`✗ Stop at a missing file · ${before}`);
  expect(await page.evaluate(() => Reflect.get(globalThis, 'told'))).toHaveLength(1);
});

test('a failure is announced with its cause, and copied in full for a colleague', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'broken');
  await expect(page.locator('guide-live-region')).toHaveText(/^Stop at a missing file: Failed\. exit code [12]$/);
  const share = block(page, 'broken').locator('.gp-foot button');
  await expect(share).toHaveText('Copy for a colleague');
  await share.click();
  await expect(block(page, 'broken').getByText('Copied')).toBeVisible();
  await share.click();
  await expect(share).toHaveText('Copy for a colleague'); // and its own drawing
  await expect(share.locator('use')).toHaveAttribute('href', '#gp-share');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^\*\*Stop at a missing file\*\*: Exit code [12] after .* line 2 failed/);
  expect(copied).toMatch(
    /The sampler · step at [0-9a-f]{8} · bash [\d.]+.* · (Linux|Darwin) \S+ \S+ · Guidepost · Practice copy/,
  );
  expect(copied).toContain('/guides/sampler/#step-broken');
  expect(copied).toContain('ls ./does-not-exist');
  expect(copied).toContain('Output:\n\n```text\nbefore\n');
});
