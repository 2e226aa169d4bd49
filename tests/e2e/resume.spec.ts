import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { standBetween } from './between.ts';
import { block, check, expect, practise, run, startRunner, test, type Runner } from './guidepost.ts';

async function practiseGreeting(page: Page, runner: Runner): Promise<void> {
  await practise(page, runner);
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
}

test('a reload in the middle of a run leaves its output whole', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'slow');
  await expect(block(page, 'slow').locator('.gp-line').first()).toContainText(/counting \d+ of 20/);
  await page.reload();
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'passed');
  await expect(block(page, 'slow').locator('.gp-line')).toHaveText(['counting 20 of 20', 'done']);
  await expect(check(page, 'slow').locator('.gp-check-word')).toHaveText('Passed');
});

test('a further tab shows the same session without a link of its own', async ({ page, context, runner }) => {
  await practiseGreeting(page, runner);
  const second = await context.newPage();
  await second.goto(`${runner.served.url}/guides/sampler/`);
  await expect(block(second, 'greet')).toHaveAttribute('data-status', 'passed');
  await expect(block(second, 'greet').locator('.gp-line')).toHaveText('Hello, world');
  await run(second, 'slow');
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'passed');
  await block(page, 'slow').scrollIntoViewIfNeeded();
  await expect(block(page, 'slow').locator('.gp-line')).toHaveText(['counting 20 of 20', 'done']);
});

test('going to the next page and back loses nothing', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'slow');
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'running');
  await page.getByRole('link', { name: 'Next Services and volume' }).click();
  await page.waitForURL('**/more/');
  await page.goBack();
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'passed');
  await expect(block(page, 'slow').locator('.gp-line')).toHaveText(['counting 20 of 20', 'done']);
});

test('a runner that restarts is found again by every tab once one was opened from its link', async ({
  page,
  context,
  runner,
}) => {
  await practiseGreeting(page, runner);
  await runner.stop();
  await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'lost');
  const again = await startRunner(runner.folder, runner.served.port);
  try {
    const second = await context.newPage();
    await second.goto(again.link());
    await expect(second.locator('guide-bar')).toHaveAttribute('data-link', 'connected');
    await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'connected');
    for (const tab of [page, second]) {
      await expect(block(tab, 'greet')).toHaveAttribute('data-status', 'passed');
      await expect(block(tab, 'greet').locator('.gp-line')).toHaveText('Hello, world');
    }
  } finally {
    await again.stop();
  }
});

test('a key that a new runner does not know is given up, with the way out', async ({ page, runner }) => {
  await practise(page, runner);
  runner.served.rotate();
  await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'refused');
  await run(page, 'greet');
  await expect(block(page, 'greet').locator('.gp-question')).toContainText('Open the link that the runner printed');
});

test('the key leaves the address before anything else, and stays out of localStorage', async ({ page, runner }) => {
  await page.goto(runner.link());
  await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'connected');
  expect(page.url()).toBe(`${runner.served.url}/guides/sampler/`);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept).not.toContain(runner.served.keys.of(runner.served.url)?.token);
});

test('the link opened in a tab that already shows the page connects it', async ({ page, runner }) => {
  await page.goto(`${runner.served.url}/guides/sampler/`);
  await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'absent');
  await page.goto(runner.link());
  await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'connected');
  expect(page.url()).toBe(`${runner.served.url}/guides/sampler/`);
});

for (const [how, lose] of [
  ['a reload', 'reload'],
  ['a connection', 'cut'],
] as const)
  test(`a sequence goes on over ${how} that lost what was asked for, and runs nothing twice`, async ({
    page,
    runner,
  }) => {
    const between = await standBetween(page);
    await practise(page, runner);
    const way = between.hold('page', 'run');
    await runTo(page, 'Count slowly');
    await way.caught;
    if (lose === 'cut') between.cut();
    else {
      between.lose();
      await page.reload(); // while it is connected: a page that has lost its runner leaves no key for the next
    }
    await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
    await expect(page.locator('.gp-bar-message')).toContainText('Stopped at Print the banner: it did not pass.');
    expect((await sessionsOf(runner))[0]?.view.runs.size).toBe(2);
  });

