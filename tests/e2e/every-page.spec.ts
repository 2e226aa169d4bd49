import type { Page } from 'playwright/test';
import { expect, GUIDE, practise, test } from './guidepost.ts';

for (const [name, path] of [
  ['the front page', '/'],
  ['a page of the manual', '/manual/'],
  ['a page that does not exist', '/nowhere/'],
] as const)
  test(`a guide opened in a further tab from ${name} finds its runner`, async ({ page, context, runner }) => {
    await page.goto(runner.link(path));
    const opened = context.waitForEvent('page');
    await linkTo(page, GUIDE);
    await page
      .getByRole('link', { name: 'A guide to try' })
      .first()
      .click({ modifiers: ['ControlOrMeta'] });
    await connected(await opened);
  });

test('a page without a key has it from any other tab, and passes it on when that is closed', async ({
  page,
  context,
  runner,
}) => {
  await practise(page, runner);
  const front = await context.newPage();
  const asked = front.waitForEvent('websocket'); // it asks the runner whether the key is good
  await front.goto(`${runner.served.url}/`);
  const socket = await asked;
  if (!socket.isClosed()) await socket.waitForEvent('close');
  await page.close();
  const guide = await context.newPage();
  await guide.goto(`${runner.served.url}${GUIDE}`);
  await connected(guide);
});

test('front page, session bar and step list count the same steps, with and without a session', async ({
  page,
  runner,
}) => {
  await page.goto(runner.link('/'));
  const first = await page.locator('[data-steps-of="sampler"]').textContent();
  await page.goto(`${runner.served.url}${GUIDE}`);
  await expect(page.locator('.gp-count')).toHaveText(`0 of ${first}`);
  const listed = await page
    .locator('guide-rail .gp-done')
    .first()
    .evaluate((node) =>
      [...(node.closest('guide-rail')?.querySelectorAll('.gp-done') ?? [])].map(({ textContent }) =>
        Number(textContent),
      ),
    );
  expect(`${listed.reduce((sum, count) => sum + count, 0)} steps`).toBe(first);
  await page.getByRole('button', { name: 'Use my own folder' }).click();
  await expect(page.locator('.gp-place')).toContainText('My own folder');
  const now = (await page.locator('.gp-count').textContent())?.replace('0 of ', '');
  expect(now).not.toBe(first);
  await page.goto(`${runner.served.url}/`);
  await expect(page.locator('[data-steps-of="sampler"]')).toHaveText(now ?? '');
});

/** A link to the guide, where the page has none of its own. */
async function linkTo(page: Page, path: string): Promise<void> {
  await page.evaluate((href) => {
    const link = Object.assign(document.createElement('a'), { href, textContent: 'A guide to try' });
    document.querySelector('main')?.prepend(link);
  }, path);
}

async function connected(page: Page): Promise<void> {
  await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'connected');
}
