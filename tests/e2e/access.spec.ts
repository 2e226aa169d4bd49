import { AxeBuilder } from '@axe-core/playwright';
import type { Page, WebSocketRoute } from 'playwright/test';
import { block, expect, practise, run, test } from './guidepost.ts';

const wide = { width: 1360, height: 900 };
const phone = { width: 390, height: 844 };

/** Axe's findings as text, so that a failure says what to repair. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  );
}

test('a step that does not count here can be read, and says why when it is asked to run', async ({ page, runner }) => {
  await practise(page, runner, '/guides/sampler/undo/');
  await expect(block(page, 'remove-file')).toHaveAttribute('data-inactive');
  await run(page, 'remove-file');
  await expect(block(page, 'remove-file').locator('.gp-question')).toContainText('nothing to undo');
  for (const theme of ['light', 'dark']) {
    await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
    expect(await violations(page), theme).toEqual([]);
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: phone, hasTouch: true, isMobile: true });

  test('a finger finds every button', async ({ page, runner }) => {
    await practise(page, runner);
    await run(page, 'greet');
    await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
    for (const button of await page.locator('.gp-button').filter({ visible: true }).all()) {
      const reach = await button.evaluate((element) => {
        element.scrollIntoView({ block: 'center' });
        const { left, top, width, height } = element.getBoundingClientRect();
        const hits = (y: number) => element.contains(document.elementFromPoint(left + width / 2, y));
        return { hits: hits(top - 3) && hits(top + height + 3), width: width + 8, height: height + 8 };
      });
      expect(reach.hits, `${await button.getAttribute('aria-label')}`).toBe(true);
      expect(Math.min(reach.width, reach.height)).toBeGreaterThanOrEqual(44);
    }
  });

  test('nothing moves under the finger when a step begins and ends', async ({ page, runner }) => {
    await practise(page, runner);
    const command = block(page, 'slow').locator(':scope > pre');
    await command.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const before = await command.boundingBox();
    await run(page, 'slow');
    await expect(block(page, 'slow')).toHaveAttribute('data-status', 'running');
    expect(await command.boundingBox()).toEqual(before);
    await expect(block(page, 'slow')).toHaveAttribute('data-status', 'passed');
    expect(await command.boundingBox()).toEqual(before);
  });
});

test('narrow and low, the menu, the palette and the keys are in sight as a whole', async ({ page, runner }) => {
  await practise(page, runner);
  for (const viewport of [
    { width: 320, height: 568 },
    { width: 320, height: 256 }, // as at 400 %
    wide,
  ]) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => scrollTo(0, 0));
    await page.getByRole('button', { name: /^Session/ }).click();
    await expect(page.locator('.gp-menu')).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Escape');
    for (const [keys, dialog] of [
      ['Control+k', 'Go to or do'],
      ['?', 'Keys of this page'],
    ] as const) {
      await page.keyboard.press(keys);
      await expect(page.getByRole('dialog', { name: dialog })).toBeInViewport({ ratio: 1 });
      await page.keyboard.press('Escape');
    }
  }
});

test.describe('narrow and low', () => {
  test('a page of the manual with a wide table, and the search, on a phone', async ({ page, runner }) => {
    await page.setViewportSize({ width: 320, height: 568 });
    await page.goto(`${runner.served.url}/manual/second/`);
    await expect(page.getByRole('table')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('textbox', { name: 'Search' }).fill('table');
    await expect(page.locator('.pagefind-ui__message')).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });

  test('in a low window the head of the page scrolls away', async ({ page, runner }) => {
    await page.setViewportSize({ width: 320, height: 256 });
    await page.goto(`${runner.served.url}/guides/sampler/`);
    await page.evaluate(() => scrollTo(0, 600));
    await expect(page.getByRole('banner')).not.toBeInViewport();
    await expect(page.locator('guide-bar')).not.toBeInViewport();
  });
});

test('with the keys alone: a step is asked, answered and run, and the focus is never lost', async ({
  page,
  runner,
}) => {
  await page.goto(runner.link());
  const [greet, drop] = [block(page, 'greet'), block(page, 'drop')];
  await greet.locator('.gp-run').press('Enter');
  await expect(greet.locator('.gp-question')).toBeFocused();
  await expect(greet.locator('.gp-question')).toHaveAccessibleDescription(/^Where should this guide run/);
  await page.keyboard.press('Tab');
  await expect(greet.getByRole('button', { name: 'Start practice' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(greet).toHaveAttribute('data-status', 'passed');
  await expect(greet.locator('.gp-run')).toBeFocused();
  await drop.locator('.gp-run').press('Enter');
  await expect(drop.locator('.gp-question')).toHaveAccessibleDescription('Everything in the database is lost.');
  await page.keyboard.press('Escape');
  await expect(drop.locator('.gp-run')).toBeFocused();
  await expect(drop).toHaveAttribute('data-status', 'idle');
});

test('the end of a step, and its reason, is announced to screen readers', async ({ page, runner }) => {
  await practise(page, runner);
  const told = page.locator('guide-live-region');
  const step = page.getByRole('group', { name: 'Print the banner' });
  await run(page, 'greet');
  await expect(told).toHaveText('Say hello: Passed');
  await step.getByRole('button', { name: 'Run: Print the banner' }).click();
  await expect(told).toHaveText(/^Print the banner: Failed\. \d of 4 lines matched/);
});

test('a step that waits for its turn shows no empty output', async ({ page, runner }) => {
  await page.clock.install();
  await practise(page, runner, '/guides/sampler/more/');
  await run(page, 'silent');
  await run(page, 'colours');
  await expect(block(page, 'colours')).toHaveAttribute('data-status', 'queued');
  await page.clock.fastForward(5000);
  await expect(block(page, 'silent').locator('.gp-summary')).toHaveText('No output yet');
  await expect(block(page, 'colours').locator('.gp-output')).toHaveCount(0);
});

test('the menu keeps the focus while a step prints and ends', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'slow');
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'running');
  await page.getByRole('button', { name: /^Session/ }).click();
  const all = page.getByRole('button', { name: 'New practice session' });
  await all.focus();
  await expect(page.locator('.gp-past')).toContainText('passed');
  await expect(all).toBeFocused();
});

test('the dialog of the steps gives the focus back', async ({ page, runner }) => {
  await page.setViewportSize(phone);
  await practise(page, runner);
  const opener = page.getByRole('button', { name: 'Steps', exact: true });
  await opener.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Steps' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
});

test('a page whose runner is gone says what to do, though no part of it can be loaded any more', async ({
  page,
  runner,
}) => {
  await practise(page, runner);
  await runner.stop();
  await page.getByRole('button', { name: 'How to run it' }).click();
  await expect(page.locator('.gp-bar-message')).toContainText(
    'start it again in the same folder, with the same command',
  );
});

test('the message of the bar about a lost connection disappears with the connection’s return', async ({
  page,
  runner,
}) => {
  const sockets: WebSocketRoute[] = [];
  await page.routeWebSocket(/127\.0\.0\.1/, (socket) => {
    if (sockets.push(socket) !== 2) socket.connectToServer();
    else void opened.promise.then(() => socket.close());
  });
  const opened = Promise.withResolvers<void>();
  await practise(page, runner);
  await sockets[0]?.close();
  await page.getByRole('button', { name: 'How to run it' }).click();
  await expect(page.locator('.gp-bar-message')).toContainText('The connection was lost');
  opened.resolve();
  await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'connected');
  await expect(page.locator('.gp-bar-message')).toBeEmpty();
});

test('a low window, as at 400 %, is not covered by the bar, and scrolls in one direction', async ({ page, runner }) => {
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  await page.setViewportSize({ width: 320, height: 256 });
  await page.goto(runner.link());
  await expect(page.getByRole('button', { name: 'Start practice' })).toBeVisible();
  expect(await width()).toBe(320);
  await practise(page, runner);
  await expect(page.locator('guide-bar')).toHaveCSS('position', 'static');
  expect(await width()).toBe(320);
});

test('letters twice as large: lines of output stand under each other, also far down', async ({
  playwright,
  launchOptions,
  runner,
}) => {
  const args = [...(launchOptions.args ?? []), '--blink-settings=defaultFontSize=32'];
  const browser = await playwright.chromium.launch({ ...launchOptions, args });
  const page = await browser.newPage({ viewport: wide });
  await practise(page, runner, '/guides/sampler/more/');
  await run(page, 'flood');
  const lines = block(page, 'flood').locator('.gp-line');
  await expect(lines.last()).toHaveText('line 100000 of a long story');
  await lines.last().evaluate((line) => line.closest('.gp-lines')?.scrollIntoView({ block: 'center' }));
  await expect(lines.last()).toBeInViewport();
  const heights = await lines.evaluateAll((all) => all.map((line) => line.getBoundingClientRect().height));
  expect(new Set(heights)).toEqual(new Set([40]));
  await browser.close();
});

test('every colour of output is readable in both themes', async ({ page, runner }) => {
  await practise(page, runner, '/guides/sampler/more/');
  await run(page, 'colours');
  await expect(block(page, 'colours')).toHaveAttribute('data-status', 'passed');
  for (const theme of ['light', 'dark']) {
    await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
    const { violations: found } = await new AxeBuilder({ page })
      .include('.gp-lines')
      .exclude('[style]')
      .withRules(['color-contrast'])
      .analyze();
    expect(found.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([]);
  }
});

test('on a phone the state of a step with a label beside its title is shown whole', async ({ page, runner }) => {
  await page.setViewportSize(phone);
  await practise(page, runner);
  await run(page, 'look');
  await expect(block(page, 'look')).toHaveAttribute('data-status', 'passed');
  const [state, button] = [block(page, 'look').locator('.gp-time'), block(page, 'look').locator('.gp-actions')];
  const middle = (box: { y: number; height: number } | null) => (box?.y ?? 0) + (box?.height ?? 0) / 2;
  for (const width of [390, 320]) {
    await page.setViewportSize({ ...phone, width });
    const [at, beside] = [await state.boundingBox(), await button.boundingBox()];
    expect(at?.width).toBeGreaterThan(30); // not a letter a line
    expect((at?.x ?? 0) + (at?.width ?? 0)).toBeLessThanOrEqual(beside?.x ?? 0);
    expect(Math.abs(middle(at) - middle(beside))).toBeLessThan(3);
  }
});
