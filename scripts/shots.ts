/**
 * `npm run shots [-- FOLDER [STATE]…]`: pictures of the page in every state, in light and dark, on a desktop and on a
 * phone, and a contact sheet of them all, made with the real runner and the guides of the tests. `shots/` unless said;
 * git ignores it. `npm run shots -- --readme`: those of the README, in `docs/`.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, type Page, chromium } from 'playwright';
import config from '../playwright.config.ts';
import { CONTENT, buildSite } from '../tests/e2e/build-site.ts';
import { startRunner } from '../tests/e2e/guidepost.ts';
import { STATES } from '../tests/e2e/states.ts';

const SITE = 'node_modules/.cache/shots-site';
const WINDOWS = { desktop: { width: 1360, height: 900 }, phone: { width: 390, height: 844 } } as const;
const THEMES = ['light', 'dark'] as const;

/** What the README shows of three states: in a window of that size, with that part of the page in its middle. */
const README = [
  ['passed', 'light', { width: 1120, height: 700 }, 'guide-check[data-block="greet"]'],
  ['failed', 'dark', { width: 1120, height: 700 }, 'guide-check[data-block="banner"] .gp-why'],
  ['asking', 'light', WINDOWS.phone, 'guide-block[data-id="drop"]'],
] as const;

/** With a runner of its own: one state must not show in another. */
async function inState<T>(
  browser: Browser,
  state: string,
  viewport: { readonly width: number; readonly height: number },
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const place = await mkdtemp(join(tmpdir(), 'guidepost-shots-'));
  const runner = await startRunner(place, 0, CONTENT, SITE);
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    await STATES[state]?.(page, runner);
    return await use(page);
  } finally {
    await context.close();
    await runner.stop();
    await rm(place, { recursive: true, force: true });
  }
}

async function shoot(page: Page, path: string, theme: string): Promise<void> {
  await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
  await page.screenshot({ path });
}

/** All of them on one page: a row for each state. */
function sheetOf(rows: readonly (readonly [state: string, shots: readonly string[]])[]): string {
  const row = ([state, shots]: (typeof rows)[number]) =>
    `<h2>${state}</h2><p>${shots.map((shot) => `<a href="${shot}"><img src="${shot}" alt="${shot}"></a>`).join(' ')}</p>`;
  return `<!doctype html><meta charset="utf-8"><title>Contact sheet</title>
<style>body { font: 14px system-ui; margin: 1rem } img { block-size: 300px; border: 1px solid #8888 } h2 { margin: 1rem 0 0 } p { margin: 0 }</style>
${rows.map(row).join('\n')}`;
}

async function all(browser: Browser, folder: string, only: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const rows: (readonly [string, readonly string[]])[] = [];
  for (const state of Object.keys(STATES).filter((each) => only.length === 0 || only.includes(each))) {
    const shots: string[] = [];
    for (const [size, viewport] of Object.entries(WINDOWS))
      await inState(browser, state, viewport, async (page) => {
        for (const theme of THEMES) {
          const name = `${state.replaceAll(' ', '-')}-${theme}-${size}.png`;
          await shoot(page, join(folder, name), theme);
          shots.push(name);
        }
      });
    rows.push([state, shots]);
    console.log(`${state}: ${shots.length}`);
  }
  await writeFile(join(folder, 'index.html'), sheetOf(rows));
  const page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
  await page.goto(`file://${join(folder, 'index.html')}`);
  await page.screenshot({ path: join(folder, 'sheet.png'), fullPage: true });
  console.log(join(folder, 'index.html'));
}

async function forReadme(browser: Browser): Promise<void> {
  for (const [state, theme, viewport, middle] of README)
    await inState(browser, state, viewport, async (page) => {
      await page.locator(middle).evaluate((element) => element.scrollIntoView({ block: 'center' }));
      await shoot(page, `docs/${state}.png`, theme);
    });
}

if (import.meta.main) {
  buildSite(CONTENT, SITE);
  const browser = await chromium.launch(config.use?.launchOptions);
  const [folder = 'shots', ...states] = process.argv.slice(2);
  await (folder === '--readme' ? forReadme(browser) : all(browser, resolve(folder), states));
  await browser.close();
}
