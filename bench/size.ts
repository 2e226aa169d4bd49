/**
 * The JavaScript that Guidepost adds to a page, as gzip sends it: every script that a real browser loads, in files and
 * in the page, less what a page of the bare frame (Starlight) loads. `read`: without a runner. `connected`: from the
 * runner's link over the start of a session to a step that ran, printed and was checked. What comes when the reader asks
 * for it (Find, Save, the session's menu, an explanation, a terminal) is not loaded by then, and so is not counted.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from 'playwright';
import config from '../playwright.config.ts';
import { buildSite, CONTENT } from '../tests/e2e/build-site.ts';
import { block, check, GUIDE, practise, run, startRunner } from '../tests/e2e/guidepost.ts';
import type { Row } from './table.ts';

const SITE = 'node_modules/.cache/bench-size';
const FRAME = '.astro/bench-size'; // ignored by git, and outside of node_modules, whose content Astro skips
const STEP = 'greet';

export async function rows(): Promise<readonly Row[]> {
  buildSite(CONTENT, SITE);
  buildFrame();
  const folder = await mkdtemp(join(tmpdir(), 'guidepost-bench-'));
  for (const part of ['ours', 'frame']) mkdirSync(join(folder, part));
  const runner = await startRunner(join(folder, 'ours'), 0, CONTENT, SITE);
  const bare = await startRunner(join(folder, 'frame'), 0, CONTENT, join(FRAME, 'dist'));
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
    return [row('a guide that is read', read, frame), row('connected, with output', connected, frame)];
  } finally {
    await browser.close();
    await Promise.all([runner.stop(), bare.stop()]);
    await rm(folder, { recursive: true, force: true });
    rmSync(FRAME, { recursive: true, force: true });
  }
}

/** A page of the frame as we use it, and nothing of ours. */
function buildFrame(): void {
  rmSync(FRAME, { recursive: true, force: true });
  mkdirSync(join(FRAME, 'src/content/docs'), { recursive: true });
  writeFileSync(join(FRAME, 'src/content/docs/index.md'), '---\ntitle: A page\n---\n\n## A heading\n\nText.\n');
  writeFileSync(
    join(FRAME, 'src/content.config.ts'),
    `import { docsLoader } from '@astrojs/starlight/loaders';\nimport { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };\n`,
  );
  writeFileSync(
    join(FRAME, 'astro.config.mjs'),
    `import starlight from '@astrojs/starlight';
const build = { modulePreload: false, assetsInlineLimit: 0 };
export default { integrations: [starlight({ title: 'Frame', expressiveCode: false })], vite: { build } };\n`,
  );
  execFileSync(process.execPath, [resolve('node_modules/astro/bin/astro.mjs'), 'build'], {
    cwd: FRAME,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ASTRO_DISABLE_UPDATE_CHECK: 'true' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

type Sizes = readonly (readonly [name: string, kilobytes: number])[];

/** The scripts of a page after `use`. */
async function loaded(browser: Browser, use: (page: Page) => Promise<void>): Promise<Sizes> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
  const page = await context.newPage();
  const files: Promise<readonly [string, number]>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    const [name = ''] = new URL(response.url()).pathname.slice('/_astro/'.length).split('.');
    files.push(response.body().then((body) => [name, kilobytes(body)] as const));
  });
  await use(page);
  await page.waitForLoadState('networkidle'); // the frame loads its search once nothing else happens
  const inline = await page.evaluate(() =>
    [...document.scripts].filter(({ src, type }) => src === '' && type !== 'application/json').map(({ text }) => text),
  );
  const sizes = [...(await Promise.all(files)), ...inline.map((text) => ['inline', kilobytes(text)] as const)];
  await context.close();
  return sizes;
}

function kilobytes(script: string | Buffer): number {
  return gzipSync(script, { level: 9 }).length / 1000;
}

function row(name: string, page: Sizes, frame: Sizes): Row {
  const names = new Set(frame.map(([file]) => file));
  return {
    name: `JavaScript in kB of gzip that we add to the frame: ${name}`,
    ratio: sum(page) - sum(frame),
    target: '≤ 15',
    detail: page.flatMap(([file, size]) => (names.has(file) ? [] : [`${file} ${size.toFixed(1)}`])).join(' + '),
  };
}

function sum(sizes: Sizes): number {
  return sizes.reduce((total, [, size]) => total + size, 0);
}
