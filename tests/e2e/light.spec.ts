/** What loading a page of steps costs the reader: nothing moves, and no part comes that reading does not need. */
import type { Page } from 'playwright/test';
import { block, expect, run, test } from './guidepost.ts';
import { scriptsOf, sum } from './scripts.ts';

const WINDOWS = {
  desktop: { width: 1350, height: 940 },
  phone: { width: 412, height: 823 },
};
const LITTLE = 0.02; // without the room that is kept (elements/kept-room.ts), 0.27
/** On a phone, *Run again* is wider than *Run*, and the lines of an output come a frame after its end. */
const RESTORED: Readonly<Record<string, number>> = { desktop: LITTLE, phone: 0.03 };
/** What is above the step grows in one frame, and is scrolled back in the next. */
const SCROLLED = 0.1;

for (const [name, viewport] of Object.entries(WINDOWS)) {
  test.describe(name, () => {
    test.use({ viewport });
    test.beforeEach(({ page }) => page.addInitScript(countMoves));

    test('nothing moves while a page of steps loads', async ({ page, runner }) => {
      for (const path of ['/guides/sampler/', '/guides/sampler/more/']) {
        await page.goto(runner.served.url + path);
        await page.waitForLoadState('networkidle');
        await expect(page.getByRole('button', { name: 'How to run it' })).toBeVisible();
        await expectStill(page, path);
      }
    });

    test('nothing moves while it connects, nor when a session comes back, at its top, in its middle and at a step', async ({
      page,
      runner,
    }) => {
      await page.goto(runner.link());
      await expect(page.locator('guide-now')).toBeVisible();
      await expectStill(page, 'the first connection');
      await page.getByRole('button', { name: 'Start practice' }).click();
      await expect(page.locator('.gp-place')).toHaveText('Practice copy');
      for (const [id, state] of [
        ['greet', 'passed'],
        ['banner', 'failed'],
        ['slow', 'passed'],
      ] as const) {
        await run(page, id);
        await expect(block(page, id)).toHaveAttribute('data-status', state);
      }
      for (const id of ['greet', 'slow']) {
        await block(page, id).evaluate((element) => element.scrollIntoView());
        await expect(block(page, id).locator('.gp-line')).not.toHaveCount(0);
        const bar = await page.locator('guide-bar').boundingBox();
        await page.reload();
        await isBack(page, id);
        expect((await page.locator('guide-bar').boundingBox())?.height, 'as tall as before').toBe(bar?.height);
        await expectStill(page, `a reload at ${id}`, RESTORED[name]);
      }
      await page.goto(`${runner.served.url}/guides/sampler/more/`);
      await expect(page.locator('.gp-place')).toHaveText('Practice copy');
      await expectStill(page, 'another page of the session', RESTORED[name]);
      await page.goto(`${runner.served.url}/guides/sampler/#step-slow`);
      await isBack(page, 'slow');
      await expectStill(page, 'a link to a step', SCROLLED);
    });
  });
}

interface Moves {
  sum: number;
  readonly what: string[];
}

/** What moves without the reader having done anything. */
function countMoves(): void {
  const moves: Moves = { sum: 0, what: [] };
  Object.assign(globalThis, { moves });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput, sources } = entry as unknown as Shift;
      if (hadRecentInput) continue;
      moves.sum += value;
      const names = sources.map(({ node, previousRect: from, currentRect: to }) => {
        const text = (node instanceof Element ? node.outerHTML : node?.textContent)?.slice(0, 60);
        return `${text} ${from.top}+${from.height} to ${to.top}+${to.height}`;
      });
      moves.what.push(`${value.toFixed(4)}: ${names.join(', ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });

  interface Shift {
    readonly value: number;
    readonly hadRecentInput: boolean;
    readonly sources: readonly {
      readonly node: Node | null;
      readonly previousRect: DOMRect;
      readonly currentRect: DOMRect;
    }[];
  }
}

async function expectStill(page: Page, when: string, most = LITTLE): Promise<void> {
  const { sum, what } = await page.evaluate(
    () =>
      new Promise<Moves>((resolve) => {
        const told = () => resolve((globalThis as unknown as { moves: Moves }).moves);
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(told)));
      }),
  );
  expect(sum, [when, ...what].join('\n')).toBeLessThanOrEqual(most);
}

async function isBack(page: Page, id: string): Promise<void> {
  await expect(block(page, id)).toHaveAttribute('data-status', 'passed');
  await expect(block(page, id).locator('.gp-line')).not.toHaveCount(0);
  await page.waitForLoadState('networkidle');
}

/** Files of the frame, by name; vite/preload-helper is theirs as well. */
const FRAME =
  /^(Search|page|Page|PageFrame|ThemeSelect|LanguageSelect|(Mobile)?TableOfContents|starlight-toc|Tabs|preload-helper)$/;

for (const path of ['/guides/sampler/', '/guides/sampler/undo/']) {
  test(`a page that is read loads at most 15 kB of ours, and none of what a runner or the search needs: ${path}`, async ({
    page,
    runner,
  }) => {
    const sizes = await scriptsOf(page, async () => void (await page.goto(runner.served.url + path)));
    const ours = sizes.filter(([name]) => !FRAME.test(name));
    expect(sum(ours), ours.map(([name, size]) => `${name} ${size.toFixed(1)}`).join(', ')).toBeLessThanOrEqual(15);
    const names = ours.map(([name]) => name).toSorted();
    expect(names).toContain('MarkdownContent');
    expect(names.filter((name) => LATE.test(name))).toEqual([]);
  });
}

const LATE = /ui-core|pagefind|panel|actions|palette|tools|sequence|undo|with-runner|block-runs|shown-session/;
