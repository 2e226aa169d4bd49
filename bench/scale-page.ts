/** The page of a guide of 1,000 blocks against that of one of 100: how long until it can be used, and used again. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Page, chromium } from 'playwright';
import config from '../playwright.config.ts';
import type { Row } from './table.ts';

const CLI = resolve(import.meta.dirname, '..', 'server', 'cli.ts');
const TIMES = 7;

/** Ten times the blocks may take ten times as long, and not longer. */
export async function pagesOf(root: string): Promise<readonly Row[]> {
  const folder = join(root, 'pages');
  mkdirSync(folder);
  for (const count of [100, 1000]) {
    const blocks = Array.from({ length: count }, (_, at) => `## ${at}\n\n\`\`\`bash id=b${at}\necho ${at}\n\`\`\`\n`);
    writeFileSync(join(folder, `g${count}.md`), `# ${count}\n\n${blocks.join('\n')}`);
  }
  const env = { ...process.env, XDG_STATE_HOME: join(root, 'state'), XDG_CACHE_HOME: join(root, 'cache') };
  const server = spawn(process.execPath, [CLI, 'start', folder, '--no-open', '--yes'], { env });
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    const link = await linkOf(server.stdout);
    const measured = [];
    for (const count of [100, 1000]) measured.push(await measure(await browser.newPage(), link, count));
    const [small, large] = measured;
    if (!small || !large) return [];
    return [
      row('page of 1,000 blocks, opened / of 100 blocks', large.opened, small.opened),
      row('page of 1,000 blocks that have run, reloaded / of 100 blocks', large.reloaded, small.reloaded),
    ];
  } finally {
    await browser.close();
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
}

async function measure(page: Page, link: string, count: number) {
  const { origin, hash } = new URL(link);
  await page.goto(`${origin}/g${count}/${hash}`);
  await page.locator('guide-bar[data-link="connected"]').waitFor();
  const opened = await median(() => untilConnected(page));
  await page.getByRole('button', { name: 'Use my own folder' }).click();
  await page.getByRole('button', { name: 'Run several' }).click();
  await page.getByRole('button', { name: /^Run all:/ }).click();
  await page.locator(`[data-id="b${count - 1}"][data-status="passed"]`).waitFor({ timeout: 600_000 });
  const reloaded = await median(async () => {
    const start = performance.now();
    await page.reload();
    await page.locator(`[data-id="b${count - 1}"][data-status="passed"]`).waitFor();
    return performance.now() - start;
  });
  return { opened, reloaded };
}

async function untilConnected(page: Page): Promise<number> {
  const start = performance.now();
  await page.reload();
  await page.locator('guide-bar[data-link="connected"]').waitFor();
  return performance.now() - start;
}

async function median(once: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < TIMES; at += 1) times.push(await once());
  return times.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0;
}

function row(name: string, large: number, small: number): Row {
  return { name, ratio: large / small, target: '≤ 10', detail: `${large.toFixed(0)} ms over ${small.toFixed(0)} ms` };
}

/** Read on, so that the server is not stopped by an output that nobody takes. */
function linkOf(said: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    said.on('data', (piece) => {
      text += String(piece);
      const [link] = /http:\/\/127\.0\.0\.1:\d+\/\S*#\S+/.exec(text) ?? [];
      if (link) resolve(link);
    });
    said.on('end', () => reject(new Error(`the server has ended: ${text}`)));
  });
}
