/**
 * The promise of the project, by hand: the migration guide clicked through in its practice copy, Option A to the green
 * banner, then the step that must not start, then Stop. Real Poetry, Alembic and PostgreSQL: some gigabytes the first
 * time, minutes from the cache. GUIDEPOST_QUICK=1 leaves it out.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { findGuides } from '../../server/guides/read-guides.ts';
import type { Block } from '../../src/runbook/model.ts';
import { isUndo } from '../../src/runbook/session/steps.ts';
import { emptyView, isActive } from '../../src/runbook/session/view.ts';
import { buildSite } from './build-site.ts';
import { block, check, expect, practise, startRunner, test } from './guidepost.ts';

const CONTENT = 'content';
const SITE = 'node_modules/.cache/e2e-migration';
const MIGRATION = '/guides/infrastructure-migration/';
const ALL = 45 * 60_000; // ms; a first poetry install without a cache, on two shared cores
const LAST = 'fail-fast';

test('Option A clicked through to the green banner, then the fail-fast step, then Stop, and nothing is left running', async ({
  page,
}) => {
  test.setTimeout(ALL);
  buildSite(CONTENT, SITE);
  const folder = await mkdtemp(join(tmpdir(), 'guidepost-migration-'));
  const runner = await startRunner(folder, 0, CONTENT, SITE);
  try {
    await practise(page, runner, MIGRATION);
    const session = await page.evaluate(() => localStorage.getItem('guidepost.session.infrastructure-migration'));
    for (const step of await steps()) await click(page, runner.served.url, step);

    await page.goto(`${runner.served.url}${MIGRATION}migrate/`);
    await expect(block(page, 'backend')).toHaveAttribute('data-status', 'ready');
    await block(page, 'backend').scrollIntoViewIfNeeded();
    await expect(check(page, 'backend').first().locator('.gp-check-word')).toHaveText('Passed');
    await expect(
      block(page, 'backend').locator('.gp-line', { hasText: 'ALL CRITICAL DEPENDENCIES VALIDATED ✓' }),
    ).toBeVisible();
    await block(page, 'backend').evaluate((element) => element.scrollIntoView());
    await page.screenshot({ path: 'test-results/migration.png' });
    await block(page, LAST).scrollIntoViewIfNeeded();
    await expect(block(page, LAST).locator('.gp-foot')).toContainText('Exit code');

    await page.getByRole('button', { name: 'Stop all' }).click();
    await expect(page.getByRole('button', { name: 'Stop all' })).toBeHidden({ timeout: 60_000 });
    await expect.poll(() => leftRunning(session ?? 'no session'), { timeout: 60_000 }).toEqual([]);
  } finally {
    await runner.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

/** What counts in a practice session with the recommended options, up to the step that must fail to start. */
async function steps(): Promise<readonly Block[]> {
  const guide = (await findGuides(join(CONTENT, 'guides'))).find(
    ({ runbook }) => runbook.id === 'infrastructure-migration',
  );
  if (!guide) throw new Error('the migration guide is gone');
  const { runbook } = guide;
  const os = platform() === 'darwin' ? 'macos' : 'linux';
  const view = { ...emptyView, workspace: { kind: 'practice', path: '' } } as const;
  const active = runbook.blocks.filter((each) => isActive(view, runbook, each, os) && !isUndo(runbook, each));
  return active.slice(0, active.findIndex(({ id }) => id === LAST) + 1);
}

async function click(page: Page, url: string, step: Block): Promise<void> {
  const address = `${url}${MIGRATION}${step.page === 'index' ? '' : `${step.page}/`}`;
  if (page.url().split('#')[0] !== address) await page.goto(address);
  const element = block(page, step.id);
  await element.locator('.gp-head .gp-run').click();
  if (step.confirm !== null) await element.getByRole('button', { name: 'Yes, run it' }).click();
  const done = /^(passed|ready|warning|failed|cancelled|interrupted)$/;
  await expect(element).toHaveAttribute('data-status', done, { timeout: step.timeout + 30_000 });
  const status = await element.getAttribute('data-status');
  const said =
    status === 'failed'
      ? `\n${(await element.innerText()).slice(-3000)}\n${(await check(page, step.id).allInnerTexts()).join('\n')}`
      : '';
  expect(`${step.id}: ${status}${said}`).toMatch(/: (passed|ready|warning)$/);
}

/** Processes whose environment names the session, found without the runner's help. */
async function leftRunning(session: string): Promise<string[]> {
  const mark = `GUIDEPOST_SESSION=${session}`;
  if (platform() === 'darwin') {
    const all = execFileSync('ps', ['-Aww', '-E', '-o', 'pid=,command='], { encoding: 'utf8' });
    return all.split('\n').filter((line) => line.includes(mark));
  }
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = ids.map(async (id) => {
    const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
    return environment.split('\0').includes(mark) ? await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => id) : [];
  });
  return (await Promise.all(found)).flat();
}
