/**
 * The processes that draw a browser's pages: how large they get, and that they are gone before the next measurement.
 */
import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright';

const EVERY = 50; // ms
const ps = promisify(execFile);

/** `stop` resolves with the most memory, in MB, that one renderer had since. Looking takes a good part of a core. */
export async function rendererPeak(browser: Browser): Promise<{ stop(): Promise<number> }> {
  let [peak, over] = [0, false];
  const look = async () => {
    const ids = await renderers(browser);
    if (ids.length === 0) return;
    const { stdout } = await ps('ps', ['-o', 'rss=', '-p', ids.join()]);
    peak = Math.max(
      peak,
      ...stdout
        .trim()
        .split(/\s+/)
        .map((kilobytes) => Number(kilobytes) / 1024),
    );
  };
  const watching = (async () => {
    while (!over) {
      await look();
      await delay(EVERY);
    }
  })();
  return {
    async stop() {
      over = true;
      await watching;
      return peak;
    },
  };
}

/** Closes the only page there is. Its process frees what it held for a while, at the cost of what is measured next. */
export async function closeWhole(page: Page): Promise<void> {
  const browser = page.context().browser();
  await page.context().close();
  while (browser && (await renderers(browser)).length > 0) await delay(EVERY);
}

async function renderers(browser: Browser): Promise<readonly number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.flatMap(({ type, id }) => (type === 'renderer' ? [id] : []));
}
