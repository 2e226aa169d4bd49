/**
 * The package as a stranger has it: packed, installed with an empty HOME and the machine's own Node into a fresh
 * Starlight site, whose programs then serve a repository that knows nothing of Guidepost too.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { type TestContext, after, before } from 'node:test';
import { type Page, chromium } from 'playwright';
import { makePackage } from '../../scripts/package.ts';
import { findChromium } from '../../server/setup/chromium.ts';
import { REPOSITORY, STARLIGHT } from './files.ts';

export const base = mkdtempSync(join(tmpdir(), 'guidepost-package-'));
/** The reader's cache: no folder of its path is one of the package's, as where that is installed for all users. */
const far = mkdtempSync(join(base.startsWith('/tmp') ? '/var/tmp' : '/tmp', 'guidepost-cache-'));
export const repository = join(base, 'service');
export const site = join(base, 'starlight');

before(async () => {
  await makePackage(join(base, 'package'));
  run('npm', ['pack', '--silent'], join(base, 'package'));
  write(repository, REPOSITORY);
  write(site, { ...STARLIGHT, 'package.json': JSON.stringify(manifest()) });
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', tarball()], site);
});
after(() => [base, far].forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** As `create astro` writes it, with the versions that are in reach. */
function manifest(): object {
  const { dependencies } = JSON.parse(readFileSync(resolve('package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const { astro, '@astrojs/starlight': starlight } = dependencies;
  return { name: 'my-docs', type: 'module', private: true, dependencies: { astro, '@astrojs/starlight': starlight } };
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Below a folder, sorted; not what is installed, nor what Astro keeps for itself. */
export function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((file) => !/^(node_modules|\.astro)\//.test(file))
    .toSorted();
}

/** The reader's environment without this checkout's programs: the Node is the machine's own. */
function environment(): NodeJS.ProcessEnv {
  const home = join(base, 'home');
  mkdirSync(home, { recursive: true });
  const { PATH = '', npm_config_cache: cache = join(process.env['HOME'] ?? '', '.npm'), LANG } = process.env;
  const path = PATH.split(delimiter).filter(
    (folder) => !folder.includes('node_modules') && folder !== dirname(process.execPath),
  );
  const quiet = { ASTRO_TELEMETRY_DISABLED: '1' };
  const folders = { HOME: home, XDG_CACHE_HOME: far, npm_config_cache: cache };
  return { PATH: path.join(delimiter), ...folders, ...quiet, ...(LANG ? { LANG } : {}) };
}

export function run(program: string, args: readonly string[], cwd: string): string {
  return execFileSync(program, args, { cwd, env: environment(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export function guidepost(cwd: string, ...args: readonly string[]): string {
  return run(bin(), args, cwd);
}

function bin(): string {
  return join(site, 'node_modules', '.bin', 'guidepost');
}

export function tarball(): string {
  const folder = join(base, 'package');
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
}

/** A page of a server that `guidepost` has started in a folder; both end with the test. */
export async function open(t: TestContext, folder: string, ...args: readonly string[]): Promise<Page> {
  const server = spawn(bin(), args, { cwd: folder, env: environment() });
  t.after(() => server.kill('SIGTERM'));
  const link = await linkOf(server);
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('no Chromium was found');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(link);
  return page;
}

/** Clicks the first step of a page and waits for its check. */
export async function runFirstStep(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Run/ }).first().click();
  await page.locator('guide-block').getByRole('button', { name: 'Use my own folder' }).click();
  await page.locator('guide-check .gp-check-word', { hasText: 'Passed' }).first().waitFor();
}

function linkOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (text: Buffer) => {
      said += text.toString();
      const [link] = /http:\/\/127\.0\.0\.1:\d+\/\S*#guidepost\S+/.exec(said) ?? [];
      if (link) resolve(link);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.on('exit', () => reject(new Error(said)));
  });
}
