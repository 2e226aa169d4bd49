/** `npm run dev` as an author uses it: the page and the runner follow the file, in the session that is open. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, test as base } from 'playwright/test';
import { addressIn } from '../address-in.ts';
import { freePort } from '../free-port.ts';
import { block, check, expect, run } from './guidepost.ts';

const GUIDE = `---
title: Follow
---

\`\`\`bash id=say
echo one
\`\`\`

\`\`\`text check
one
\`\`\`

<Include file="../../_shared/part.md" />
`;
const PART = 'A part that is shared.\n\n```bash id=part\necho shared\n```\n\n```text check\nshared\n```\n';

interface Author {
  /** The guide's page, with the key. */
  readonly link: string;
  /** Replaces words in the guide's file, as an editor does. */
  edit(from: string, to: string): Promise<void>;
  /** The same in the file that the guide includes. */
  editPart(from: string, to: string): Promise<void>;
}

/** With folders of its own, so that Vite has prepared nothing: what a fresh checkout is. */
const test = base.extend<{ author: Author }>({
  // oxlint-disable-next-line no-empty-pattern -- playwright reads the parameter's pattern
  author: async ({}, use) => {
    const state = await mkdtemp(join(tmpdir(), 'guidepost-dev-'));
    await mkdir('.astro', { recursive: true });
    const place = await mkdtemp('.astro/e2e-dev-'); // inside of the project, where Astro looks
    const file = join(place, 'content/guides/follow/index.mdx');
    await mkdir(join(place, 'content/guides/follow'), { recursive: true });
    await writeFile(file, GUIDE);
    const part = join(place, 'content/_shared/part.md');
    await mkdir(join(place, 'content/_shared'));
    await writeFile(part, PART);
    const replace = async (path: string, from: string, to: string) => {
      const text = await readFile(path, 'utf8');
      expect(text).toContain(from);
      await writeFile(path, text.replaceAll(from, to));
    };
    const child = startDev(place, state, await freePort());
    const link = (await addressIn(child.stdout)).replace('/#', '/guides/follow/#');
    await use({
      link,
      edit: (from, to) => replace(file, from, to),
      editPart: (from, to) => replace(part, from, to),
    });
    child.kill('SIGTERM');
    await once(child, 'exit');
    await Promise.all([place, state].map((folder) => rm(folder, { recursive: true })));
  },
});

test('an edited step and its check are on the page and run in the session that is open', async ({ page, author }) => {
  const loads = countLoads(page);
  await page.goto(author.link);
  await page.getByRole('button', { name: 'Use my own folder' }).click();
  await run(page, 'say');
  await expect(check(page, 'say').locator('.gp-check-word')).toHaveText('Passed');
  const session = await page.evaluate(() => localStorage.getItem('guidepost.session.follow'));
  expect(loads()).toBe(1); // not again once Vite has prepared what the page asked for

  await author.edit('one', 'two');
  await expect(block(page, 'say').locator('pre').first()).toContainText('echo two');
  await expect(check(page, 'say').locator('pre')).toContainText('two');
  await expect(block(page, 'say')).toHaveAttribute('data-status', 'stale');
  await run(page, 'say');
  await expect(block(page, 'say').locator('.gp-line')).toHaveText(['two']);
  await expect(check(page, 'say').locator('.gp-check-word')).toHaveText('Passed');
  expect(await page.evaluate(() => localStorage.getItem('guidepost.session.follow'))).toBe(session);
});

test('an edited file that the page includes is on the page, and its step runs as it is now', async ({
  page,
  author,
}) => {
  await page.goto(author.link);
  await page.getByRole('button', { name: 'Use my own folder' }).click();
  await run(page, 'part');
  await expect(check(page, 'part').locator('.gp-check-word')).toHaveText('Passed');

  await author.editPart('shared', 'common');
  await expect(page.getByText('A part that is common.')).toBeVisible();
  await expect(block(page, 'part').locator('pre').first()).toContainText('echo common');
  await expect(block(page, 'part')).toHaveAttribute('data-status', 'stale');
  await run(page, 'part');
  await expect(block(page, 'part').locator('.gp-line')).toHaveText(['common']);
  await expect(check(page, 'part').locator('.gp-check-word')).toHaveText('Passed');
});

function countLoads(page: Page): () => number {
  let loads = 0;
  page.on('load', () => (loads += 1));
  return () => loads;
}

function startDev(place: string, state: string, port: number): ChildProcess {
  const { npm_lifecycle_event: _, ...env } = process.env;
  return spawn(process.execPath, ['server/cli.ts', 'dev', '--no-open', '--yes', '--port', String(port)], {
    env: {
      ...env,
      GUIDEPOST_CONTENT: join(place, 'content'),
      GUIDEPOST_OUT: join(place, 'dist'),
      XDG_STATE_HOME: join(state, 'state'),
      XDG_RUNTIME_DIR: join(state, 'runtime'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
