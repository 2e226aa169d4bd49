import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
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

for (const theme of ['light', 'dark']) {
  for (const [name, viewport] of [
    ['wide', wide],
    ['phone', phone],
  ] as const) {
    test.describe(`${theme}, ${name}`, () => {
      test.use({ viewport });
      test.beforeEach(async ({ page }) => {
        await page.emulateMedia({ reducedMotion: 'reduce' });
        await page.addInitScript((chosen) => localStorage.setItem('starlight-theme', chosen), theme);
      });

      test('the front page and a guide without a runner', async ({ page, runner }) => {
        await page.goto(runner.served.url);
        expect(await violations(page)).toEqual([]);
        await page.goto(`${runner.served.url}/guides/sampler/`);
        await run(page, 'greet');
        await expect(block(page, 'greet').locator('.gp-question')).toBeVisible();
        expect(await violations(page)).toEqual([]);
      });

      test('a step that asks, one that runs, one that passed and those that failed', async ({ page, runner }) => {
        await practise(page, runner);
        await run(page, 'greet');
        await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
        for (const id of ['banner', 'broken']) {
          await run(page, id);
          await expect(block(page, id)).toHaveAttribute('data-status', 'failed');
        }
        await run(page, 'drop');
        await expect(block(page, 'drop').locator('.gp-question')).toBeVisible();
        await run(page, 'slow');
        await expect(block(page, 'slow')).toHaveAttribute('data-status', 'running');
        await page.getByRole('button', { name: /^Session/ }).click();
        expect(await violations(page)).toEqual([]);
      });
    });
  }
}

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
