/** Where the key is, who may replace it, and what a stranger on the runner's port is asked for. */
import { type Server, createServer } from 'node:http';
import { once } from 'node:events';
import type { Page } from 'playwright/test';
import { GUIDE, block, expect, practise, run, test } from './guidepost.ts';

const MADE_UP = `#guidepost=${'A'.repeat(43)}.${'B'.repeat(43)}`;
const link = (page: Page) => page.locator('guide-bar');

/** Everything that a script of the page can read without being asked for it. */
function readable(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([
      { ...sessionStorage },
      { ...localStorage },
      document.cookie,
      location.href,
      history.state,
      Reflect.get(globalThis, 'guidepostKeys'),
      document.documentElement.outerHTML,
    ]),
  );
}

/** Takes the port of a runner that has gone, and answers whatever it is asked for with script of its own. */
async function squat(port: number): Promise<{ asked: string[]; server: Server }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const isPage = request.headers.accept?.includes('text/html') ?? false;
    response.writeHead(200, { 'Content-Type': isPage ? 'text/html' : 'text/javascript', 'Cache-Control': 'no-store' });
    response.end(isPage ? '<!doctype html><title>squatter</title>' : 'globalThis.pwned = true; export {}');
  });
  server.on('upgrade', (_, socket) => socket.destroy());
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { asked, server };
}

test('the key is in nothing that the scripts of the page can read, and goes along to the next page', async ({
  page,
  runner,
}) => {
  const { token = '', secret = '' } = runner.served.keys.of(runner.served.url) ?? {};
  await practise(page, runner);
  for (const path of [GUIDE, '/guides/sampler/more/', GUIDE]) {
    await page.goto(runner.served.url + path);
    await expect(link(page)).toHaveAttribute('data-link', 'connected');
    const all = await readable(page);
    expect(all).not.toContain(token);
    expect(all).not.toContain(secret);
  }
});

test('a page whose runner has gone asks a stranger on its port for nothing, and takes no key to it', async ({
  page,
  runner,
}) => {
  await practise(page, runner);
  const loaded = page.waitForLoadState('networkidle');
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await loaded;
  const { token = '' } = runner.served.keys.of(runner.served.url) ?? {};
  const { port } = runner.served;
  await runner.stop();
  await expect(link(page)).toHaveAttribute('data-link', 'lost');
  const { asked, server } = await squat(port);
  try {
    for (const id of ['greet', 'drop', 'banner']) await run(page, id);
    await page
      .locator('guide-bar [data-icon="more"]')
      .click({ force: true })
      .catch(() => undefined);
    await page.evaluate(() => void fetch('/pagefind/pagefind-entry.json'));
    await expect(block(page, 'drop').locator('.gp-question')).toBeVisible();
    expect(asked).toEqual([]);
    expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
    await page.reload();
    await expect(page).toHaveTitle('squatter');
    expect(await readable(page)).not.toContain(token);
    expect(await readable(page)).not.toContain('resume');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('made-up keys replace nothing, in this tab or in another', async ({ page, context, runner }) => {
  await practise(page, runner);
  const second = await context.newPage();
  await second.goto(runner.served.url + GUIDE);
  await expect(link(second)).toHaveAttribute('data-link', 'connected');
  for (const open of [
    () => page.goto(runner.served.url + GUIDE + MADE_UP),
    () => page.evaluate((hash) => void (location.hash = hash), MADE_UP),
    () => page.goto(`${runner.served.url}/${MADE_UP}`).then(() => page.goto(runner.served.url + GUIDE)),
  ]) {
    await open();
    await expect(page).toHaveURL(runner.served.url + GUIDE);
    await expect(link(page)).toHaveAttribute('data-link', 'connected');
    await run(page, 'greet');
    await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
    await expect(link(second)).toHaveAttribute('data-link', 'connected');
  }
  await page.reload();
  await expect(link(page)).toHaveAttribute('data-link', 'connected');
});

test('new keys of a restarted runner reach the tabs whose keys no longer work', async ({ page, context, runner }) => {
  await practise(page, runner);
  runner.served.rotate();
  await expect(link(page)).toHaveAttribute('data-link', 'refused');
  const second = await context.newPage();
  await second.goto(runner.link());
  await expect(link(second)).toHaveAttribute('data-link', 'connected');
  await expect(link(page)).toHaveAttribute('data-link', 'connected');
});
