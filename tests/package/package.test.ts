/**
 * The package as a stranger uses it: packed, installed into an empty folder with an empty HOME and the machine's own
 * Node, and used in a repository that knows nothing of Guidepost, whose files stay as they are.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright';
import { makePackage } from '../../scripts/package.ts';
import { findChromium } from '../../server/setup/chromium.ts';

const SIZE = 400_000; // bytes packed; it was 240,000 when this was written
const base = mkdtempSync(join(tmpdir(), 'guidepost-package-'));
const repository = join(base, 'service');

before(async () => {
  await makePackage(join(base, 'package'));
  run('npm', ['pack', '--silent'], join(base, 'package'));
  mkdirSync(join(base, 'tools'));
  writeFileSync(join(base, 'tools', 'package.json'), '{"private":true}');
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', tarball()], join(base, 'tools'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text);
  }
});
after(() => rmSync(base, { recursive: true, force: true }));

test('the package is small, and holds no test, no source map and no test tool', () => {
  assert.ok(statSync(tarball()).size < SIZE, String(statSync(tarball()).size));
  const files = readdirSync(join(base, 'package'), { recursive: true, encoding: 'utf8' });
  assert.deepEqual(
    files.filter((file) => /\.(map|test\.js|tsx?)$/.test(file)),
    [],
  );
  assert.equal(existsSync(join(base, 'tools', 'node_modules', 'playwright')), false);
});

test('lint, list and run read the repository as it is', () => {
  assert.match(guidepost('--version'), /^\d+\.\d+\.\d+\n$/);
  assert.match(guidepost('list'), /install {2}.*1 step {2}Install/);
  assert.match(guidepost('lint'), /^docs\/ops\/look\.md:3: warning: unknown word frame/);
  assert.match(guidepost('run', 'docs/setup/install.md'), /1 passed/);
  assert.match(guidepost('run', '--all', '--jobs', '2'), /2 passed/);
});

test('a new guide runs', () => {
  guidepost('new', 'guide', 'docs/new.md');
  assert.match(guidepost('run', 'docs/new.md', '--yes'), /3 passed/);
  rmSync(join(repository, 'docs', 'new.md'));
});

test('build writes a static site, with links and pictures in their place', () => {
  guidepost('build', '--out', join(base, 'site'), '--site', 'https://docs.example.com', '--base', '/docs');
  const page = (path: string) => readFileSync(join(base, 'site', path), 'utf8');
  assert.match(page('index.html'), /href="\/docs\/docs\/setup\/install\/#verify"/);
  assert.match(page('index.html'), /src="\/docs\/files\/img\/logo\.svg"/);
  assert.ok(existsSync(join(base, 'site', 'files', 'img', 'logo.svg')));
  assert.match(page('docs/setup/install/index.html'), /<title>Install/);
});

test('start serves the repository with a runner, and a step that is clicked passes', async (t) => {
  const server = spawn(bin(), ['start', '--no-open', '--yes'], { cwd: repository, env: environment() });
  t.after(() => server.kill('SIGTERM'));
  const link = await linkOf(server);
  const executablePath = await findChromium();
  assert.ok(executablePath);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(link);
  await page.getByRole('link', { name: 'install', exact: true }).click();
  await page.getByRole('button', { name: /^Run/ }).first().click();
  await page.locator('guide-block').getByRole('button', { name: 'Use my own folder' }).click();
  await page.locator('guide-check .gp-check-word', { hasText: 'Passed' }).waitFor();
});

test('nothing was written into the repository', () => {
  const files = readdirSync(repository, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  assert.deepEqual(
    files.map(({ parentPath, name }) => join(parentPath, name).slice(repository.length + 1)).toSorted(),
    Object.keys(FILES).toSorted(),
  );
});

const FILES: Readonly<Record<string, string>> = {
  'README.md':
    '# A service\n\nFirst [install](docs/setup/install.md#verify), then [look around](docs/ops/).\n\n![Logo](img/logo.svg)\n',
  'img/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>\n',
  'docs/setup/install.md':
    '# Install\n\nBack to [the start](../../README.md).\n\n## Verify\n\n```sh\nX=1; echo "x=$X"\n```\n\n```text check\nx=1\n```\n',
  'docs/ops/README.md': 'Only prose.\n',
  'docs/ops/look.md': '# Look\n\n```bash frame="none" {1}\nls / > list.tmp; rm list.tmp; echo looked\n```\n',
  'package.json': '{"name":"a-service"}\n',
};

/** The reader's environment without this checkout's programs: the Node is the machine's own. */
function environment(): NodeJS.ProcessEnv {
  const home = join(base, 'home');
  mkdirSync(home, { recursive: true });
  const { PATH = '', npm_config_cache: cache = join(process.env['HOME'] ?? '', '.npm'), LANG } = process.env;
  const path = PATH.split(delimiter).filter(
    (folder) => !folder.includes('node_modules') && folder !== dirname(process.execPath),
  );
  return { PATH: path.join(delimiter), HOME: home, npm_config_cache: cache, ...(LANG ? { LANG } : {}) };
}

function run(program: string, args: readonly string[], cwd: string): string {
  return execFileSync(program, args, { cwd, env: environment(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function guidepost(...args: readonly string[]): string {
  return run(bin(), args, repository);
}

function bin(): string {
  return join(base, 'tools', 'node_modules', '.bin', 'guidepost');
}

function tarball(): string {
  const folder = join(base, 'package');
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
}

function linkOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (text: Buffer) => {
      said += text.toString();
      const [link] = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(said) ?? [];
      if (link) resolve(link);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.on('exit', () => reject(new Error(said)));
  });
}
