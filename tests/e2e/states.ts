/** Every state that a page can be in, reached as a reader reaches it: the pictures (scripts/shots.ts) and states.spec.ts walk them all. */
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { type Runner, GUIDE, block, practise, run } from './guidepost.ts';

type Reach = (page: Page, runner: Runner) => Promise<void>;

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
  legend: async (page, { served }) => {
    await page.goto(served.url + ASKING);
    const check = page.locator('guide-check[data-block="connect"]');
    await check.getByRole('button', { name: 'What [..] and the like stand for' }).click();
    await page.getByRole('dialog', { name: 'What stands for other text' }).waitFor();
  },
  search: async (page, { served }) => {
    await page.goto(served.url + GUIDE);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('textbox', { name: 'Search' }).fill('banner');
    await page.locator('.pagefind-ui__result').first().waitFor();
  },
  choosing: async (page, runner) => {
    await page.goto(runner.link());
    await page.getByRole('button', { name: 'Start practice' }).waitFor();
  },
  'own folder': async (page, runner) => {
    const path = join(runner.folder, 'project');
    mkdirSync(path);
    writeFileSync(join(path, 'poem.txt'), 'one\ntwo\nthree\n');
    await page.goto(runner.link(FILES));
    await page.getByRole('button', { name: 'Use my own folder' }).click();
    await page.getByRole('textbox', { name: 'Absolute path of your project' }).fill(realpathSync(path));
    await page.getByRole('button', { name: 'Look at it' }).click();
    await page.getByRole('button', { name: 'Work in this folder' }).waitFor();
  },
  idle: practise,
  'value form': async (page, runner) => {
    await practise(page, runner, ASKING);
    await run(page, 'connect');
    const asked = page.getByRole('group', { name: 'Before this runs' });
    await asked.getByRole('button', { name: 'Use it and run' }).click();
    await asked.getByText('Database is required.').waitFor();
  },
  asking: async (page, runner) => {
    await practise(page, runner);
    await run(page, 'drop');
    await block(page, 'drop').locator('.gp-question').waitFor();
  },
  running: async (page, runner) => {
    await practise(page, runner);
    await run(page, 'slow');
    await until(page, 'slow', 'running');
  },
  passed: async (page, runner) => {
    await practise(page, runner);
    await run(page, 'greet');
    await until(page, 'greet', 'passed');
  },
  failed: async (page, runner) => {
    await practise(page, runner);
    await run(page, 'greet'); // the banner needs it
    await until(page, 'greet', 'passed');
    await run(page, 'banner');
    await until(page, 'banner', 'failed');
    await page.locator('guide-check[data-block="banner"] .gp-why').waitFor();
  },
  'several steps': async (page, runner) => {
    await practise(page, runner);
    await page.getByRole('button', { name: 'Run several' }).click();
    await page.getByRole('group', { name: 'Run several steps' }).waitFor();
  },
  steps: async (page, runner) => {
    await practise(page, runner);
    await page.getByRole('button', { name: 'Steps', exact: true }).dispatchEvent('click'); // shown where it is narrow
    await page.getByRole('dialog', { name: 'Steps' }).waitFor();
  },
  menu: async (page, runner) => {
    await practise(page, runner);
    await run(page, 'greet');
    await until(page, 'greet', 'passed');
    await page.getByRole('button', { name: /^Session/ }).click();
    await page.locator('.gp-menu').waitFor();
  },
  'past sessions': async (page, runner) => {
    await practise(page, runner);
    await run(page, 'greet');
    await until(page, 'greet', 'passed');
    await page.getByRole('button', { name: /^Session/ }).click();
    await page.getByRole('button', { name: 'Reset to a fresh practice copy' }).click();
    await until(page, 'greet', 'idle');
    await page.getByRole('button', { name: /^Session/ }).click();
    await page.getByRole('button', { name: 'All past sessions' }).click();
    await page.getByRole('dialog', { name: 'Past sessions' }).getByText('1 passed').waitFor();
  },
  compare: async (page, runner) => {
    await practise(page, runner);
    await run(page, 'greet');
    await until(page, 'greet', 'passed');
    await page.getByLabel('Whom to greet').fill('moon');
    await page.getByLabel('Whom to greet').press('Tab');
    await run(page, 'greet');
    await until(page, 'greet', 'failed');
    await block(page, 'greet').getByRole('button', { name: 'Compare with another run' }).click();
    await page
      .getByRole('dialog', { name: /^Compare runs/ })
      .getByRole('row', { name: 'Result' })
      .waitFor();
  },
  'file difference': async (page, runner) => {
    await practise(page, runner, FILES);
    await run(page, 'write');
    await block(page, 'write').locator('.gp-question .gp-missing').waitFor();
  },
  terminal: async (page, runner) => {
    await page.goto(runner.link(TYPING));
    await page.getByRole('button', { name: 'Use my own folder' }).click();
    await page.locator('.gp-place').getByText('My own folder').waitFor();
    await run(page, 'name');
    await block(page, 'name').locator('.xterm-rows').getByText('Your name:').waitFor();
  },
  palette: async (page, runner) => {
    await practise(page, runner);
    await page.keyboard.press('Control+k');
    await page.locator('.gp-palette').waitFor();
  },
  keys: async (page, runner) => {
    await practise(page, runner);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys of this page' }).waitFor();
  },
  disconnected: async (page, runner) => {
    await practise(page, runner);
    await run(page, 'slow');
    await until(page, 'slow', 'running');
    await runner.stop();
    await page.locator('guide-bar[data-link="lost"]').waitFor();
  },
};

async function until(page: Page, id: string, status: string): Promise<void> {
  await page.locator(`guide-block[data-id="${id}"][data-status="${status}"]`).waitFor();
  await block(page, id).evaluate((element) => element.scrollIntoView({ block: 'center' }));
}
