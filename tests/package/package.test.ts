import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { REPOSITORY, STARLIGHT } from './files.ts';
import { base, filesOf, guidepost, open, repository, run, runFirstStep, site, tarball } from './installed.ts';

const SIZE = 450_000; // bytes packed; it was 403,000 when this was written

test('the package is small, and holds no test, no source map and no test tool', () => {
  assert.ok(statSync(tarball()).size < SIZE, String(statSync(tarball()).size));
  const files = readdirSync(join(base, 'package'), { recursive: true, encoding: 'utf8' });
  assert.deepEqual(
    files.filter((file) => /\.(map|test\.js|(?<!\.d\.)tsx?)$/.test(file)),
    [],
  );
  assert.equal(existsSync(join(site, 'node_modules', 'playwright')), false);
});

test('lint, list and run read the repository as it is', () => {
  assert.match(guidepost(repository, '--version'), /^\d+\.\d+\.\d+\n$/);
  assert.match(guidepost(repository, 'list'), /install {2}.*1 step {2}Install/);
  assert.match(guidepost(repository, 'lint'), /^docs\/ops\/look\.md:3: warning: unknown word frame/);
  assert.match(guidepost(repository, 'run', 'docs/setup/install.md'), /1 passed/);
  assert.match(guidepost(repository, 'run', '--all', '--jobs', '2'), /3 passed/);
});

test('a new guide runs', () => {
  guidepost(repository, 'new', 'guide', 'docs/new.md');
  assert.match(guidepost(repository, 'run', 'docs/new.md', '--yes'), /3 passed/);
  rmSync(join(repository, 'docs', 'new.md'));
});

test('build writes a static site, with links and pictures in their place', () => {
  const hosted = ['--site', 'https://docs.example.com', '--base', '/docs'];
  const said = guidepost(repository, 'build', '--out', join(base, 'site'), ...hosted);
  assert.doesNotMatch(said, /was not found/, 'our manual is not looked for in a repository that has none');
  const page = (path: string) => readFileSync(join(base, 'site', path), 'utf8');
  assert.match(page('index.html'), /href="\/docs\/docs\/setup\/install\/#verify"/);
  assert.match(page('index.html'), /<img src="\/docs\/files\/img\/logo\.svg" alt="Logo"/);
  assert.match(
    page('index.html'),
    /<img src="\/docs\/files\/img\/logo\.svg" width="9"> <a href="\/docs\/docs\/ops\/look\/"/,
  );
  assert.ok(existsSync(join(base, 'site', 'files', 'img', 'logo.svg')));
  assert.match(page('docs/setup/install/index.html'), /<title>Install/);
});

test('start serves the repository with a runner, and a step that is clicked passes', async (t) => {
  const page = await open(t, repository, 'start', '--no-open', '--yes');
  await runFirstStep(page);
  await page.getByRole('link', { name: 'install', exact: true }).click();
  await page.locator('guide-bar', { hasText: 'Connected' }).waitFor();
});

test('nothing was written into the repository, nor beside the package', () => {
  assert.equal(existsSync(join(site, 'node_modules', '.cache')), false);
  assert.deepEqual(filesOf(repository), Object.keys(REPOSITORY).toSorted());
});

test("a site's own build shows its guides as blocks, and keeps its theme, its pages and its parts", () => {
  run('npx', ['astro', 'build'], site);
  const page = (path: string) => readFileSync(join(site, 'dist', path), 'utf8');
  const hello = page('guides/hello/index.html');
  assert.match(hello, /<guide-block id="step-greet-sh"[^]*class="expressive-code"[^]*<guide-check/);
  assert.match(hello, /<guide-parts[^]*id="guidepost-data"[^]*<guide-bar/);
  assert.match(hello, /class="starlight-aside starlight-aside--note"/);
  assert.match(hello, /class="ec-line highlight mark"[^]*class="ec-line highlight ins"/);
  assert.doesNotMatch(hello, /data-sealed|Content-Security-Policy/);
  assert.match(page('guides/parts/index.html'), /class="sl-steps"[^]*<guide-block[^]*<starlight-tabs[^]*<guide-block/);
  assert.equal(page('guides/parts/index.html').match(/<guide-block /g)?.length, 4); // what it imports is not its own
  assert.match(page('guides/shared/index.html'), /data-id="login"[^]*data-id="(?!login)/); // an included part, and what follows it
  assert.match(page('guides/twice/index.html'), /data-id="one-login"[^]*data-id="two-login"/);
  assert.match(page('index.html'), /A site of our own/);
  assert.doesNotMatch(page('index.html'), /<guide-bar/);
  assert.match(page('plain/index.html'), /<guide-bar[^]*<guide-block/);
  const { guides } = JSON.parse(page('guidepost.json')) as { readonly guides: readonly { readonly id: string }[] };
  assert.deepEqual(guides.map(({ id }) => id).toSorted(), ['hello', 'parts', 'plain', 'shared', 'twice']);
  rmSync(join(site, 'dist'), { recursive: true });
});

test('the command line knows the guides of a site, and runs them', () => {
  assert.match(guidepost(site, 'list'), /hello {2}.*1 step {2}Say hello/);
  assert.match(guidepost(site, 'run', '--all', '--jobs', '2', '--yes'), /10 passed/);
});

test('start serves a site with a runner, in its own theme, below its own base', async (t) => {
  const page = await open(t, site, 'start', '--no-open', '--yes');
  assert.match(page.url(), /\/handbook\/$/);
  await page.goto(new URL('guides/hello/', page.url()).href);
  await page.getByRole('banner').getByText('My Docs').waitFor();
  await runFirstStep(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('option', { name: /^Step/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.goto(new URL('../../plain/', page.url()).href);
  await page.locator('guide-bar', { hasText: 'Connected' }).waitFor();
});

test('dev serves a site as astro dev does, with a runner', async (t) => {
  const page = await open(t, site, 'dev', '--no-open', '--yes');
  await page.goto(new URL('guides/parts/', page.url()).href);
  await page.locator('guide-bar', { hasText: 'Connected' }).waitFor();
});

test('nothing was written into the site', () => {
  assert.deepEqual(filesOf(site), [...Object.keys(STARLIGHT), 'package-lock.json', 'package.json'].toSorted());
});
