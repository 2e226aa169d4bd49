/** Hosted docs: complete without a runner, and with one only on a click; each failure in words, with the way out. */
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import type { Guide } from '../../server/engine/types.ts';
import { block, expect, run, test as base } from './guidepost.ts';
import { host, pairedDocs, type Hosted } from './hosted.ts';

const test = base.extend<{ docs: Hosted }>({
  docs: async ({ runner }, use) => {
    const docs = await pairedDocs(join(runner.folder, 'paired'));
    await use(docs);
    await docs.close();
  },
});

const bar = (page: Page) => page.locator('guide-bar');
const connect = (page: Page) => bar(page).getByRole('button', { name: 'Connect to my runner' });

/** What the browser knows about permissions, where a test cannot make it ask. */
function permission(page: Page, state: PermissionState): Promise<unknown> {
  return page.addInitScript((answer) => {
    navigator.permissions.query = () => Promise.resolve({ state: answer } as PermissionStatus);
  }, state);
}

test('without a key the page leads to the same place at the local runner', async ({ page, docs }) => {
  await page.goto(`${docs.url}/guides/sampler/more/`);
  await expect(bar(page)).toHaveAttribute('data-link', 'absent');
  await run(page, 'serve');
  const question = block(page, 'serve').locator('.gp-question');
  await expect(question).toContainText('never on this site');
  await question.getByLabel('Its port:').fill('12345');
  const local = question.getByRole('link', { name: 'Open this page in your local runner' });
  await expect(local).toHaveAttribute('href', 'http://127.0.0.1:12345/guides/sampler/more/');
});

test('it says what the browser will ask, connects on a click only, runs, and is refused once the keys are rotated', async ({
  page,
  docs,
}) => {
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.goto(docs.link());
  await expect(bar(page)).toContainText('will ask whether this site may reach other apps and services on this device');
  expect(page.url()).toBe(`${docs.url}/guides/sampler/`);
  expect(sockets).toEqual([]);
  await connect(page).click();
  await page.getByRole('button', { name: 'Start practice' }).click();
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await page.goto(`${docs.url}/guides/sampler/more/`); // the click counts for the guide's other pages in this tab
  await expect(bar(page)).toHaveAttribute('data-link', 'connected');
  docs.served.rotate();
  await expect(bar(page)).toHaveAttribute('data-link', 'refused');
  await expect(bar(page)).toContainText('Open the link that the runner printed');
});

test('where no runner is, it says how to start one', async ({ page, docs }) => {
  await permission(page, 'granted');
  await page.goto(docs.link());
  await docs.served.close();
  await connect(page).click();
  await expect(bar(page)).toHaveAttribute('data-link', 'unreached');
  await expect(bar(page)).toContainText(`npm start -- --site ${docs.url}`);
  await expect(bar(page).getByRole('link', { name: 'Open this page in your local runner' })).toHaveAttribute(
    'href',
    `http://127.0.0.1:${docs.served.port}/guides/sampler/`,
  );
});

test('where the reader said no, it says where to allow it', async ({ page, docs }) => {
  await permission(page, 'denied');
  await page.goto(docs.link());
  await docs.served.close();
  await connect(page).click();
  await expect(bar(page)).toContainText('Allow it in the site’s settings');
});

test('where the browser blocks it, it says so', async ({ page, docs }) => {
  await page.addInitScript(() => {
    globalThis.WebSocket = new Proxy(WebSocket, {
      construct() {
        throw new DOMException('mixed content', 'SecurityError');
      },
    });
  });
  await page.goto(docs.link());
  await connect(page).click();
  await expect(bar(page)).toContainText('Safari never does');
});

test('a runner of another version is not used', async ({ page, docs }) => {
  await page.addInitScript(() => {
    const { parse } = JSON;
    JSON.parse = (text: string) => {
      const value: unknown = parse(text);
      return typeof value === 'object' && value !== null && 'version' in value ? { ...value, version: 99 } : value;
    };
  });
  await page.goto(docs.link());
  await connect(page).click();
  await expect(bar(page)).toContainText('another version');
});

test('a step that differs on this machine does not run, and the local page shows what would', async ({
  page,
  runner,
}) => {
  const changed = (guides: readonly Guide[]) =>
    guides.map((guide) => ({ ...guide, hashes: new Map(guide.hashes).set('greet', '0'.repeat(64)) }));
  const docs = await pairedDocs(join(runner.folder, 'changed'), changed);
  try {
    await page.goto(docs.link());
    await connect(page).click();
    await page.getByRole('button', { name: 'Start practice' }).click();
    await expect(page.locator('.gp-place')).toHaveText('Practice copy');
    await run(page, 'greet');
    const question = block(page, 'greet').locator('.gp-question');
    await expect(question).toContainText('is not the one on this page');
    await expect(question.getByRole('link', { name: 'Open this page in your local runner' })).toBeVisible();
    await expect(block(page, 'greet')).toHaveAttribute('data-status', 'idle');
  } finally {
    await docs.close();
  }
});

test('inside of a frame of another site nothing connects', async ({ page, docs }) => {
  const frame = `<iframe src="${docs.link()}" width="1200" height="800"></iframe>`;
  const other = await host(() => ({ body: frame, type: 'text/html' }));
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  try {
    await page.goto(other.url);
    const greet = page.frameLocator('iframe').locator('guide-block[data-id="greet"]');
    await greet.locator('.gp-run').click();
    await expect(greet.locator('.gp-question')).toContainText('a tab of its own');
    expect(sockets).toEqual([]);
  } finally {
    other.close();
  }
});
