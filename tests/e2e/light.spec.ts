/** What loading a page of steps costs the reader: nothing moves, and no part comes that reading does not need. */
import { expect, test } from './guidepost.ts';

for (const [name, viewport] of [
  ['desktop', { width: 1350, height: 940 }],
  ['phone', { width: 412, height: 823 }],
] as const) {
  test(`nothing moves while a page of steps loads, ${name}`, async ({ page, runner }) => {
    await page.setViewportSize(viewport);
    await page.addInitScript(() => {
      const moved = { sum: 0 };
      Object.assign(globalThis, { moved });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) moved.sum += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const path of ['/guides/sampler/', '/guides/sampler/more/']) {
      await page.goto(runner.served.url + path);
      await page.waitForLoadState('networkidle');
      await expect(page.getByRole('button', { name: 'How to run it' })).toBeVisible();
      const moved = await page.evaluate(() => (globalThis as unknown as { moved: { sum: number } }).moved.sum);
      expect(moved, path).toBeLessThanOrEqual(0.02);
    }
  });
}

test('a page that is read loads neither the search nor what a runner needs', async ({ page, runner }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto(`${runner.served.url}/guides/sampler/`);
  await page.waitForLoadState('networkidle');
  expect(loaded.filter((path) => /ui-core|pagefind|panel|actions|palette|tools|sequence/.test(path))).toEqual([]);
});