test('Stop all right behind Run to here stops what is still on its way', async ({ page, runner }) => {
  const between = await standBetween(page);
  await practise(page, runner);
  const way = between.hold('page', 'run');
  await runTo(page, 'Count slowly');
  await way.caught;
  await page.getByRole('button', { name: 'Stop all' }).click();
  await expect(page.getByRole('button', { name: 'Stop all' })).toBeHidden();
  way.release();
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'cancelled');
});

test('the outcome of a sequence is reported for its own session, not for one that another tab opened meanwhile', async ({
  page,
  context,
  runner,
}) => {
  const between = await standBetween(page);
  await practise(page, runner);
  const second = await context.newPage();
  await second.goto(`${runner.served.url}/guides/sampler/`);
  await expect(second.locator('.gp-place')).toHaveText('Practice copy');
  const way = between.hold('page', 'run');
  await runTo(page, 'Count slowly');
  await way.caught;
  await second.getByRole('button', { name: /^Session/ }).click();
  await second.getByRole('button', { name: 'Reset to a fresh practice copy' }).click();
  await expect.poll(async () => (await sessionsOf(runner)).map(({ view }) => view.closed)).toContain(false);
  await run(second, 'greet');
  await expect(block(second, 'greet')).toHaveAttribute('data-status', 'passed');
  way.release();
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await run(page, 'look');
  await expect(block(page, 'look')).toHaveAttribute('data-status', 'passed');
  await expect(page.locator('.gp-bar-message')).toHaveText('');
});

test('a session that is left and shown again misses nothing of what it did meanwhile', async ({ page, runner }) => {
  const between = await standBetween(page);
  await practise(page, runner);
  await run(page, 'slow');
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'running');
  const [first] = await runner.engine.list();
  const menu = page.getByRole('button', { name: /^Session/ });
  await menu.click();
  await page.getByRole('button', { name: 'New practice session' }).click();
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'idle');
  await menu.click();
  const way = between.hold('page', 'follow');
  const growing = between.hold('runner', 'entries'); // of the session in the menu, which goes on
  await page.locator('#gp-menu [data-icon="practice"]').last().click();
  await way.caught;
  (await runner.engine.find(first?.session ?? ''))?.setInput('GREETING', 'Hi');
  await growing.caught;
  growing.release();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  way.release();
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'passed');
  await block(page, 'slow').scrollIntoViewIfNeeded(); // an output is drawn once it is near
  await expect(block(page, 'slow').locator('.gp-line')).toHaveText(['counting 20 of 20', 'done']);
});

test('of two sessions that two tabs chose at once, both show the one that was kept', async ({ page, runner }) => {
  await practise(page, runner);
  const [first] = await runner.engine.list();
  await page.getByRole('button', { name: /^Session/ }).click();
  await page.getByRole('button', { name: 'New practice session' }).click();
  await expect.poll(() => kept()).not.toBe(first?.session);
  const second = await kept();
  // the word of the other tab that comes late, as it comes where both have written
  await page.evaluate(
    (newValue) => dispatchEvent(new StorageEvent('storage', { key: 'guidepost.session.sampler', newValue })),
    first?.session ?? '',
  );
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  expect(await kept()).toBe(second);
  expect((await runner.engine.find(second ?? ''))?.view.runs.size).toBe(1);

  function kept() {
    return page.evaluate(() => localStorage.getItem('guidepost.session.sampler'));
  }
});

test('if the browser has no room to store anything, the page still runs', async ({ page, runner }) => {
  await page.addInitScript(() => {
    const keep = sessionStorage.setItem.bind(sessionStorage);
    Storage.prototype.setItem = (key, value) => {
      if (key !== 'guidepost') throw new DOMException('full', 'QuotaExceededError');
      keep(key, value);
    };
  });
  await practise(page, runner);
  await runTo(page, 'Count slowly');
  await expect(page.locator('.gp-bar-message')).toContainText('Stopped at Print the banner');
});

test('a page that is hidden while it waits for a picture still keeps up', async ({ page, runner }) => {
  await practise(page, runner);
  await page.evaluate(() => (globalThis.requestAnimationFrame = () => 0)); // as where nobody looks
  await run(page, 'greet');
  await expect.poll(async () => (await sessionsOf(runner))[0]?.view.runs.values().next().value?.phase).toBe('ended');
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
});

