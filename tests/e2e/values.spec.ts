/**
 * A guide that has to ask: what it needs is read before anything runs, and values are asked for where they are needed.
 */
import { block, expect, practise, run, test } from './guidepost.ts';

const ASKING = '/guides/asking/';

test('the first page and the landing page say what a guide needs, costs and changes', async ({ page, runner }) => {
  for (const path of ['/', ASKING]) {
    await page.goto(runner.served.url + path);
    const about = path === '/' ? page.getByRole('listitem').filter({ hasText: 'Values to give' }) : glance();
    await expect(about).toContainText('psql 14 or newer: any build will do.');
    await expect(about).toContainText('A minute, and no download.');
    await expect(about).toContainText('Only the database that you name.');
  }
  await expect(glance()).toContainText('You are asked for: Database, Token.');

  function glance() {
    return page.getByRole('region', { name: 'At a glance' });
  }
});

test('a step asks for the value that it lacks, with an example, refuses a wrong one, and then runs', async ({
  page,
  runner,
}) => {
  await practise(page, runner, ASKING);
  await run(page, 'before'); // needs none
  await expect(block(page, 'before')).toHaveAttribute('data-status', 'passed');
  await expect(page.locator('.gp-now')).toContainText('Next Connect to the database asks first');
  await page.getByRole('button', { name: 'Next step' }).click();
  const asked = page.getByRole('group', { name: 'Before this runs' });
  const field = asked.getByRole('textbox', { name: 'Database', exact: true });
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute('placeholder', 'as in shop');
  await expect(field).toHaveAccessibleDescription(/Its name as the server has it/);
  await field.press('Enter');
  await expect(asked).toContainText('Database is required.');
  await field.fill('SHOP');
  await asked.getByRole('button', { name: 'Use it and run' }).click();
  await expect(asked).toContainText('does not match the pattern `[a-z]+`');
  await expect(field).toBeFocused();
  await field.fill('shop');
  await field.press('Enter');
  await expect(block(page, 'connect')).toHaveAttribute('data-status', 'passed');
  await expect(asked).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Database', exact: true })).toHaveValue('shop');
});

test('a value given in an earlier session of this kind is offered, a secret never', async ({ page, runner }) => {
  await practise(page, runner, ASKING);
  await give('connect', 'Database', 'shop');
  await give('log-in', 'Token', 'hush-hush');
  await page.getByRole('button', { name: /^Session/ }).click();
  await page.getByRole('button', { name: 'New practice session' }).click();
  await expect(block(page, 'connect')).toHaveAttribute('data-status', 'idle');
  await run(page, 'connect');
  const asked = block(page, 'connect').getByRole('group', { name: 'Before this runs' });
  await expect(asked.getByRole('textbox', { name: 'Database', exact: true })).toHaveValue('shop');
  await asked.getByRole('button', { name: 'Use it and run' }).click();
  await expect(block(page, 'connect')).toHaveAttribute('data-status', 'passed');
  await run(page, 'log-in');
  await expect(block(page, 'log-in').getByLabel('Token')).toHaveValue('');
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('hush-hush');

  async function give(id: string, label: string, value: string) {
    await run(page, id);
    await block(page, id).getByLabel(label, { exact: true }).fill(value);
    await block(page, id).getByRole('button', { name: 'Use it and run' }).click();
    await expect(block(page, id)).toHaveAttribute('data-status', /passed|failed/);
  }
});

test('a secret stays in its field until the session has it', async ({ page, runner }) => {
  let isCut = false;
  await page.routeWebSocket(/127\.0\.0\.1/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (isCut || !String(message).includes('"type":"input"')) return server.send(message);
      isCut = true;
      void socket.close();
    });
  });
  await practise(page, runner, ASKING);
  const values = page.locator('guide-inputs');
  const token = values.getByLabel('Token', { exact: true });
  await token.fill('hush');
  await token.press('Tab');
  await expect(values).toContainText('The connection was lost. Try again.');
  await expect(token).toHaveValue('hush');
  await expect(page.locator('guide-bar')).toHaveAttribute('data-link', 'connected');
  await token.fill('hush-hush');
  await token.press('Tab');
  await expect(token).toHaveAttribute('placeholder', 'set for this session');
  await expect(token).toHaveValue('');
});

