import { standBetween } from './between.ts';
import { block, check, expect, practise, run, test, type Runner } from './guidepost.ts';

test('Run shows the output under the step, and its check turns green', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'greet');
  await expect(block(page, 'greet').locator('.gp-line')).toHaveText('Hello, world');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await expect(check(page, 'greet').locator('.gp-check-word')).toHaveText('Passed');
  await expect(page.locator('.gp-sidebar [data-step="greet"]')).toHaveAttribute('data-status', 'passed');
  await expect(page.locator('guide-bar .gp-count')).toContainText('1 of');
});

test('the end of a step is announced to screen readers', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'greet');
  await expect(page.locator('guide-live-region')).toHaveText('Say hello: Passed');
});

test('a failed check says which line, which character and what to do', async ({ page, runner }) => {
  await practise(page, runner);
  await expect(page.locator('guide-help[data-block="banner"]')).toBeHidden();
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await run(page, 'banner');
  const failed = check(page, 'banner');
  await expect(failed.locator('.gp-check-word')).toHaveText('Failed');
  await expect(failed.locator('.gp-sentence')).toContainText('3 of 4 lines matched');
  await expect(failed.locator('.gp-explanation')).toHaveCount(1); // the one while it ran is gone
  await expect(failed.locator('.gp-nearest mark')).toHaveText(['✓', '✗']);
  await expect(failed.locator('.gp-lookalike')).toContainText('U+2717');
  await expect(page.locator('guide-help[data-block="banner"]')).toContainText('the extension is missing');
});

test('the line that failed is marked with its exit code, and the ones after it never ran', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'broken');
  const lines = block(page, 'broken').locator('pre .line');
  await expect(lines.nth(1)).toHaveAttribute('data-at', 'failed');
  await expect(lines.nth(1)).toHaveAttribute('data-note', /exit code [12]/);
  await expect(lines.nth(2)).not.toHaveAttribute('data-at');
  await expect(block(page, 'broken').locator('.gp-foot')).toContainText('line 2 failed');
});

test('a step that builds on another asks first, and runs anyway when told so', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'banner');
  const question = block(page, 'banner').locator('.gp-question');
  await expect(question).toContainText('Say hello');
  await question.getByRole('button', { name: 'Run anyway' }).click();
  await expect(block(page, 'banner')).toHaveAttribute('data-status', 'failed');
});

test('a dangerous step asks in the page, and Escape leaves everything as it was', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'drop');
  const question = block(page, 'drop').locator('.gp-question');
  await expect(question).toContainText('Everything in the database is lost.');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(block(page, 'drop').locator('.gp-run')).toBeFocused();
  await run(page, 'drop');
  const yes = question.getByRole('button', { name: 'Yes, run it' });
  await yes.evaluate((button: HTMLElement) => button.click());
  await expect(yes, 'what a script clicks is not answered').toBeVisible();
  await yes.click();
  await expect(block(page, 'drop')).toHaveAttribute('data-status', 'passed');
});

test('Stop ends a running step, and a double click on Run does not', async ({ page, runner }) => {
  await practise(page, runner, '/guides/sampler/more/');
  const silent = block(page, 'silent');
  await silent.locator('.gp-run').dblclick();
  await expect(silent).toHaveAttribute('data-status', 'running');
  await expect(silent.locator('.gp-run')).toHaveText('Stop');
  await run(page, 'silent');
  await expect(silent).toHaveAttribute('data-status', 'cancelled');
});

test('a step whose program a signal has paused says so, and goes on when it is continued', async ({ page, runner }) => {
  await practise(page, runner, '/guides/sampler/more/');
  await run(page, 'silent');
  const silent = block(page, 'silent');
  await expect(silent).toHaveAttribute('data-status', 'running');
  const pid = await pidOf(runner);
  process.kill(pid, 'SIGSTOP');
  await expect(silent.locator('.gp-note code')).toHaveText(`kill -CONT ${pid}`);
  await expect(page.locator('.gp-now')).toContainText('Paused');
  process.kill(pid, 'SIGCONT');
  await expect(silent.locator('.gp-note')).toBeHidden();
  await expect(silent).toHaveAttribute('data-status', 'running');
  await run(page, 'silent');
  await expect(silent).toHaveAttribute('data-status', 'cancelled');
});

test('a service that is ready and printed what it should is green while it runs on', async ({ page, runner }) => {
  await practise(page, runner, '/guides/sampler/more/');
  await run(page, 'serve');
  await expect(block(page, 'serve')).toHaveAttribute('data-status', 'ready');
  await expect(check(page, 'serve').locator('.gp-check-word')).toHaveText('Passed');
  await run(page, 'serve');
  await expect(block(page, 'serve').locator('.gp-foot')).toContainText('Stopped');
  await expect(block(page, 'serve').locator('.gp-run')).toHaveText('Run again');
});

