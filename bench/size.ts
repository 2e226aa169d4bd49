/**
 * The JavaScript of a page that is ours, as gzip sends it: every script that a real browser loads, in files and in the
 * page, but those that a page of the bare frame (Starlight) loads too. `read`: without a runner. `connected`: from the
 * runner's link over the start of a session to a step that ran, printed and was checked. What comes when the reader
 * asks for it (Find, Save, the session's menu, an explanation, a terminal) is not loaded by then, and so is not
 * counted.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import config from '../playwright.config.ts';
import { buildSite, CONTENT } from '../tests/e2e/build-site.ts';
import { block, check, GUIDE, practise, run, startRunner } from '../tests/e2e/guidepost.ts';
import { type Sizes, scriptsOf, sum } from '../tests/e2e/scripts.ts';
import { buildFrame } from './frame.ts';
import type { Row } from './table.ts';

const SITE = 'node_modules/.cache/bench-size';
const STEP = 'greet';

export async function rows(): Promise<readonly Row[]> {
  buildSite(CONTENT, SITE);
  const frameSite = buildFrame('bench-size');
  const folder = await mkdtemp(join(tmpdir(), 'guidepost-bench-'));
  for (const part of ['ours', 'frame']) mkdirSync(join(folder, part));
  const runner = await startRunner(join(folder, 'ours'), 0, CONTENT, SITE);
  const bare = await startRunner(join(folder, 'frame'), 0, CONTENT, frameSite);
  const browser = await chromium.launch(config.use?.launchOptions);
  try {
    const frame = await loaded(browser, async (page) => void (await page.goto(bare.served.url)));
    const read = await loaded(browser, async (page) => {
      await page.goto(runner.served.url + GUIDE);
      await block(page, STEP).locator('.gp-run').waitFor();
    });
    const connected = await loaded(browser, async (page) => {
      await practise(page, runner);
      await run(page, STEP);
      await block(page, STEP).locator('.gp-line').waitFor();
      await block(page, STEP).locator('.gp-foot:visible').waitFor();
      await check(page, STEP).filter({ hasText: 'Passed' }).waitFor();
    });
    return [row('a guide that is read', read, frame, '≤ 15'), row('connected, with output', connected, frame, '≤ 60')];
  } finally {
    await browser.close();
    await Promise.all([runner.stop(), bare.stop()]);
    await rm(folder, { recursive: true, force: true });
    rmSync(dirname(frameSite), { recursive: true, force: true });
  }
}

/** The scripts of a page after `use`. */
async function loaded(browser: Browser, use: (page: Page) => Promise<void>): Promise<Sizes> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
  const page = await context.newPage();
  const sizes = await scriptsOf(page, () => use(page));
  await context.close();
  return sizes;
}

function row(name: string, page: Sizes, frame: Sizes, target: Row['target']): Row {
  const names = new Set([...frame.map(([file]) => file), 'pagefind']); // the frame's search, for when it is opened
  const ours = page.filter(([file]) => !names.has(file)).toSorted(([, a], [, b]) => b - a);
  return {
    name: `JavaScript of ours in kB of gzip: ${name}`,
    ratio: sum(ours),
    target,
    detail: ours.map(([file, size]) => `${file} ${size.toFixed(1)}`).join(' + '),
  };
}
