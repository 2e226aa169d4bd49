/**
 * Every state that a page can be in, reached as a reader of its language reaches it: the pictures (scripts/shots.ts),
 * states.spec.ts and german.spec.ts walk them all.
 */
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import * as en from '../../src/words/en.ts';
import type { Words } from '../../src/words/index.ts';
import { type Runner, GUIDE, block, practise, run } from './guidepost.ts';

type Reach = (page: Page, runner: Runner, said?: Words, search?: string) => Promise<void>;

const ASKING = '/guides/asking/';
const FILES = '/guides/files/';
const TYPING = '/guides/typing/';

export const STATES: Readonly<Record<string, Reach>> = {
  landing: async (page, { served }) => void (await page.goto(served.url)),
  'not found': async (page, { served }) => void (await page.goto(`${served.url}/no/such/page/`)),
  'first page': async (page, { served }) => void (await page.goto(served.url + ASKING)),
  reading: async (page, { served }) => void (await page.goto(served.url + GUIDE)),
  'how to run it': async (page, { served }) => {
    await page.goto(served.url + GUIDE);
    await run(page, 'greet');
    await block(page, 'greet').locator('.gp-question').waitFor();
  },
  legend: async (page, { served }, said = en) => {
    await page.goto(served.url + ASKING);
    const check = page.locator('guide-check[data-block="connect"]');
    await check.getByRole('button', { name: said.stepMarkup.legend }).click();
    await page.getByRole('dialog', { name: said.legend.title }).waitFor();
  },
  search: async (page, { served }, _, search = 'Search') => {
    await page.goto(served.url + GUIDE);
    await page.getByRole('button', { name: search }).click();
    await page.getByRole('textbox', { name: search }).fill('banner');
    await page.locator('.pagefind-ui__result').first().waitFor();
  },
  choosing: async (page, runner, said = en) => {
    await page.goto(runner.link());
    await page.getByRole('button', { name: said.barMarkup.practice }).waitFor();
  },
  'own folder': async (page, runner, said = en) => {
    const path = join(runner.folder, 'project');
    mkdirSync(path);
    writeFileSync(join(path, 'poem.txt'), 'one\ntwo\nthree\n');
    await page.goto(runner.link(FILES));
    await page.getByRole('button', { name: said.barMarkup.folder }).click();
    await page.getByRole('textbox', { name: said.folder.path }).fill(realpathSync(path));
    await page.getByRole('button', { name: said.folder.look }).click();
    await page.getByRole('button', { name: said.folder.use }).waitFor();
  },
  idle: (page, runner, said) => practise(page, runner, GUIDE, said),
  'value form': async (page, runner, said = en) => {
    await practise(page, runner, ASKING, said);
    await run(page, 'connect');
    const asked = page.getByRole('group', { name: said.question.label });
    await asked.getByRole('button', { name: said.askValues.run(1) }).click();
    await asked.getByText(said.values.wrong('Database', said.PROBLEMS.needed)).waitFor();
  },
  asking: async (page, runner, said = en) => {
    await practise(page, runner, GUIDE, said);
    await run(page, 'drop');
    await block(page, 'drop').locator('.gp-question').waitFor();
  },
  running: async (page, runner, said = en) => {
    await practise(page, runner, GUIDE, said);
    await run(page, 'slow');
    await until(page, 'slow', 'running');
  },
  passed: async (page, runner, said = en) => {
    await practise(page, runner, GUIDE, said);
    await run(page, 'greet');
    await until(page, 'greet', 'passed');
  },
  failed: async (page, runner, said = en) => {
    await practise(page, runner, GUIDE, said);
    await run(page, 'greet'); // the banner needs it
    await until(page, 'greet', 'passed');
    await run(page, 'banner');
    await until(page, 'banner', 'failed');
    await page.locator('guide-check[data-block="banner"] .gp-why').waitFor();
  },
  'all at once': async (page, runner, said = en) => {
    await practise(page, runner, GUIDE, said);
    for (const [id, status] of [
      ['greet', 'passed'],
      ['banner', 'failed'],
      ['broken', 'failed'],
    ] as const) {
      await run(page, id);
      await until(page, id, status);
    }
    await run(page, 'drop');
    await block(page, 'drop').locator('.gp-question').waitFor();
    await run(page, 'slow');
    await until(page, 'slow', 'running');
    await page.getByRole('button', { name: said.barMarkup.sessionMenu }).click();
    await page.locator('.gp-menu').waitFor();
  },
  'several steps': async (page, runner, said = en) => {
    await practise(page, runner, GUIDE, said);
    await page.getByRole('button', { name: said.barMarkup.several }).click();
    await page.getByRole('group', { name: said.several.label }).waitFor();
  },
  steps: async (page, runner, said = en) => {
    await practise(page, runner, GUIDE, said);
    await page.locator('guide-bar [data-icon="steps"]').dispatchEvent('click'); // shown where it is narrow
    await page.getByRole('dialog', { name: said.barMarkup.steps }).waitFor();
  },
  menu: async (page, runner, said = en) => {
    await practise(page, runner, GUIDE, said);
    await run(page, 'greet');
    await until(page, 'greet', 'passed');
    await page.getByRole('button', { name: said.barMarkup.sessionMenu }).click();
    await page.locator('.gp-menu').waitFor();
  },
  'past sessions': async (page, runner, said = en) => {
    await practise(page, runner, GUIDE, said);
    await run(page, 'greet');
    await until(page, 'greet', 'passed');
    await page.getByRole('button', { name: said.barMarkup.sessionMenu }).click();
    await page.getByRole('button', { name: said.menu.reset }).click();
    await until(page, 'greet', 'idle');
    await page.getByRole('button', { name: said.barMarkup.sessionMenu }).click();
    await page.getByRole('button', { name: said.menu.pastSessions }).click();
    await page
      .getByRole('dialog', { name: said.history.title })
      .getByText(said.resultWords({ passed: 1, failed: 0, other: 0 }))
      .waitFor();
  },
  compare: async (page, runner, said = en) => {
    await practise(page, runner, GUIDE, said);
    await run(page, 'greet');
    await until(page, 'greet', 'passed');
    await page.getByLabel('Whom to greet').fill('moon');
    await page.getByLabel('Whom to greet').press('Tab');
    await run(page, 'greet');
    await until(page, 'greet', 'failed');
    await block(page, 'greet').getByRole('button', { name: said.outputMarkup.compareRuns }).click();
    await page
      .getByRole('dialog', { name: said.compare.title('Say hello') })
      .getByRole('row', { name: said.compare.result })
      .waitFor();
  },
  'file difference': async (page, runner, said = en) => {
    await practise(page, runner, FILES, said);
    await run(page, 'write');
    await block(page, 'write').locator('.gp-question .gp-missing').waitFor();
  },
  terminal: async (page, runner, said = en) => {
    await page.goto(runner.link(TYPING));
    await page.getByRole('button', { name: said.barMarkup.folder }).click();
    await page.locator('.gp-place').getByText(said.start.mine).waitFor();
    await run(page, 'name');
    await block(page, 'name').locator('.xterm-rows').getByText('Your name:').waitFor();
  },
  palette: async (page, runner, said = en) => {
    await practise(page, runner, GUIDE, said);
    await page.keyboard.press('Control+k');
    await page.locator('.gp-palette').waitFor();
  },
  keys: async (page, runner, said = en) => {
    await practise(page, runner, GUIDE, said);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: said.keys.title }).waitFor();
  },
  disconnected: async (page, runner, said = en) => {
    await practise(page, runner, GUIDE, said);
    await run(page, 'slow');
    await until(page, 'slow', 'running');
    await runner.stop();
    await page.locator('guide-bar[data-link="lost"]').waitFor();
  },
};

/** Each is a part of “all at once”, or of “first page”: they have pictures of their own, but need no other look. */
const PARTS = ['reading', 'idle', 'asking', 'running', 'passed', 'failed', 'menu'];
export const WALKED = Object.entries(STATES).filter(([state]) => !PARTS.includes(state));

async function until(page: Page, id: string, status: string): Promise<void> {
  await page.locator(`guide-block[data-id="${id}"][data-status="${status}"]`).waitFor();
  await block(page, id).evaluate((element) => element.scrollIntoView({ block: 'center' }));
}