test('a run that waits behind another is queued, and can be taken out again', async ({ page, runner }) => {
  await practise(page, runner, '/guides/sampler/more/');
  await run(page, 'silent');
  await expect(block(page, 'silent')).toHaveAttribute('data-status', 'running');
  await run(page, 'colours');
  await expect(block(page, 'colours')).toHaveAttribute('data-status', 'queued');
  await run(page, 'colours');
  await expect(block(page, 'colours')).toHaveAttribute('data-status', 'cancelled');
  await page.getByRole('button', { name: 'Stop all' }).click();
  await expect(block(page, 'silent')).toHaveAttribute('data-status', 'cancelled');
});

test('a console fence checks its own output', async ({ page, runner }) => {
  await practise(page, runner);
  const dialog = page.locator('guide-block[data-lang="console"]');
  await expect(dialog.locator('xpath=following-sibling::guide-check[1]')).toBeHidden();
  await dialog.locator('.gp-run').click();
  await expect(dialog).toHaveAttribute('data-status', 'passed');
  await expect(dialog.locator('xpath=following-sibling::guide-check[1]')).toBeVisible();
});

test('Ctrl+Enter runs the step that has the focus', async ({ page, runner }) => {
  await practise(page, runner);
  await block(page, 'greet').locator('.gp-copy').focus();
  await page.keyboard.press('Control+Enter');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
});

test('a check that passed does not hide that its program then failed', async ({ page, runner }) => {
  await practise(page, runner, '/guides/sampler/more/');
  await run(page, 'early');
  await expect(block(page, 'early')).toHaveAttribute('data-status', 'failed');
  await expect(check(page, 'early').locator('.gp-check-word')).toHaveText('Failed');
  await expect(check(page, 'early').locator('.gp-why')).toContainText('exit code 1');
  await expect(page.locator('guide-help[data-block="early"]')).toBeVisible();
});

test('the help for a failure waits until it is one', async ({ page, runner }) => {
  await practise(page, runner, '/guides/sampler/more/');
  await run(page, 'waiting');
  const help = page.locator('guide-help[data-block="waiting"]');
  await expect(check(page, 'waiting').locator('.gp-check-word')).toContainText('Waiting for line 1');
  await expect(check(page, 'waiting')).toHaveAttribute('data-tone', 'running');
  await expect(help).toBeHidden();
  await run(page, 'waiting');
  await expect(block(page, 'waiting')).toHaveAttribute('data-status', 'cancelled');
  await expect(help).toBeHidden();
});

/** Parts of the page that come ahead of their use once the runner has proven itself; none of the others holds one. */
const LATER = /\/_astro\/(ask|emulator|take-input|tools|why)\.[^/]+\.js$/;

test('where a part of the page does not come, the page says so, and Run goes on', async ({ page, runner }) => {
  await page.route(LATER, (route) => route.abort());
  await practise(page, runner);
  await run(page, 'drop'); // would ask first
  await expect(page.locator('.gp-bar-message')).toContainText('could not be loaded');
  await run(page, 'greet');
  await expect(block(page, 'greet').locator('.gp-line')).toHaveText('Hello, world');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
});

test('a part of the page that neither comes nor fails is given up, and nothing waits for it', async ({
  page,
  runner,
}) => {
  await page.clock.install();
  const asked = page.waitForRequest(/\/_astro\/emulator/);
  await page.route(LATER, () => {}); // as where the page was left meanwhile
  await practise(page, runner);
  await asked;
  await run(page, 'slow');
  await run(page, 'drop'); // would ask first
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'passed');
  await expect(block(page, 'slow').locator('.gp-line')).toHaveCount(0);
  await page.clock.fastForward(10_000);
  await expect(page.locator('.gp-bar-message')).toContainText('could not be loaded');
  await expect(block(page, 'slow').locator('.gp-line')).toContainText([
    'counting 1 of 20',
    'counting 20 of 20',
    'done',
  ]);
});

test('Run while the session is being opened runs once it is open, and a double click opens one', async ({
  page,
  runner,
}) => {
  await page.goto(runner.link());
  await page.getByRole('button', { name: 'Start practice' }).waitFor();
  await page.evaluate(() => {
    const start = document.querySelector<HTMLElement>('guide-bar [data-icon="practice"]');
    start?.click();
    start?.click();
    document.querySelector<HTMLElement>('guide-block[data-id="greet"] .gp-run')?.click();
  });
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await expect(block(page, 'greet').locator('.gp-question')).toHaveCount(0);
  expect(await runner.engine.list()).toHaveLength(1);
});

