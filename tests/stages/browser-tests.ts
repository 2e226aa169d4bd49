import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../../server/setup/chromium.ts';
import type { Counts } from './stage.ts';
import { exitCode } from './program.ts';

/** Playwright's tests in tests/e2e, counted from its own report. */
export async function browserTests(root: string): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'guidepost-playwright-'));
  const report = join(folder, 'report.json');
  try {
    const code = await exitCode(root, 'playwright', ['test', '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      GUIDEPOST_CHROMIUM: (await findChromium()) ?? '',
    });
    const counts = countsOf(await readFile(report, 'utf8').catch(() => '{}'));
    const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
    return { ...counts, failed };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A flaky test passed only when it was tried again: that is a failure here. */
function countsOf(json: string): Counts {
  const {
    expected = 0,
    unexpected = 0,
    flaky = 0,
    skipped = 0,
  } = (JSON.parse(json) as { stats?: Partial<Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>> })
    .stats ?? {};
  return { passed: expected, failed: unexpected + flaky, skipped };
}
