/**
 * Hosted docs: complete without a runner, and with one only on a click; each failure in words, with the way out. The
 * browser's own local network checks decide here, on the setting that each test gives them.
 */
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright/test';
import { serve } from '../../server/http/serve.ts';
import { VERSION } from '../../src/protocol/names.ts';
import { CONTENT } from './build-site.ts';
import { block, expect, run, test as base } from './guidepost.ts';
import { DOCS, pairedRunner, permit, publishDocs, type Hosted } from './hosted.ts';

const test = base.extend<{ docs: Hosted }>({
  docs: async ({ runner, context }, use) => {
    await publishDocs(context);
    const docs = await pairedRunner(join(runner.folder, 'paired'));
    await use(docs);
    await docs.close();
  },
});

const bar = (page: Page) => page.locator('guide-bar');
const connect = (page: Page) => bar(page).getByRole('button', { name: 'Connect to my runner' });

test('without a key the page leads to the same place at the local runner', async ({ page, docs }) => {
  expect(docs.link()).toContain(DOCS);
  await page.goto(`${DOCS}/guides/sampler/more/`);
  await expect(bar(page)).toHaveAttribute('data-link', 'absent');
  await run(page, 'serve');
  const question = block(page, 'serve').locator('.gp-question');
  await expect(question).toContainText('never on this site');
  const local = question.getByRole('link', { name: 'Open this page in your local runner' });
  await expect(local).toBeHidden();
  await question.getByLabel('Its port:').fill('12345');
  await expect(local).toHaveAttribute('href', 'http://127.0.0.1:12345/guides/sampler/more/');
  await question.getByText('Without a copy of the project').click();
  await expect(question).toContainText(`npx guidepost connect ${DOCS}/guides/sampler/more/`);
});

test('the link to the local runner opens the same place there, also where the browser lets the site connect to nothing', async ({
  page,
  runner,
  docs,
}) => {
  await page.goto(docs.link('/guides/sampler/more/'));
  await permit(page, 'denied');
  await bar(page).getByLabel('Its port:').fill(String(runner.served.port));
  await bar(page).getByRole('link', { name: 'Open this page in your local runner' }).click();
  await expect(page).toHaveURL(`${runner.served.url}/guides/sampler/more/`);
  await expect(bar(page)).toContainText('No runner');
});

test('it says what the browser will ask, connects on a click only, runs, and is refused once the keys are rotated', async ({
  page,
  docs,
}) => {
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.goto(docs.link());
  await permit(page, 'granted');
  await expect(bar(page)).toContainText('ask whether this site may access other apps and services on this device');
  expect(page.url()).toBe(`${DOCS}/guides/sampler/`);
  expect(sockets).toEqual([]);
  await connect(page).click();
  await page.getByRole('button', { name: 'Start practice' }).click();
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await page.goto(`${DOCS}/guides/sampler/more/`); // the click counts for the guide's other pages in this tab
  await expect(bar(page)).toHaveAttribute('data-link', 'connected');
  docs.served.rotate();
  await expect(bar(page)).toHaveAttribute('data-link', 'refused');
  await expect(bar(page)).toContainText('Open the link that the runner printed');
});

test('where no runner is, and where its keys are new, the page cannot tell which, and names both with the way out', async ({
  page,
  docs,
}) => {
  await page.goto(docs.link());
  await permit(page, 'granted');
  docs.served.rotate();
  await connect(page).click();
  await saysHowToStart();
  await docs.served.close();
  await bar(page).getByRole('button', { name: 'Try again' }).click();
  await saysHowToStart();

  async function saysHowToStart(): Promise<void> {
    await expect(bar(page)).toHaveAttribute('data-link', 'unreached');
    await expect(bar(page)).toContainText(
      `No runner on port ${docs.served.port} accepts this page. It is not running, was started without this site, or was restarted and has new keys.`,
    );
    await expect(bar(page).locator('code').first()).toHaveText(`npx guidepost start --site ${DOCS}`);
    await expect(bar(page).getByRole('link', { name: 'Open this page in your local runner' })).toHaveAttribute(
      'href',
      `http://127.0.0.1:${docs.served.port}/guides/sampler/`,
    );
  }
});

for (const isSame of [true, false])
  test(`a runner that is gone again is waited for, and the next one, on ${isSame ? 'the same' : 'another'} port, brings the page back`, async ({
    page,
    context,
    runner,
    docs,
  }) => {
    await page.goto(docs.link());
    await permit(page, 'granted');
    await connect(page).click();
    await expect(bar(page)).toHaveAttribute('data-link', 'connected');
    await docs.close();
    await expect(bar(page)).toHaveAttribute('data-link', 'lost');
    await bar(page).getByRole('button', { name: 'How to run it' }).click();
    await expect(bar(page)).toContainText(
      `npx guidepost start --site ${DOCS} and open the link that it prints for this site`,
    );

    const { port } = docs.served;
    const next = await pairedRunner(join(runner.folder, 'next'), CONTENT, serve, isSame ? port : 0);
    try {
      const opened = await context.newPage();
      await opened.goto(next.link());
      await expect(bar(opened)).toHaveAttribute('data-link', 'offered');
      await expect(bar(page)).toHaveAttribute('data-link', 'lost'); // anybody may have made up that link
      await connect(opened).click();
      await expect(bar(opened)).toHaveAttribute('data-link', 'connected');
      if (!isSame) await connect(page).click(); // the click counts for one runner
      await expect(bar(page)).toHaveAttribute('data-link', 'connected');
    } finally {
      await next.close();
    }
  });

