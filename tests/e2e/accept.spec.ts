import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { CONTENT, SITE, buildSite } from './build-site.ts';
import { block, check, expect, practise, run, startRunner, test, type Runner } from './guidepost.ts';

test('an accepted output is shown before it is written, and the check is green on the next run', async ({
  page,
  runner,
}) => {
  const content = join(runner.folder, 'content');
  await cp(CONTENT, content, { recursive: true });
  const file = join(content, 'guides/sampler/index.mdx');
  const before = await readFile(file, 'utf8');
  const author = await startRunner(join(runner.folder, 'author'), 0, content, SITE, true);
  try {
    const failed = await fail(page, author);
    await failed.getByRole('button', { name: 'Accept this output' }).click();
    const proposal = failed.locator('.gp-accept .gp-diff-line');
    await expect(proposal.filter({ hasText: 'expected:' })).toContainText('✓ pgvector: OK');
    await expect(proposal.filter({ hasText: 'printed:' })).toContainText('✗ pgvector: OK');
    await expect(failed.locator('.gp-accept')).toContainText('sampler/index.mdx');
    expect(await readFile(file, 'utf8')).toBe(before);

    await failed.getByRole('button', { name: 'Cancel' }).click();
    await failed.getByRole('button', { name: 'Accept this output' }).click();
    await failed.getByRole('button', { name: 'Write this into the guide' }).click();
    await expect(failed.locator('.gp-accept')).toContainText('Written into');
    await expect(failed.locator('pre .line')).toContainText(['===', '✓ asyncpg: OK', '✗ pgvector: OK', 'ALL']);
    expect(await readFile(file, 'utf8')).toBe(before.replace('✓ pgvector: OK\n', '✗ pgvector: OK\n'));
    await run(page, 'banner');
    await expect(failed.locator('.gp-check-word')).toHaveText('Passed');
  } finally {
    await author.stop();
  }
});

test('after an output was accepted, a reload shows its lines as soon as the site is rebuilt', async ({
  page,
  runner,
}) => {
  await mkdir('.astro', { recursive: true });
  const place = await mkdtemp('.astro/e2e-accept-'); // inside of the project, where Astro looks
  const content = join(place, 'content');
  await cp(CONTENT, content, { recursive: true });
  const site = join(place, 'site');
  await cp(SITE, site, { recursive: true });
  const built = Promise.withResolvers<void>();
  const author = await startRunner(join(runner.folder, 'author'), 0, content, site, () => {
    buildSite(content, site);
    built.resolve();
  });
  try {
    const failed = await fail(page, author);
    await failed.getByRole('button', { name: 'Accept this output' }).click();
    await failed.getByRole('button', { name: 'Write this into the guide' }).click();
    await expect(failed.locator('.gp-accept')).toContainText('Written into');
    await built.promise;
    await page.reload();
    await expect(failed.locator('pre .line')).toContainText(['===', '✓ asyncpg: OK', '✗ pgvector: OK', 'ALL']);
    await run(page, 'banner');
    await expect(failed.locator('.gp-check-word')).toHaveText('Passed');
  } finally {
    await author.stop();
    await rm(place, { recursive: true });
  }
});

test('a page whose runner may not change the guide does not offer it', async ({ page, runner }) => {
  const failed = await fail(page, runner);
  await expect(failed.locator('.gp-sentence')).toBeVisible();
  await expect(failed.getByRole('button')).toHaveCount(0);
});

/** Runs the step whose banner is not the one that its check expects. */
async function fail(page: Page, runner: Runner): Promise<Locator> {
  await practise(page, runner);
  await run(page, 'greet');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await run(page, 'banner');
  return check(page, 'banner');
}
