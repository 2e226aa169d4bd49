/**
 * `npm run shots [-- FOLDER [STATE]…]`: pictures of the page in every state, in light and dark, on a desktop and on a phone, and
 * a contact sheet of them all, made with the real runner and a guide of the tests. `shots/` unless said; git ignores
 * it.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright';
import config from '../playwright.config.ts';
import { CONTENT, buildSite } from '../tests/e2e/build-site.ts';
import { startRunner } from '../tests/e2e/guidepost.ts';
import { STATES } from '../tests/e2e/states.ts';

const SITE = 'node_modules/.cache/shots-site';
const WINDOWS = { desktop: { width: 1360, height: 900 }, phone: { width: 390, height: 844 } } as const;
const THEMES = ['light', 'dark'] as const;

/** In both themes, with a runner of its own: one state must not show in another. */
async function shoot(browser: Browser, folder: string, state: string, size: keyof typeof WINDOWS) {
  const place = await mkdtemp(join(tmpdir(), 'guidepost-shots-'));
  const runner = await startRunner(place, 0, CONTENT, SITE);
  const context = await browser.newContext({ viewport: WINDOWS[size], reducedMotion: 'reduce' });
  const names: string[] = [];
  try {
    const page = await context.newPage();
    await STATES[state]?.(page, runner);
    for (const theme of THEMES) {
      await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
      const name = `${state.replaceAll(' ', '-')}-${theme}-${size}.png`;
      await page.screenshot({ path: join(folder, name) });
      names.push(name);
    }
  } finally {
    await context.close();
    await runner.stop();
    await rm(place, { recursive: true, force: true });
  }
  return names;
}

/** All of them on one page: a row for each state. */
function sheetOf(rows: readonly (readonly [state: string, shots: readonly string[]])[]): string {
  const row = ([state, shots]: (typeof rows)[number]) =>
    `<h2>${state}</h2><p>${shots.map((shot) => `<a href="${shot}"><img src="${shot}" alt="${shot}"></a>`).join(' ')}</p>`;
  return `<!doctype html><meta charset="utf-8"><title>Contact sheet</title>
<style>body { font: 14px system-ui; margin: 1rem } img { block-size: 300px; border: 1px solid #8888 } h2 { margin: 1rem 0 0 } p { margin: 0 }</style>
${rows.map(row).join('\n')}`;
}

async function main(folder: string, only: readonly string[]): Promise<void> {
  buildSite(CONTENT, SITE);
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch(config.use?.launchOptions);
  const rows: (readonly [string, readonly string[]])[] = [];
  for (const state of Object.keys(STATES).filter((each) => only.length === 0 || only.includes(each))) {
    const shots: string[] = [];
    for (const size of ['desktop', 'phone'] as const) shots.push(...(await shoot(browser, folder, state, size)));
    rows.push([state, shots]);
    console.log(`${state}: ${shots.length}`);
  }
  await writeFile(join(folder, 'index.html'), sheetOf(rows));
  const page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
  await page.goto(`file://${join(folder, 'index.html')}`);
  await page.screenshot({ path: join(folder, 'sheet.png'), fullPage: true });
  await browser.close();
  console.log(join(folder, 'index.html'));
}

if (import.meta.main) await main(resolve(process.argv[2] ?? 'shots'), process.argv.slice(3));