test('a restarted runner lets its own pages back in, each in its place, also after a reload', async ({
  page,
  context,
  runner,
}) => {
  await practiseGreeting(page, runner);
  const second = await context.newPage();
  await second.goto(`${runner.served.url}/guides/sampler/more/`);
  await run(second, 'serve');
  await expect(block(second, 'serve')).toHaveAttribute('data-status', 'ready');
  for (let time = 0; time < 2; time += 1) {
    await runner.stop();
    await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'lost');
    runner = await startRunner(runner.folder, runner.served.port);
    await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'connected');
    await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
    await expect(block(second, 'serve')).toHaveAttribute('data-status', 'cancelled');
  }
  await page.reload();
  await run(page, 'greet');
  await expect(block(page, 'greet').locator('.gp-line')).toHaveText('Hello, world');
  await run(second, 'serve');
  await expect(block(second, 'serve')).toHaveAttribute('data-status', 'ready');
  await runner.stop();
});

test('a tab that was reloaded before the restarted runner had proven itself gets its keys from the tab that comes back', async ({
  page,
  context,
  runner,
}) => {
  await practiseGreeting(page, runner);
  const second = await context.newPage();
  await second.goto(`${runner.served.url}/guides/sampler/`);
  await expect(block(second, 'greet')).toHaveAttribute('data-status', 'passed');
  for (const each of [page, second]) await each.evaluate(holdSockets);
  await runner.stop();
  for (const each of [page, second]) await expect(each.locator('guide-bar')).toHaveAttribute('data-link', 'lost');
  runner = await startRunner(runner.folder, runner.served.port);
  await page.reload();
  await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'absent');
  await second.evaluate(() => dispatchEvent(new Event('release-sockets')));
  for (const each of [second, page]) {
    await expect(each.locator('guide-bar')).toHaveAttribute('data-link', 'connected');
    await expect(block(each, 'greet')).toHaveAttribute('data-status', 'passed');
  }
  await runner.stop();
});

test('a runner with new keys, or of another folder, does not, and the page says what to do', async ({
  page,
  runner,
}) => {
  await practise(page, runner);
  await runner.stop();
  const other = await startRunner(join(runner.folder, 'other'), runner.served.port);
  try {
    await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'lost');
    await expect(page.locator('.gp-bar-message')).toContainText('open the link that it printed');
    await page.reload(); // what serves the page now has never proven itself, and so nothing was kept
    await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'absent');
  } finally {
    await other.stop();
  }
});

test('a page without its runner says at once what it knows, and offers no Stop', async ({ page, runner }) => {
  await practise(page, runner, '/guides/sampler/more/');
  await run(page, 'serve');
  await expect(block(page, 'serve')).toHaveAttribute('data-status', 'ready');
  await run(page, 'waiting');
  await expect(check(page, 'waiting').locator('.gp-check-word')).toContainText('Waiting for line 1');
  await run(page, 'silent');
  await expect(block(page, 'silent')).toHaveAttribute('data-status', 'queued');
  await runner.served.close();
  const words = (id: string) => block(page, id).locator('.gp-head > .gp-time');
  await expect(words('serve')).toHaveText('Was running when the connection was lost');
  await expect(words('waiting')).toHaveText('Was running when the connection was lost');
  await expect(words('silent')).toHaveText('Was queued when the connection was lost');
  await expect(check(page, 'waiting').locator('.gp-check-word')).toHaveText('Not decided');
  await expect(page.getByRole('button', { name: /^(Stop|Cancel)/ })).toHaveCount(0);
  await expect(page.locator('.gp-count')).toHaveText(/^0 of /);
  await expect(page.locator('.gp-bar-message')).toContainText(
    'start it again in the same folder, with the same command',
  );
});

/** No socket that this page opens from now on reaches anybody, until `release-sockets`. */
function holdSockets(): void {
  const real = globalThis.WebSocket;
  const held: EventTarget[] = [];
  globalThis.WebSocket = class extends EventTarget {
    static readonly OPEN = 1;
    readonly readyState = 0;
    constructor() {
      super();
      held.push(this);
    }
    close() {}
  } as unknown as typeof WebSocket;
  addEventListener('release-sockets', () => {
    globalThis.WebSocket = real;
    for (const socket of held) socket.dispatchEvent(new Event('close'));
  });
}

async function runTo(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: `Run to here: all steps up to ${title}` }).click();
}

/** The newest first. */
async function sessionsOf({ engine }: Runner) {
  const found = await Promise.all((await engine.list()).map(({ session }) => engine.find(session)));
  return found.flatMap((session) => session ?? []).toReversed();
}
