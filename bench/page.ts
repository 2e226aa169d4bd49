/**
 * The page in a real Chromium before the real runner. Each floor is a bare page and a bare websocket in the same
 * browser, measured in turn with ours.
 */
import { chromium, type Browser, type Page } from 'playwright';
import config from '../playwright.config.ts';
import { buildSite } from '../tests/e2e/build-site.ts';
import { type Ask, withChild } from './child.ts';
import { installClock } from './page-clock.ts';
import { CONTENT, type Facts, type Question, SITE } from './page-server.ts';
import { closeWhole, rendererPeak } from './renderer.ts';
import type { Row } from './table.ts';

/** Chromium starts a process for the page that may come next, while ours is measured. */
const ALONE = '--disable-features=SpareRendererForSitePerProcess';
const ENDLESS = 4000; // ms that endless output is looked at

interface Place {
  readonly browser: Browser;
  readonly facts: Facts;
  readonly ask: Ask<Question>;
}

export function rows(): Promise<readonly Row[]> {
  buildSite(CONTENT, SITE);
  return withChild<Facts, Question, readonly Row[]>('page-server.ts', async (facts, ask) => {
    const { args = [], ...options } = config.use?.launchOptions ?? {};
    const browser = await chromium.launch({ ...options, args: [...args, ALONE] });
    const place = { browser, facts, ask };
    try {
      return [...(await click(place)), ...(await million(place)), await endless(place), await reload(place)];
    } finally {
      await browser.close();
    }
  });
}

/**
 * From the click on Run to the picture with the first line, against a click that a bare websocket echoes, and against
 * one that a bare bash answers over it: what starting a program takes on this machine, nobody can undercut.
 */
async function click(place: Place): Promise<Row[]> {
  const [page, floor] = [await openGuide(place, 'volume'), await openPage(place.browser, place.facts.bare)];
  const [ours, echoes, bashes]: [number[], number[], number[]] = [[], [], []];
  const step = page.locator('guide-block[data-id="echo"]');
  for (let at = -5; at < 80; at += 1) {
    await floor.bringToFront();
    const echo = await floor.evaluate(() => guidepostClock.presented('#go', '#echo'));
    const bash = await floor.evaluate(() => guidepostClock.presented('#bash', '#echo'));
    await page.bringToFront();
    const shown = await page.evaluate(() => guidepostClock.presented('[data-id="echo"] .gp-run', '[data-id="echo"]'));
    await step.and(page.locator('[data-status="passed"]')).waitFor();
    if (at < 0) continue;
    ours.push(shown);
    echoes.push(echo);
    bashes.push(bash);
  }
  await Promise.all([page, floor].map((one) => one.context().close()));
  return [
    ratio('click → first line presented / ws echo presented', median(ours), median(echoes), '≤ 1.15'),
    ratio('click → first line presented / bare bash and ws presented', median(ours), median(bashes), '≤ 1.15'),
  ];
}

/**
 * From the click to the picture with the last of a million lines, against receiving the same bytes and dropping them.
 */
async function million(place: Place): Promise<Row[]> {
  const { browser, facts } = place;
  const [shown, arrived, tasks, memory]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let at = 0; at < 9; at += 1) {
    const floor = await openPage(browser, facts.bare);
    arrived.push(await floor.evaluate((text) => received(text), facts.scripts['million'] ?? ''));
    await closeWhole(floor);
    const { ms, longestTask } = await showMillion(place);
    shown.push(ms);
    tasks.push(longestTask);
  }
  for (let at = 0; at < 3; at += 1) {
    const peak = await rendererPeak(browser);
    await showMillion(place);
    memory.push(await peak.stop());
  }
  return [
    ratio('1,000,000 lines: live end shown / the same received', median(shown), median(arrived), '≤ 0.4'),
    figure('1,000,000 lines: longest task in ms, 50 where none is longer', median(tasks), '≤ 50', 'ms'),
    figure('1,000,000 lines: renderer in MB', median(memory), '≤ 350', 'MB'),
  ];
}

async function showMillion(place: Place) {
  const page = await openGuide(place, 'volume');
  const result = await page.evaluate(() => guidepostClock.ended('million', 'the end of a million'));
  await closeWhole(page);
  return result;
}

async function endless(place: Place): Promise<Row> {
  const page = await openGuide(place, 'volume');
  const idle = await page.evaluate((ms) => guidepostClock.frames(ms), 1000);
  await page.locator('[data-id="endless"] .gp-run').click();
  await page.locator('[data-id="endless"] .gp-line').nth(5).waitFor();
  const busy = await page.evaluate((ms) => guidepostClock.frames(ms), ENDLESS);
  await page.locator('[data-id="endless"] .gp-run').click();
  await page.context().close();
  return {
    name: 'endless output: frames a second',
    ratio: busy,
    target: '≥ 50',
    detail: `${busy.toFixed(1)} a second, idle ${idle.toFixed(1)}`,
  };
}

/** From the reload to the picture with the last line, of as much as a run may show (64 MiB) and of one line. */
async function reload(place: Place): Promise<Row> {
  const much = await openGuide(place, 'much');
  const little = await openGuide(place, 'little');
  const [full, empty]: [number[], number[]] = [[], []];
  const sides = [
    ['much', much, full],
    ['little', little, empty],
  ] as const;
  for (const [id, page] of sides) await page.evaluate((name) => guidepostClock.ended(name, 'the end'), id);
  for (let at = -2; at < 11; at += 1) {
    for (const [, page, times] of sides) {
      await page.bringToFront();
      await page.reload();
      const ms = await page.evaluate(() => guidepostClock.restored());
      if (at >= 0) times.push(ms);
    }
  }
  await Promise.all([much, little].map((one) => one.context().close()));
  return ratio('reload with 64 MB of output / with one line', median(full), median(empty), '≤ 1.5');
}

async function openPage(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
  await context.addInitScript(installClock);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** A page of the guide with a session of its own. */
async function openGuide({ browser, facts, ask }: Place, id: string): Promise<Page> {
  await ask(id);
  const page = await openPage(browser, facts.links[id] ?? '');
  await page.locator('.gp-place', { hasText: 'My own folder' }).waitFor();
  return page;
}

function ratio(name: string, ours: number, floor: number, target: Row['target']): Row {
  return { name, ratio: ours / floor, target, detail: `${ours.toFixed(1)} ms over ${floor.toFixed(1)} ms` };
}

function figure(name: string, value: number, target: Row['target'], unit: string): Row {
  return { name, ratio: value, target, detail: `${value.toFixed(0)} ${unit}` };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
