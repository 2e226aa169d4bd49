/** What a browser that visits other pages can do to a runner: nothing. */
import type { Page } from 'playwright/test';
import type { Served } from '../../server/http/serve.ts';
import { GUIDE, type Runner, block, expect, practise, run, test } from './guidepost.ts';
import { host, permit } from './hosted.ts';

const SOCKET = '/__guidepost/ws';

/** Opens a socket from inside the page, with the very token of the page that may; resolves with how that went. */
function trySocket(page: Page | ReturnType<Page['mainFrame']>, served: Served, host = '127.0.0.1'): Promise<string> {
  const token = served.keys.of(served.url)?.token ?? '';
  return page.evaluate(
    ([address, key]) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(address ?? '', ['guidepost.v1', `guidepost.auth.${key}`]);
        socket.addEventListener('open', () => resolve('open'));
        socket.addEventListener('error', () => resolve('refused'));
      }),
    [`ws://${host}:${served.port}${SOCKET}`, token],
  );
}

test('positive control: the page that was opened from the link gets a socket with this very token', async ({
  page,
  runner,
}) => {
  await page.goto(runner.link());
  expect(await trySocket(page, runner.served)).toBe('open');
});

test('an evil page on another port gets no socket, no byte of the site, and cannot frame it', async ({
  page,
  runner,
}) => {
  const evil = await host(() => ({ body: '<!doctype html><title>evil</title>', type: 'text/html' }));
  try {
    await page.goto(evil.url);
    expect(await trySocket(page, runner.served)).toBe('refused');
    for (const path of ['/', '/guidepost.json', '/404.html'])
      expect(await bytes(page, runner.served.url + path)).toBe('nothing');
    expect(await frame(page, `src="${runner.link()}"`)).not.toContain('Sampler');
    const before = await script(page, `${runner.served.url}/pagefind/pagefind.js`);
    expect(before).toBe('refused');
  } finally {
    evil.close();
  }
  await assertStillServes(page, runner);
});

test('an evil site of the internet, which the reader once let reach this device, gets no socket', async ({
  page,
  runner,
}) => {
  const evil = 'https://evil.example';
  await page.route(`${evil}/`, (route) => route.fulfill({ body: '<!doctype html>', contentType: 'text/html' }));
  await page.goto(`${evil}/`);
  await permit(page, 'granted', evil);
  const said = page.waitForEvent('console');
  expect(await trySocket(page, runner.served)).toBe('refused');
  expect((await said).text()).toContain('403'); // by the gate, not by the browser
  await assertStillServes(page, runner);
});

test('a sandboxed frame, whose origin is null, gets no socket', async ({ page, runner }) => {
  const evil = await host(() => ({ body: '<!doctype html><title>evil</title>', type: 'text/html' }));
  try {
    await page.goto(evil.url);
    await frame(page, 'sandbox="allow-scripts" srcdoc="<p>inside</p>"');
    const inside = page.frames().find((each) => each !== page.mainFrame());
    expect(inside && (await inside.evaluate(() => origin))).toBe('null');
    expect(inside && (await trySocket(inside, runner.served))).toBe('refused');
  } finally {
    evil.close();
  }
  await assertStillServes(page, runner);
});

test('a name that was rebound to 127.0.0.1 shows nothing and gets no socket', async ({
  playwright,
  runner,
  launchOptions,
}) => {
  const args = [...(launchOptions.args ?? []), '--host-resolver-rules=MAP rebound.example 127.0.0.1'];
  const browser = await playwright.chromium.launch({ ...launchOptions, args });
  try {
    const page = await browser.newPage();
    const answer = await page.goto(`http://rebound.example:${runner.served.port}/guides/sampler/`);
    expect(answer?.status()).toBe(403);
    expect(await page.content()).not.toContain('Sampler');
    expect(await page.evaluate(async () => (await fetch('/guidepost.json')).status)).toBe(403);
    expect(await trySocket(page, runner.served, 'rebound.example')).toBe('refused');
    expect(await trySocket(page, runner.served)).toBe('refused');
  } finally {
    await browser.close();
  }
});

