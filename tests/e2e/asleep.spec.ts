/** A page that the browser put to sleep or into its cache shows exactly the journal when it comes back. */
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { block, expect, practise, run, test } from './guidepost.ts';
import { DOCS, pairedRunner, permit, publishDocs } from './hosted.ts';

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

test('a hosted page out of the browser’s cache connects again and shows the whole run', async ({ runner }) => {
  const docs = await pairedRunner(join(runner.folder, 'paired'));
  const { executablePath, args } = test.info().project.use.launchOptions ?? {};
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: args ?? [],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  const page = await browser.newPage();
  await page.addInitScript(() => {
    addEventListener('pageshow', ({ persisted }) => (document.documentElement.dataset['cached'] = String(persisted)));
  });
  await publishDocs(page.context());
  await page.goto(docs.link());
  await permit(page, 'granted');
  await page.getByRole('button', { name: 'Connect to my runner' }).click();
  await page.getByRole('button', { name: 'Start practice' }).click();
  await run(page, 'slow');
  await expect(block(page, 'slow').locator('.gp-line').first()).toContainText(/counting \d+ of 20/);
  await page.goto(`${DOCS}/`);
  await back(page);
  await expect(page.locator('html')).toHaveAttribute('data-cached', 'true');
  await shown(page);
  await browser.close();
  await docs.close();
});

/** Not by `goBack`, which waits for a navigation: out of the cache there is none. */
async function back(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const { currentIndex, entries } = await browser.send('Page.getNavigationHistory');
  const entryId = entries[currentIndex - 1]?.id ?? 0;
  await browser.send('Page.navigateToHistoryEntry', { entryId });
}

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
