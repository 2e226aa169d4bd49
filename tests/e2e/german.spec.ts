/** A site whose guides are in German speaks German throughout, and loads no other language. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { buildSite } from './build-site.ts';
import { startRunner, type Runner } from './guidepost.ts';

const CONTENT = 'tests/e2e/german';
const SITE = 'node_modules/.cache/german-site';

let runner: Runner;
let folder: string;

test.beforeAll(async () => {
  buildSite(CONTENT, SITE);
  folder = await mkdtemp(join(tmpdir(), 'guidepost-german-'));
  runner = await startRunner(folder, 0, CONTENT, SITE);
});

test.afterAll(async () => {
  await runner.stop();
  await rm(folder, { recursive: true, force: true });
});

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
  expect(held(['Run anyway', 'Not run', 'Stopped at', 'Connection lost'])).toEqual([]);
});