test('a value that was changed right before Run is the one it runs with', async ({ page, runner }) => {
  const asked = page.waitForRequest(/\/_astro\/take-input/);
  const { promise: clicked, resolve: click } = Promise.withResolvers<void>();
  await page.route(/\/_astro\/take-input/, (route) => clicked.then(() => route.continue()));
  await practise(page, runner);
  await page.getByLabel('Greeting').fill('Good day');
  await run(page, 'greet');
  await asked;
  click();
  await expect(block(page, 'greet').locator('.gp-line')).toHaveText('Good day, world');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
});

test('Run on a page whose journal is still on its way knows what has passed', async ({ page, runner }) => {
  const between = await standBetween(page);
  await practise(page, runner);
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  const journal = between.hold('runner', 'entries');
  const loaded = page.waitForResponse(/\/_astro\/ask/);
  await page.reload();
  await journal.caught;
  await run(page, 'banner'); // needs greet
  await loaded;
  journal.release();
  await expect(block(page, 'banner')).toHaveAttribute('data-status', 'failed');
  await expect(block(page, 'banner').locator('.gp-question')).toHaveCount(0);
});

test('Run on a page that is still connecting runs once it is connected, unless the reader closes what it says', async ({
  page,
  runner,
}) => {
  const between = await standBetween(page);
  await practise(page, runner);
  for (const closes of [false, true]) {
    const hello = between.hold('runner', 'hello');
    await page.reload();
    await hello.caught;
    await run(page, 'greet');
    await expect(block(page, 'greet').locator('.gp-question')).toBeVisible();
    if (closes) await page.keyboard.press('Escape');
    hello.release();
    await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'connected');
    await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
    await expect(block(page, 'greet').locator('.gp-question')).toHaveCount(0);
  }
  expect(await runsOf(runner, 'greet')).toBe(1);
});

test('Run on a page that does not know yet that the step runs is not another run', async ({ page, runner }) => {
  const between = await standBetween(page);
  await practise(page, runner);
  await run(page, 'slow');
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'running');
  const journal = between.hold('runner', 'entries');
  await page.reload();
  await journal.caught;
  await run(page, 'slow');
  journal.release();
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'passed');
  expect(await runsOf(runner, 'slow')).toBe(1);
});

test('a further click on Run, while the first is on its way, is not another run', async ({ page, runner }) => {
  const between = await standBetween(page);
  await practise(page, runner);
  const way = between.hold('page', 'run');
  await block(page, 'greet').locator('.gp-run').press('Enter');
  await way.caught;
  await block(page, 'greet').locator('.gp-run').press('Enter');
  way.release();
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await run(page, 'slow'); // queued behind whatever else was asked for
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'passed');
  expect(await runsOf(runner, 'greet')).toBe(1);
  await run(page, 'greet');
  await expect.poll(() => runsOf(runner, 'greet')).toBe(2);
});

test('Ctrl+Enter in a step that waits does not take it out again', async ({ page, runner }) => {
  await practise(page, runner, '/guides/sampler/more/');
  await run(page, 'silent');
  await run(page, 'colours');
  await expect(block(page, 'colours')).toHaveAttribute('data-status', 'queued');
  await block(page, 'colours').locator('.gp-copy').focus();
  await page.keyboard.press('Control+Enter');
  await run(page, 'silent');
  await expect(block(page, 'silent')).toHaveAttribute('data-status', 'cancelled');
  await expect(block(page, 'colours')).toHaveAttribute('data-status', 'passed');
});

test('a key that is held presses Run once', async ({ page, runner }) => {
  await practise(page, runner);
  await block(page, 'slow').locator('.gp-run').focus();
  await page.keyboard.down('Enter');
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'running');
  await page.keyboard.down('Enter'); // as the keyboard repeats it
  await page.keyboard.up('Enter');
  await expect(block(page, 'slow')).toHaveAttribute('data-status', 'passed');
});

test('Stop says so if the runner does not hear it', async ({ page, runner }) => {
  const between = await standBetween(page);
  await practise(page, runner, '/guides/sampler/more/');
  await run(page, 'silent');
  await expect(block(page, 'silent')).toHaveAttribute('data-status', 'running');
  const { promise: never } = Promise.withResolvers<void>();
  await page.routeWebSocket(/\/__guidepost\/ws$/, () => never);
  between.cut();
  await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'lost');
  await run(page, 'silent');
  await expect(block(page, 'silent').locator('.gp-question')).toContainText('The connection was lost');
});

/** The bash of the only run. */
async function pidOf(runner: Runner): Promise<number> {
  const [listing] = await runner.engine.list();
  const session = await runner.engine.find(listing?.session ?? '');
  const pids = session?.journal.entries(0).flatMap(({ event }) => (event.type === 'started' ? [event.pid] : []));
  return pids?.[0] ?? 0;
}

async function runsOf(runner: Runner, id: string): Promise<number> {
  const [listing] = await runner.engine.list();
  const session = await runner.engine.find(listing?.session ?? '');
  return [...(session?.view.runs.values() ?? [])].filter((run) => run.block === id).length;
}
