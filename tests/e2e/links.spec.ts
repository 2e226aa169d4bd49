/**
 * Links to steps: each has one, it lands on its step whatever the page still loads, and shows one that is not chosen.
 */
import { block, expect, practise, run, test } from './guidepost.ts';

test('a step has a link of its own, and danger is read before the click', async ({ page, runner }) => {
  await practise(page, runner);
  await block(page, 'greet').hover();
  const link = page.getByRole('link', { name: 'Link to Say hello' });
  await expect(link).toHaveCSS('opacity', '1');
  await link.click();
  await expect(page).toHaveURL(/#step-greet$/);
  await expect(block(page, 'drop')).toContainText('Everything in the database is lost. You are asked before it runs.');
  const rail = page.getByRole('navigation', { name: 'Steps of this guide' });
  await expect(rail.getByRole('link', { name: /Drop the database.*asks first/ })).toBeVisible();
  await expect(rail.getByRole('link', { name: /^Overview/ })).toContainText('7');
  await run(page, 'greet');
  await expect(rail.getByRole('link', { name: /^Overview/ })).toContainText('1 of 7');
});

test('a link lands on its step though outputs above it come later, until the reader scrolls', async ({
  page,
  runner,
}) => {
  await practise(page, runner);
  for (const id of ['greet', 'banner', 'slow']) {
    await run(page, id);
    await expect(block(page, id)).toHaveAttribute('data-status', id === 'banner' ? 'failed' : 'passed');
  }
  await page.goto(`${runner.served.url}/`);
  await page.goto(`${runner.served.url}/guides/sampler/#step-slow`);
  const slow = block(page, 'slow');
  const bar = () => page.locator('guide-bar').evaluate((element) => element.getBoundingClientRect().bottom);
  await expect(block(page, 'banner').locator('.gp-line')).not.toHaveCount(0);
  await page.waitForLoadState('networkidle');
  const off = await slow.evaluate((element) => {
    const before = element.getBoundingClientRect().top;
    element.scrollIntoView({ behavior: 'instant' });
    return Math.abs(before - element.getBoundingClientRect().top);
  });
  expect(off).toBeLessThanOrEqual(1);
  expect(((await slow.boundingBox())?.y ?? 0) - (await bar())).toBeGreaterThanOrEqual(0); // not under the bar
  await page.mouse.wheel(0, -2000);
  await expect(block(page, 'slow')).not.toBeInViewport();
});

test('no heading and no focus is hidden under the bar, whatever its height and the width of the window', async ({
  page,
  runner,
}) => {
  await practise(page, runner);
  for (const width of [1360, 900, 390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${runner.served.url}/guides/sampler/`);
    await expect(page.getByRole('button', { name: 'Next step' })).toBeVisible();
    await page.evaluate(() => (location.hash = '#fail-in-the-middle'));
    const heading = page.getByRole('heading', { name: 'Fail in the middle' });
    const isCovered = () =>
      heading.evaluate((element) => {
        const { left, top, bottom } = element.getBoundingClientRect();
        const at = document.elementFromPoint(left + 5, (top + bottom) / 2);
        return at === null || at.closest('guide-bar') !== null;
      });
    await expect.poll(isCovered, { message: `${width} px` }).toBe(false);
    for (const id of ['look', 'greet']) {
      await block(page, id).locator('.gp-copy').focus();
      await expect(block(page, id).locator('.gp-copy')).toBeInViewport();
      const hit = await block(page, id)
        .locator('.gp-copy')
        .evaluate((element) => {
          const { left, top, width: wide, height } = element.getBoundingClientRect();
          return element.contains(document.elementFromPoint(left + wide / 2, top + height / 2));
        });
      expect(hit, `${id} at ${width} px`).toBe(true);
    }
  }
});

test('a link to a step of another option shows it, and says that it is not chosen', async ({ page, runner }) => {
  await practise(page, runner);
  await page.goto(`${runner.served.url}/guides/sampler/#step-stamp`);
  await expect(block(page, 'stamp')).toBeInViewport();
  await expect(page.getByText('This option is not chosen')).toBeVisible();
  await page.getByRole('tab', { name: 'Existing database' }).click();
  await expect(page.getByText('This option is not chosen')).toHaveCount(0);
  await expect(block(page, 'stamp')).toBeVisible();
});

test('on a phone the files that a guide names are broken, not cut', async ({ page, runner }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(`${runner.served.url}/guides/files/`);
  const start = page.getByRole('region', { name: 'At a glance' });
  await expect(start).toContainText('The difference is shown before these files are written');
  const file = start.locator('code').first();
  await file.evaluate((code) => (code.textContent = `.github/${'workflows/'.repeat(9)}backend.yml`));
  const { x, width } = (await file.boundingBox()) ?? { x: 0, width: 321 };
  expect(x + width).toBeLessThanOrEqual(320);
});

test('the first page says what the guide takes and changes, and the front page where the reader was', async ({
  page,
  runner,
}) => {
  await practise(page, runner);
  const start = page.getByRole('region', { name: 'At a glance' });
  await expect(start).toContainText('16 steps on 3 pages');
  await expect(start).toContainText('Drop the database: Everything in the database is lost.');
  await expect(start.getByRole('listitem').filter({ hasText: 'Practice copy' })).toContainText('deleted afterwards');
  await expect(start.getByRole('listitem').filter({ hasText: 'My own folder' })).toContainText('change what is in it');
  await run(page, 'greet');
  await expect(page.locator('.gp-count')).toHaveText('1 of 16 steps');
  await page.goto(`${runner.served.url}/`);
  const resume = page.getByRole('link', { name: 'Continue at “Print the banner” · 1 of 16 steps' });
  await resume.click();
  await expect(block(page, 'banner')).toBeInViewport();
});
