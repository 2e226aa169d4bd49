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

interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly line: number;
    readonly tests: readonly { readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }[];
  }[];
}

/** From Playwright's JSON report. */
function countsOf(json: string): Counts {
  const tests = ((JSON.parse(json) as Suite).suites ?? []).flatMap(testsOf);
  const named = (wanted: string) => tests.filter(({ status }) => status === wanted).map(({ name }) => name);
  const [failures, flaky] = [named('unexpected'), named('flaky')];
  return {
    passed: named('expected').length + flaky.length,
    failed: failures.length,
    skipped: named('skipped').length,
    failures,
    flaky,
  };
}

function testsOf({ suites = [], specs = [] }: Suite): readonly { readonly name: string; readonly status: string }[] {
  return [
    ...specs.flatMap(({ title, file, line, tests }) =>
      tests.map(({ status }) => ({ name: `tests/e2e/${file}:${line} › ${title}`, status })),
    ),
    ...suites.flatMap(testsOf),
  ];
}
