/** The page in Firefox, where this machine has one: the local page, and a hosted one that pairs. */
import { join } from 'node:path';
import { walkSite } from '../../server/site/walk.ts';
import { SITE } from './build-site.ts';
import { FIREFOX, openFirefox, type Firefox } from './firefox.ts';
import { test as base } from './guidepost.ts';
import { DOCS, pairedRunner } from './hosted.ts';

const test = base.extend<{ firefox: Firefox }>({
  firefox: async ({ runner }, use) => {
    const firefox = await openFirefox(FIREFOX ?? '', join(runner.folder, 'firefox'));
    await use(firefox);
    await firefox.close();
  },
});
test.skip(FIREFOX === undefined, 'there is no Firefox here; GUIDEPOST_FIREFOX can name one');

const ENTER = '\uE007';
const link = (state: string) => `document.querySelector('guide-bar')?.dataset.link === '${state}'`;
const status = (id: string, state: string) =>
  `document.querySelector('guide-block[data-id="${id}"]')?.dataset.status === '${state}'`;
const says = (selector: string, text: string) =>
  `document.querySelector('${selector}')?.textContent.includes(${JSON.stringify(text)})`;
const run = (id: string) => `guide-block[data-id="${id}"] .gp-run`;

test('a step runs, is stopped, and is there after a reload', async ({ firefox, runner }) => {
  await firefox.goto(runner.link());
  await firefox.click('guide-bar button', 'Start practice');
  await firefox.until(says('.gp-place', 'Practice copy'));
  await firefox.click(run('greet'));
  await firefox.until(status('greet', 'passed'));
  await firefox.click(run('slow'));
  await firefox.until(status('slow', 'running'));
  await firefox.until(says('guide-block[data-id="slow"] .gp-lines', 'counting'));
  await firefox.click(run('slow'), 'Stop');
  await firefox.until(status('slow', 'cancelled'));
  await firefox.reload();
  await firefox.until(status('greet', 'passed'));
  await firefox.until(says('guide-block[data-id="greet"] .gp-lines', 'Hello, world'));
});

test('a terminal block takes what is typed', async ({ firefox, runner }) => {
  await firefox.goto(runner.link('/guides/typing/'));
  await firefox.click('guide-bar button', 'Use my own folder');
  await firefox.until(says('.gp-place', 'My own folder'));
  await firefox.click(run('name'));
  await firefox.until(says('.xterm-rows', 'Your name'));
  await firefox.type(`Ann${ENTER}`);
  await firefox.until(says('.xterm-rows', 'Hello, Ann'));
});

test('a hosted page pairs and runs; without a runner it does not say that the browser forbade it', async ({
  firefox,
  runner,
}) => {
  const docs = await pairedRunner(join(runner.folder, 'paired'));
  try {
    const assets = walkSite(SITE);
    await firefox.publish(new URL(DOCS).hostname, (path) => assets.get(path));
    await firefox.goto(docs.link());
    await firefox.click('guide-bar button', 'Connect to my runner');
    await firefox.click('guide-bar button', 'Start practice');
    await firefox.until(says('.gp-place', 'Practice copy'));
    await firefox.click(run('greet'));
    await firefox.until(status('greet', 'passed'));
    docs.served.rotate();
    await firefox.until(link('refused'));

    await firefox.goto('about:blank');
    const stale = docs.link();
    docs.served.rotate();
    await firefox.goto(stale);
    await firefox.until(link('unreached'));
    await firefox.until(says('guide-bar', `No runner on port ${docs.served.port} accepts this page`));
  } finally {
    await docs.close();
  }
});
