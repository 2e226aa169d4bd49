import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

const NAMES = ['chromium', 'google-chrome', 'chromium-browser'];

/** The path of a Chromium that starts, which is installed if necessary. Null, after a message, if that fails too. */
export async function ensureChromium(root: string, say: (text: string) => void): Promise<string | null> {
  const found = await findChromium();
  if (found) return found;
  say('Installing a Chromium for the browser tests …');
  const node = process.execPath;
  await passes(node, [join(root, 'node_modules', 'playwright', 'cli.js'), 'install', 'chromium']);
  const installed = await findChromium();
  if (installed) return installed;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    await passes('apt-get', ['update', '-qq']);
    await passes('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-liberation']);
    const fromDebian = await findChromium();
    if (fromDebian) return fromDebian;
  }
  say('No working Chromium was found. Install one with: npx playwright install --with-deps chromium');
  return null;
}

/** The absolute path of a Chromium that starts: its `--version` fails if a library is missing. */
export async function findChromium(): Promise<string | null> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const named = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const path of ['/usr/bin/chromium', ...named, chromium.executablePath()].filter(existsSync)) {
    if (await starts(path)) return path;
  }
  return null;
}

async function starts(path: string): Promise<boolean> {
  const { failed } = await execa(path, ['--version'], { reject: false, timeout: 20_000, stdio: 'ignore' });
  return !failed;
}

async function passes(program: string, args: readonly string[]): Promise<boolean> {
  const { failed } = await execa(program, args, { reject: false, stdio: ['ignore', 'inherit', 'inherit'] });
  return !failed;
}
