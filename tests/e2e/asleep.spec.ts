/** A page that slept shows exactly the journal when it wakes. */
import type { Page } from 'playwright/test';
import { block, expect, practise, run, test } from './guidepost.ts';

test('a frozen page shows all of a run that went on without it, and none of it twice', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'slow');
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'running');
  const wake = await sleep(page);
  const [listing] = await runner.engine.list();
  const session = await runner.engine.find(listing?.session ?? '');
  await session?.idle();
  wake();
  await shown(page);
});

/** Stops the processes that draw pages, as a laptop does that is closed; returns what wakes them. */
async function sleep(page: Page): Promise<() => void> {
  const browser = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await browser?.send('SystemInfo.getProcessInfo')) ?? {};
  const renderers = processInfo.flatMap(({ type, id }) => (type === 'renderer' ? [id] : []));
  expect(renderers).not.toEqual([]);
  const tell = (signal: 'SIGSTOP' | 'SIGCONT') => renderers.forEach((id) => process.kill(id, signal));
  tell('SIGSTOP');
  return () => tell('SIGCONT');
}

async function shown(page: Page) {
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'passed');
  await expect(block(page, 'slow').locator('.gp-line')).toHaveText(['counting 20 of 20', 'done']);
}
