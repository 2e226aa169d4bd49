/** States of the page in every rendering: axe finds nothing, and nothing is cut off at the side. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expect, test } from './guidepost.ts';
import { WALKED } from './states.ts';

interface Rendering {
  readonly window: { readonly width: number; readonly height: number };
  readonly theme: 'light' | 'dark';
  readonly forcedColors?: 'active';
}

const RENDERINGS: Readonly<Record<string, Rendering>> = {
  light: { window: { width: 1360, height: 900 }, theme: 'light' },
  dark: { window: { width: 1360, height: 900 }, theme: 'dark' },
  'a phone': { window: { width: 390, height: 844 }, theme: 'light' },
  '320 px': { window: { width: 320, height: 568 }, theme: 'dark' },
  '400 %': { window: { width: 320, height: 256 }, theme: 'light' },
  'the colours of the system': { window: { width: 1360, height: 900 }, theme: 'light', forcedColors: 'active' },
};

for (const [state, reach] of WALKED) {
  test(`${state}: nothing to find for axe, and nothing cut off, in any rendering`, async ({ page, runner }) => {
    test.slow(); // axe reads the page six times
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await reach(page, runner);
    for (const [name, rendering] of Object.entries(RENDERINGS)) {
      await render(page, rendering);
      expect.soft(await violations(page, WHOLE.includes(name)), name).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect.soft(width, `${name}: as wide as its window`).toBe(rendering.window.width);
    }
  });
}

async function render(page: Page, { window, theme, forcedColors }: Rendering): Promise<void> {
  await page.setViewportSize(window);
  await page.emulateMedia({ forcedColors: forcedColors ?? 'none' });
  await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
}

/** Which parts are shown differs between these two; all other renderings differ from one of them in what is below. */
const WHOLE = ['light', 'a phone'];
const LOOKS = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'];

/** As text, so that a failure says what to repair. */
async function violations(page: Page, whole: boolean): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(); // without frames: the other mode opens a page for each result
  const { violations: found } = await (whole ? axe : axe.withRules(LOOKS)).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  );
}
