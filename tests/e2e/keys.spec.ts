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
async function squat(port: number): Promise<{ asked: string[]; offered: string[]; server: Server }> {
  const [asked, offered]: [string[], string[]] = [[], []];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const isPage = request.headers.accept?.includes('text/html') ?? false;
    response.writeHead(200, { 'Content-Type': isPage ? 'text/html' : 'text/javascript', 'Cache-Control': 'no-store' });
    response.end(isPage ? '<!doctype html><title>squatter</title>' : 'globalThis.pwned = true; export {}');
  });
  server.on('upgrade', (request, socket) => {
    offered.push(String(request.headers['sec-websocket-protocol']));
    socket.destroy();
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { asked, offered, server };
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

test('nothing that a reader does on a page whose runner has gone asks a stranger on its port for anything', async ({
  page,
  runner,
}) => {
  await practise(page, runner);
  const loaded = page.waitForLoadState('networkidle');
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await loaded;
  const { token = '', secret = '' } = runner.served.keys.of(runner.served.url) ?? {};
  const { port } = runner.served;
  await runner.stop();
  await expect(link(page)).toHaveAttribute('data-link', 'lost');
  const { asked, offered, server } = await squat(port);
  try {
    for (const each of await page.locator('nav.sidebar a:visible, main a:visible').all())
      await each.hover({ timeout: 5000 }).catch(() => undefined);
    await page.locator('nav.sidebar a').first().focus();
    for (const key of [
      '?',
      'Escape',
      'j',
      'r',
      'o',
      'b',
      'ControlOrMeta+k',
      'x',
      'Escape',
      '/',
      'x',
      'Enter',
      'Escape',
    ])
      await page.keyboard.press(key);
    await page.evaluate(async () => {
      for (const each of document.querySelectorAll<HTMLElement>(
        'guide-bar button, guide-bar summary, guide-block button, starlight-theme-select select',
      ))
        if (each.offsetParent !== null) each.click();
      for (const theme of ['light', 'dark']) document.documentElement.dataset['theme'] = theme;
      document.querySelectorAll('details').forEach((each) => (each.open = true));
      scrollTo(0, document.body.scrollHeight);
      dispatchEvent(new Event('online'));
      dispatchEvent(new Event('focus'));
      document.dispatchEvent(new Event('visibilitychange'));
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    });
    await expect.poll(() => offered.length).toBeGreaterThan(1);
    expect(asked).toEqual([]);
    for (const each of offered) expect([each.includes(token), each.includes(secret)]).toEqual([false, false]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('a link with made-up keys takes no others to a stranger on the port of a runner that has gone', async ({
  page,
  runner,
}) => {
  await practise(page, runner);
  const { token = '' } = runner.served.keys.of(runner.served.url) ?? {};
  const { port } = runner.served;
  await runner.stop();
  await expect(link(page)).toHaveAttribute('data-link', 'lost');
  const { server } = await squat(port);
  try {
    await page.evaluate((hash) => void (location.hash = hash), MADE_UP);
    await expect(page).toHaveTitle('squatter');
    expect(await readable(page)).not.toContain(token);
    expect(await readable(page)).not.toContain('resume');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('no address and nothing in the storage that is no key makes the page lose its own', async ({ page, runner }) => {
  await practise(page, runner);
  const connected = () => expect(link(page)).toHaveAttribute('data-link', 'connected');
  const [a, b] = ['A'.repeat(43), 'B'.repeat(43)];
  for (const hash of [
    '#guidepost=',
    `#guidepost=${a}`,
    `#guidepost=${a}.${b}.`,
    `#guidepost=${a}.${b}.999999`,
    `#guidepost=${a}.${b}.65535&guidepost=${b}.${a}`,
    `#guidepost=%41${a.slice(1)}.${b}`,
    '#guidepost=__proto__.constructor.1',
    `#guidepost=${'A'.repeat(100_000)}.${b}`,
    `#GUIDEPOST=${a}.${b}`,
    `#x#guidepost=${a}.${b}`,
  ])
    await page.evaluate((to) => void (location.hash = to), hash);
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  for (const port of ['0', '1', '65536']) {
    await page.evaluate((to) => void (location.hash = to), `#guidepost=${a}.${b}.${port}`);
    await expect(page).toHaveURL(runner.served.url + GUIDE);
    await connected();
  }
  const { token = '', secret = '' } = runner.served.keys.of(runner.served.url) ?? {};
  for (const kept of [
    '[]',
    '{"kept":{"token":1,"secret":2,"port":3},"__proto__":{"fresh":1}}',
    'x'.repeat(1_000_000),
  ]) {
    // Written by whoever has the storage, between two pages; then the true key comes by its link.
    await page.goto(`${runner.served.url}/favicon.svg`);
    await page.evaluate((text) => sessionStorage.setItem('guidepost', text), kept);
    await page.goto(`${runner.served.url}${GUIDE}#guidepost=${token}.${secret}`);
    await connected();
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
