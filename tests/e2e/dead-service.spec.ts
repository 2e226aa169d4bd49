/** A service that is not running any more is not passed: its step says so, and Run all starts it again. */
import type { Page } from 'playwright/test';
import { type Runner, block, expect, run, startRunner, test } from './guidepost.ts';

/** Each takes what runs away; returns the runner that is there afterwards, and what the step of the service says. */
const ENDS: Readonly<
  Record<string, { readonly said: string; readonly end: (page: Page, runner: Runner, pid: number) => Promise<Runner> }>
> = {
  'is stopped by the reader': {
    said: 'Stopped',
    async end(page, runner) {
      await page.getByRole('button', { name: 'Stop all' }).click();
      return runner;
    },
  },
  'is killed from outside': {
    said: 'Failed',
    async end(_, runner, pid) {
      process.kill(pid, 'SIGKILL');
      return runner;
    },
  },
  'is lost with its runner': {
    said: 'Stopped',
    async end(_, runner) {
      await runner.stop();
      return startRunner(runner.folder, runner.served.port);
    },
  },
};

for (const [what, { said, end }] of Object.entries(ENDS))
  test(`after a service that ${what}, Run all starts it again, and the next step passes`, async ({ page, runner }) => {
    await page.goto(runner.link('/guides/serving/'));
    await page.getByRole('button', { name: 'Use my own folder' }).click();
    await expect(page.locator('.gp-place')).toContainText('My own folder');
    await run(page, 'server');
    await expect(block(page, 'server')).toHaveAttribute('data-status', 'ready');
    await run(page, 'first');
    await expect(block(page, 'first')).toHaveAttribute('data-status', 'passed');
    const id = await page.evaluate(() => localStorage.getItem('guidepost.session.serving') ?? '');
    const entries = (await runner.engine.find(id))?.journal.entries(0) ?? [];
    const [pid = 0] = entries.flatMap(({ event }) => (event.type === 'started' ? event.pid : []));
    const now = await end(page, runner, pid);
    await expect(block(page, 'server').locator('> .gp-head > .gp-time')).toContainText(said);
    await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'connected');
    await expect(page.locator('.gp-count')).toHaveText(/^1 of 3/);
    await page.getByRole('button', { name: 'Run several' }).click();
    await page.getByRole('button', { name: /^Run all: 2 steps/ }).click();
    await expect(block(page, 'second')).toHaveAttribute('data-status', 'passed');
    await expect(block(page, 'server')).toHaveAttribute('data-status', 'ready');
    await expect(page.locator('.gp-count')).toHaveText(/^3 of 3/);
    await now.stop();
  });
