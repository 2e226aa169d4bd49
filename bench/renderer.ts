/** How large a browser's renderers get: the largest of them, looked at again and again. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from 'playwright';

const EVERY = 50; // ms
const ps = promisify(execFile);

/** `stop` resolves with the most memory, in MB, that one renderer had since. */
export async function rendererPeak(browser: Browser): Promise<{ stop(): Promise<number> }> {
  const session = await browser.newBrowserCDPSession();
  let [peak, over] = [0, false];
  const look = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const ids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
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
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  })();
  return {
    async stop() {
      over = true;
      await watching;
      await session.detach();
      return peak;
    },
  };
}
