/** A site whose guides are in German speaks German throughout, and loads no other language. */
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from 'playwright/test';
import * as de from '../../src/words/de.ts';
import * as en from '../../src/words/en.ts';
import { CONTENT, buildSite } from './build-site.ts';
import { practise, run, startRunner, type Runner } from './guidepost.ts';
import { WALKED } from './states.ts';

const GERMAN = 'tests/e2e/german';
const SITE = 'node_modules/.cache/german-site';

let folder: string;
let content: string;
let runner: Runner;
let started = 0;

/** The guides of all tests, which are in English, beside one in German. */
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guidepost-german-'));
  content = join(folder, 'content');
  await cp(CONTENT, content, { recursive: true });
  await cp(GERMAN, content, { recursive: true, force: true });
  buildSite(content, SITE);
});

test.beforeEach(async () => {
  runner = await startRunner(join(folder, `runner-${(started += 1)}`), 0, content, SITE);
});

test.afterEach(() => runner.stop());
test.afterAll(() => rm(folder, { recursive: true, force: true }));

test('states, buttons, the bar, questions and announcements are German', async ({ page }) => {
  await page.goto(runner.link('/guides/gruss/'));
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.getByRole('button', { name: 'Übung beginnen' }).click();
  await expect(page.locator('.gp-place')).toHaveText('Übungskopie');
  await page.getByRole('button', { name: 'Ausführen: Grüßen' }).click();
  const step = page.getByRole('group', { name: 'Grüßen' });
  await expect(step).toContainText('Bestanden');
  await expect(step).toContainText('Exit-Code 0 nach');
  await expect(page.locator('guide-live-region')).toContainText('Bestanden');
  await expect(page.getByText('1 von 2 Schritten')).toBeVisible();
  await page.getByRole('button', { name: 'Ausführen: Fragen' }).click();
  await expect(page.getByRole('group', { name: 'Bevor dies ausgeführt wird' })).toContainText('Wirklich?');
  await expect(page.getByRole('button', { name: 'Ja, ausführen' })).toBeVisible();
});

test('what is wrong with a folder or a value is said in German', async ({ page }) => {
  await page.goto(runner.link('/guides/files/'));
  await page.getByRole('button', { name: de.barMarkup.folder }).click();
  await page.getByRole('textbox', { name: de.folder.path }).fill('/no/such/folder');
  await page.getByRole('button', { name: de.folder.look }).click();
  await expect(page.locator('guide-bar')).toContainText('Diesen Ordner gibt es nicht.');
  await practise(page, runner, '/guides/asking/', de);
  await run(page, 'connect');
  const asked = page.getByRole('group', { name: de.question.label });
  await asked.getByRole('textbox', { name: 'Database', exact: true }).fill('SHOP');
  await asked.getByRole('button', { name: de.askValues.run(1) }).click();
  await expect(asked).toContainText('Database passt nicht zum Muster `[a-z]+`.');
});

for (const [state, reach] of WALKED) {
  test(`no English word of ours is left: ${state}`, async ({ page }) => {
    await reach(page, runner, de, 'Suchen');
    const texts = await textsOn(page);
    expect(texts.length).toBeGreaterThan(10);
    const own = await ownTexts();
    const left = texts.filter((text) => isEnglish(own.names.reduce((rest, name) => rest.replaceAll(name, ''), text)));
    expect(left.filter((text) => !own.prose.includes(plain(text)))).toEqual([]);
  });
}

test('each page links to the place where it is edited', async ({ page }) => {
  await page.goto(`${runner.served.url}/guides/gruss/`);
  const link = page.getByRole('link', { name: /bearbeiten/ });
  await expect(link).toHaveAttribute('href', 'https://example.com/edit/main/docs/guides/gruss/index.md');
});

test('no script of a German site contains the English words', async () => {
  const scripts = (await readdir(join(SITE, '_astro'))).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(scripts.map((name) => readFile(join(SITE, '_astro', name), 'utf8')));
  const all = texts.join('\n');
  const held = (words: readonly string[]) => words.filter((word) => all.includes(word));
  const german = ['Trotzdem ausführen', 'Nicht ausgeführt', 'Angehalten bei'];
  expect(held(german)).toEqual(german);
  expect(
    held([
      'Run anyway',
      'Not run',
      'Stopped at',
      'Connection lost',
      'should be a whole number',
      'This is not a folder',
    ]),
  ).toEqual([]);
});

/**
 * What can be read on the page, seen or read out, but for code, what programs print, and what the runner says of a check:
 * why it failed, and what it waits for.
 */
function textsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const theirs =
      'pre, code, script, style, svg, template, noscript, .gp-lines, .gp-diff, .xterm, .pagefind-ui__result, .gp-why, guide-live-region, guide-check:is([data-tone="running"], [data-tone="undecided"]) .gp-check-word';
    const found = new Set([document.title]);
    for (const each of document.querySelectorAll<HTMLElement>('body, body *')) {
      if (each.closest(theirs)) continue;
      const own = [...each.childNodes].filter((node) => node instanceof Text).map(({ data }) => data.trim());
      const spoken = ['aria-label', 'title', 'placeholder', 'alt', 'data-lost', 'data-gone'];
      for (const text of [...own, ...spoken.map((name) => each.getAttribute(name) ?? '')]) if (text) found.add(text);
    }
    return [...found];
  });
}

/** What the authors of the guides wrote: in one line, and what we put into sentences of ours, the longest first. */
async function ownTexts(): Promise<{ prose: string; names: readonly string[] }> {
  const files = (await readdir(CONTENT, { recursive: true })).filter((name) => /\.(mdx?|yaml|txt)$/.test(name));
  const texts = await Promise.all(files.map((name) => readFile(join(CONTENT, name), 'utf8')));
  const named = texts.flatMap((text) => [...text.matchAll(/="([^"]+)"|^(?:title|#+|\s+label):? (.+)$/gm)]);
  const names = named.map(([, quoted, line]) => quoted ?? line ?? '');
  return { prose: plain(texts.join('\n')), names: names.toSorted((a, b) => b.length - a.length) };
}

const plain = (text: string) => text.replace(/[`*_“”"']|\$[A-Z]+/g, '').replace(/\s+/g, ' ');

/** One of our English words that is another in German, or a text with a word that only English has. */
function isEnglish(text: string): boolean {
  return (
    ENGLISH.has(text) ||
    /\b(the|and|is|are|of|to|for|your|you|this|it|not|with|from|has|have|been|run|runs|by)\b/i.test(text)
  );
}

const ENGLISH = new Set(wordsIn(en).filter((word) => !wordsIn(de).includes(word)));

function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value.trim()];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}