test('no page breaks its own policy, and the search finds', async ({ page, runner }) => {
  const complaints: string[] = [];
  page.on('console', (message) => /Content.Security.Policy/i.test(message.text()) && complaints.push(message.text()));
  await practise(page, runner);
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await page
    .getByRole('button', { name: /Search/ })
    .first()
    .click();
  await page.keyboard.type('sampler');
  await expect(page.locator('.pagefind-ui__result').first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test('script that got into a page does not run, as it would in a page without our policy', async ({ page, runner }) => {
  await page.goto('data:text/html,<body>');
  expect(await injectedScriptRuns(page)).toBe(true);
  await page.goto(runner.link());
  expect(await injectedScriptRuns(page)).toBe(false);
});

function injectedScriptRuns(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const box = document.createElement('div');
    box.innerHTML = '<img src="data:," onerror="window.pwned = 1">';
    const failed = new Promise((resolve) => box.querySelector('img')?.addEventListener('error', resolve));
    const inline = document.createElement('script');
    inline.textContent = 'window.pwned = 1';
    document.body.append(box, inline);
    await failed;
    return 'pwned' in window;
  });
}

async function assertStillServes(page: Page, runner: Runner): Promise<void> {
  await practise(page, runner);
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
}

/** What a cross-origin fetch brings, with and without CORS. */
function bytes(page: Page, url: string): Promise<string> {
  return page.evaluate(async (address) => {
    for (const mode of ['cors', 'no-cors'] as const) {
      const text = await fetch(address, { mode })
        .then((answer) => answer.text())
        .catch(() => '');
      if (text !== '') return text;
    }
    return 'nothing';
  }, url);
}

/** Adds a frame with these attributes; resolves with what can be seen of its text once it has loaded. */
async function frame(page: Page, attributes: string): Promise<string> {
  await page.evaluate(
    (written) =>
      new Promise((resolve) => {
        const box = document.createElement('div');
        box.innerHTML = `<iframe ${written}></iframe>`;
        box.firstElementChild?.addEventListener('load', resolve);
        document.body.append(box);
      }),
    attributes,
  );
  const inside = page.frames().find((each) => each !== page.mainFrame());
  return (await inside?.content()) ?? '';
}

function script(page: Page, url: string): Promise<string> {
  return page.evaluate(
    (address) =>
      new Promise<string>((resolve) => {
        const element = document.createElement('script');
        element.src = address;
        element.addEventListener('load', () => resolve('loaded'));
        element.addEventListener('error', () => resolve('refused'));
        document.body.append(element);
      }),
    url,
  );
}

test('code reads from left to right, whatever an author says of the text around it', async ({ page, runner }) => {
  await page.goto(runner.served.url + GUIDE);
  const orders = await page.evaluate(() => {
    const main = document.querySelector<HTMLElement>('main .sl-markdown-content');
    if (main === null) throw new Error('there is no text');
    main.dir = 'rtl';
    main.insertAdjacentHTML(
      'afterbegin',
      '<p dir="rtl">x <code dir="rtl">!rm a</code> <kbd>!rm a</kbd></p><pre dir="rtl">!rm a</pre>',
    );
    return [...main.querySelectorAll('p > code, p > kbd, pre')].slice(0, 12).flatMap((each) => {
      const text = document.createTreeWalker(each, NodeFilter.SHOW_TEXT).nextNode();
      if (!(text instanceof Text) || text.data.trim().length < 2) return [];
      const [first, second] = [0, 1].map((at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().left;
      });
      return [(first ?? 0) <= (second ?? 0)];
    });
  });
  expect(orders.length).toBeGreaterThan(3);
  expect(orders).toEqual(orders.map(() => true));
});