test('if the reader denied access, it says where to allow it; once allowed, it connects', async ({ page, docs }) => {
  await page.goto(docs.link());
  await permit(page, 'denied');
  await connect(page).click();
  await expect(bar(page)).toHaveAttribute('data-link', 'denied');
  await expect(bar(page)).toContainText('Allow it in the site settings');
  await permit(page, 'granted');
  await bar(page).getByRole('button', { name: 'Connect again' }).click();
  await expect(bar(page)).toHaveAttribute('data-link', 'connected');
});

/**
 * The one stub here: Playwright's WebKit is not everywhere. WebKit 2.50, the engine of Safari 26, was tried by hand: it
 * ends the socket with an error event, as Chromium does where it is denied, and knows neither name of the permission.
 */
test('a browser that blocks it and knows of no permission, as Safari, is named', async ({ page, docs }) => {
  await page.addInitScript(() => {
    navigator.permissions.query = () => Promise.reject(new TypeError('Type error'));
  });
  await page.goto(docs.link());
  await permit(page, 'denied');
  await connect(page).click();
  await expect(bar(page)).toHaveAttribute('data-link', 'blocked');
  await expect(bar(page)).toContainText('Safari does not let a site access a program on your machine');
});

test('a runner of another version is not used', async ({ page, runner, docs }) => {
  const other = await pairedRunner(
    join(runner.folder, 'other'),
    CONTENT,
    await otherVersion(join(runner.folder, 'copy')),
  );
  try {
    expect(other.link()).not.toBe(docs.link());
    await page.goto(other.link());
    await permit(page, 'granted');
    await connect(page).click();
    await expect(bar(page)).toHaveAttribute('data-link', 'other-version');
    await expect(bar(page)).toContainText('have different versions');
  } finally {
    await other.close();
  }
});

test('a step that differs on this machine does not run, and the local page shows what would', async ({
  page,
  runner,
  docs,
}) => {
  const content = join(runner.folder, 'content');
  await cp(CONTENT, content, { recursive: true });
  await edit(join(content, 'guides/sampler/index.mdx'), 'echo "$GREETING,', 'echo "$GREETING, dear');
  const changed = await pairedRunner(join(runner.folder, 'changed'), content);
  try {
    expect(changed.link()).not.toBe(docs.link());
    await page.goto(changed.link());
    await permit(page, 'granted');
    await connect(page).click();
    await page.getByRole('button', { name: 'Start practice' }).click();
    await expect(page.locator('.gp-place')).toHaveText('Practice copy');
    await run(page, 'greet');
    const question = block(page, 'greet').locator('.gp-question');
    await expect(question).toContainText('differs from this page. Nothing was run.');
    await expect(question.getByRole('link', { name: 'Open this page in your local runner' })).toBeVisible();
    await expect(question.getByRole('button')).toHaveText(['Close']); // to reload shows the same page again
    await expect(block(page, 'greet')).toHaveAttribute('data-status', 'idle');
  } finally {
    await changed.close();
  }
});

test('inside a frame of another site nothing connects, and a link leads out of it', async ({ page, context, docs }) => {
  const body = `<iframe src="${docs.link()}" width="1200" height="800" allow="loopback-network"></iframe>`;
  await page.route('https://other.example/', (route) => route.fulfill({ body, contentType: 'text/html' }));
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.goto('https://other.example/');
  const greet = page.frameLocator('iframe').locator('guide-block[data-id="greet"]');
  await greet.locator('.gp-run').click();
  const link = greet.locator('.gp-question').getByRole('link', { name: 'its own tab' });
  const [tab] = await Promise.all([context.waitForEvent('page'), link.click()]);
  await expect(tab).toHaveURL(`${DOCS}/guides/sampler/`);
  expect(sockets).toEqual([]);
});

/** `serve` of a copy of the sources in which nothing but the version is another. */
async function otherVersion(copy: string): Promise<typeof serve> {
  for (const name of ['server', 'src/protocol', 'src/runbook', 'src/site', 'src/browser', 'package.json'])
    await cp(name, join(copy, name), { recursive: true });
  await symlink(resolve('node_modules'), join(copy, 'node_modules'));
  await edit(join(copy, 'src/protocol/names.ts'), `VERSION = ${VERSION}`, `VERSION = ${VERSION + 1}`);
  const other = (await import(join(copy, 'server/http/serve.ts'))) as { serve: typeof serve };
  return other.serve;
}

async function edit(file: string, text: string, by: string): Promise<void> {
  const before = await readFile(file, 'utf8');
  expect(before).toContain(text);
  await writeFile(file, before.replace(text, by));
}
