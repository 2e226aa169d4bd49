/** A page before a real runner: engine, gate and built site as `npm start` binds them, each test with its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Locator, type Page } from 'playwright/test';
import { acceptingGuides } from '../../server/consent/accept.ts';
import { createEngine } from '../../server/engine/engine.ts';
import type { Engine } from '../../server/engine/session/types.ts';
import { writtenReport } from '../../server/commands/session-report.ts';
import { findGuides } from '../../server/guides/read-guides.ts';
import { serve, type Served } from '../../server/http/serve.ts';
import { renewal } from '../../server/setup/renew.ts';
import * as en from '../../src/words/en.ts';
import type { Words } from '../../src/words/index.ts';
import { CONTENT, SITE } from './build-site.ts';

export interface Runner {
  readonly served: Served;
  readonly engine: Engine;
  readonly folder: string;
  link(path?: string): string;
  /** Stops it as Ctrl-C does, or only the doors. */
  stop(): Promise<void>;
}

export { expect };

export const GUIDE = '/guides/sampler/';

export const test = base.extend<{ runner: Runner }>({
  // oxlint-disable-next-line no-empty-pattern -- playwright reads the parameter's pattern
  runner: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'guidepost-e2e-'));
    const runner = await startRunner(folder);
    await use(runner);
    await runner.stop();
    await rm(folder, { recursive: true, force: true });
  },
});

/**
 * `port` 0 takes any; the same port again is a restart as the page sees it. `own`: the guides are the reader's, who may
 * have outputs accepted into them, as `npm start` allows; a function builds the site after that.
 */
export async function startRunner(
  folder: string,
  port = 0,
  content = CONTENT,
  dist = SITE,
  own: boolean | (() => void) = false,
): Promise<Runner> {
  const place = join(content, 'guides');
  const { guides, accept } = acceptingGuides(await findGuides(place));
  const build = async () => {
    if (typeof own !== 'function') return;
    own();
    served.renew();
  };
  const renew = renewal({ read: () => findGuides(place), guides, build, say: () => {} });
  const engine = createEngine({
    stateDir: join(folder, 'state'),
    practiceDir: join(folder, 'practice'),
    runtimeDir: join(folder, 'runtime'),
    cwd: folder,
    env: process.env,
    guide: (id) => guides().find(({ runbook }) => runbook.id === id),
  });
  const served = await serve({
    engine,
    guides,
    log: () => {},
    dist,
    content,
    port,
    runtime: join(folder, 'runtime'),
    report: (session, format) => writtenReport(session, format, 'Guidepost'),
    accept: own ? (...what) => accept(...what).then(() => void renew()) : null,
  });
  let stopping: Promise<unknown> | undefined;
  return {
    served,
    engine,
    folder,
    link: (path = GUIDE) => served.link(path),
    stop: async () => {
      stopping ??= Promise.all([engine.shutdown(), served.close()]);
      await stopping;
    },
  };
}

export function block(page: Page, id: string): Locator {
  return page.locator(`guide-block[data-id="${id}"]`);
}

export function check(page: Page, id: string): Locator {
  return page.locator(`guide-check[data-block="${id}"]`);
}

/** Opens the guide from the terminal's link and starts practice, as a reader does. */
export async function practise(page: Page, runner: Runner, path?: string, said: Words = en): Promise<void> {
  await page.goto(runner.link(path));
  await page.getByRole('button', { name: said.barMarkup.practice }).click();
  await expect(page.locator('.gp-place')).toHaveText(said.bar.practice);
}

export async function run(page: Page, id: string): Promise<void> {
  await block(page, id).locator('.gp-run').click();
}
