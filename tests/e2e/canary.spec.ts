/**
 * Pages of a hostile author in a real browser: what is left of them runs nothing by itself, without any policy, and
 * loads nothing from elsewhere under the policy that each page has.
 */
import type { Page } from 'playwright/test';
import { policyOf } from '../../server/site/policy.ts';
import { SEEDS, hostileText } from '../connect/hostile-text.ts';
import { sample } from '../lane.ts';
import { renderPage } from '../site/render.ts';
import { generator } from '../socket/random.ts';
import { expect, test } from './guidepost.ts';

const HERE = 'http://page.example/';
const CASES = sample({ daily: 40, nightly: 400 });

test('the canary sings in a page that nobody has cleaned', async ({ page }) => {
  const sung = await visit(page, '<img src=x onerror="CANARY()"><img src="https://evil.example/CANARY">', null);
  expect(sung).toEqual(['called', 'https://evil.example/CANARY']);
});

for (const seed of SEEDS.slice(0, sample({ daily: 1, nightly: SEEDS.length })))
  test(`seed ${seed}: nothing of a hostile page runs or loads anything`, async ({ page }) => {
    test.setTimeout(600_000);
    const random = generator(seed);
    let shown = 0;
    for (let at = 0; at < CASES; at += 1) {
      const text = hostileText(random);
      const html = await renderPage(text).catch(() => null); // then there is no page
      if (html === null) continue;
      shown += 1;
      const told = `seed ${seed}, case ${at}: ${JSON.stringify(text)}`;
      expect(
        (await visit(page, html, null)).filter((one) => one === 'called'),
        told,
      ).toEqual([]);
      expect(await visit(page, html, policyOf(html, 'ws://127.0.0.1:1')), told).toEqual([]);
    }
    expect(shown).toBeGreaterThan(CASES / 8);
  });

/** What happens there: calls of the canary, and addresses that are asked for beyond the page's own. */
async function visit(page: Page, html: string, policy: string | null): Promise<string[]> {
  const seen = new Set<string>();
  await page.unrouteAll({ behavior: 'wait' });
  await page.route('**', async (route) => {
    const url = route.request().url();
    if (url !== HERE) {
      if (!url.startsWith(HERE)) seen.add(url);
      return route.abort();
    }
    const headers = policy === null ? {} : { 'Content-Security-Policy': policy };
    const head = policy === null ? '<script>CANARY = () => (window.sung = true)</script>' : '';
    return route.fulfill({ body: `<!doctype html>${head}${html}`, contentType: 'text/html; charset=utf-8', headers });
  });
  await page.goto(HERE);
  const called = await page.evaluate(() => {
    for (const element of document.querySelectorAll('*'))
      for (const name of ['click', 'focus', 'mouseover', 'toggle', 'error', 'load'])
        if (name !== 'click' || !element.closest('a')) element.dispatchEvent(new Event(name));
    return Reflect.get(window, 'sung') === true;
  });
  return [...(called ? ['called'] : []), ...seen];
}