test('several steps stop before one that lacks a value, and say which', async ({ page, runner }) => {
  await practise(page, runner, ASKING);
  await page.getByRole('button', { name: 'Run several' }).click();
  const menu = page.getByRole('group', { name: 'Run several steps' });
  await expect(menu).toContainText('It stops before “Connect to the database”, which asks first.');
  await menu.getByRole('button', { name: /^Run all/ }).click();
  await expect(page.locator('.gp-bar-message')).toHaveText(
    'Stopped at Connect to the database: it needs a value: Database.',
  );
  await run(page, 'connect');
  await expect(block(page, 'connect').getByRole('textbox', { name: 'Database' })).toBeFocused();
});

test('without a runner the commands show the values, marked, and Copy takes what is shown', async ({
  page,
  runner,
}) => {
  await page.goto(runner.served.url + ASKING);
  const code = block(page, 'connect').locator('pre');
  await expect(code.locator('[role="mark"]')).toHaveText(['localhost', 'localhost']);
  await expect(code.locator('[data-is="missing"]').first()).toHaveAttribute('title', 'Database: no value yet');
  await page.getByRole('textbox', { name: 'Database', exact: true }).fill('shop');
  await page.getByRole('textbox', { name: /^Note/ }).fill('mind "the" gap');
  await page.getByRole('textbox', { name: /^Note/ }).press('Tab');
  await expect(code).toHaveText(/^echo "to localhost\/shop, note mind \\"the\\" gap"\n?printf '%s\\n' localhost$/);
  await expect(code.getByTitle('Database', { exact: true })).toHaveText('shop');
  await page.getByRole('button', { name: 'Copy Connect to the database' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('echo "to localhost/shop, note mind \\"the\\" gap"\n');
  await page.reload();
  await expect(code.getByTitle('Database', { exact: true })).toHaveText('shop');
  await page.goto(runner.link(ASKING));
  await page.getByRole('button', { name: 'Start practice' }).click();
  await expect(code.locator('[role="mark"]')).toHaveCount(0); // what runs is the guide's text
  await expect(code).toContainText('to $HOST/$DATABASE, note ${NOTE}');
  await expect(code.getByText('$DATABASE')).toHaveAttribute('title', 'Database: shop');
});

/** As Expressive Code frames it, which parts a line by color and not by name. */
const FRAMED = `<div class="expressive-code"><figure class="frame"><pre data-language="bash"><code><div class="ec-line"><div class="code"><span>echo </span><span>"to $</span><span>HOST/$DATA</span><span>BASE, note </span><span>\${</span><span>NOTE</span><span>}"</span></div></div><div class="ec-line"><div class="code"><span>printf '%s\\n' </span><span>$HOST</span></div></div></code></pre></figure></div>`;

test('the highlighter of another site marks no values: they are shown all the same', async ({ page, runner }) => {
  await page.route(`**${ASKING}`, async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    const framed = html.replace(/(data-id="connect"[^]*?)<pre[^]*?<\/pre>/, (_, before: string) => before + FRAMED);
    await route.fulfill({ response, body: framed.replace('<main', '<guide-parts></guide-parts><main') });
  });
  await page.goto(runner.served.url + ASKING);
  const lines = block(page, 'connect').locator('.ec-line');
  await expect(lines).toHaveText(['echo "to localhost/$DATABASE, note ${NOTE}"', "printf '%s\\n' localhost"]);
  await page.getByRole('textbox', { name: 'Database', exact: true }).fill('shop');
  await page.getByRole('textbox', { name: 'Database', exact: true }).press('Tab');
  await expect(lines.first()).toHaveText('echo "to localhost/shop, note ${NOTE}"');
  await page.getByRole('button', { name: 'Copy Connect to the database' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('echo "to localhost/shop, note ${NOTE}"\n');
});
