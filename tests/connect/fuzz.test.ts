/**
 * The whole way of what a host sends: manifest, file names, front matter, Markdown. A canary in every text must never
 * come out as markup or be executed, nothing may crash, and each case has bounded time. Seeds are kept; one that fails
 * is named.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type HastNode, htmlToHast } from 'satteri';
import { openApproved, stage } from '../../server/connect/approved.ts';
import { refuseCode } from '../../server/connect/data-only.ts';
import { Manifest, digestOf } from '../../server/connect/manifest.ts';
import { review } from '../../server/connect/review.ts';
import { RunbookError } from '../../src/runbook/error.ts';
import { readTree, splitDocument } from '../../src/runbook/reading/document.ts';
import { liveParts } from '../../src/runbook/reading/live-parts.ts';
import { parse } from '../../src/runbook/reading/parse.ts';
import { generator, pick } from '../socket/random.ts';
import { SEEDS, hostileText } from './hostile-text.ts';
import { renderPage } from '../site/render.ts';

const CASES = 60; // a seed
const LONGEST = 5_000_000; // µs of CPU time a case

const NAMES = [
  'index.md',
  'index.mdx',
  'more.md',
  'more.mdx',
  'x.mdx',
  'practice/a',
  'practice/a/b',
  'practice/A',
  '../x',
  '/x',
  'practice/.git/x',
  'a\u0000',
  '',
  'practice/e\u0301',
  'practice/\u00e9',
  `practice/${'x'.repeat(300)}`,
];

/** What would run, load, or cover a part of ours. */
const LIVE = new Set('script iframe style meta object textarea plaintext use base link form template math'.split(' '));
const DEAD_URL = /^(?!\s*(javascript|data:text|CANARY:))/i;

/** The elements of a page that are alive, as a browser would read it; what stands in our own parts is text of a fence. */
function alive(html: string): string[] {
  const found: string[] = [];
  walk(htmlToHast(html, { fragment: true }));
  return found;

  function walk(node: HastNode): void {
    if (node.type === 'element') {
      if (/^guide-(block|check|code)$/.test(node.tagName)) return;
      if (LIVE.has(node.tagName)) found.push(`<${node.tagName}>`);
      for (const [name, value] of Object.entries(node.properties)) {
        if (/^(on|srcDoc$|formAction$|ping$)/i.test(name)) found.push(`${name} of <${node.tagName}>`);
        if (/^(href|src|action|cite|longDesc|xLinkHref)$/.test(name) && !DEAD_URL.test(String(value)))
          found.push(`${name}=${String(value)}`);
        if (name === 'style' && !/^text-align: ?(left|center|right)$/.test(String(value)))
          found.push(`style=${String(value)}`);
      }
    }
    if ('children' in node) node.children.forEach(walk);
  }
}

test('what is alive is seen, and what only looks like it in a text is not', () => {
  for (const html of [
    '<img src=x onerror=y>',
    '<a href=" javascript:x">x</a>',
    '<b title="x"><style>',
    '<p style="top:0">',
  ])
    assert.equal(alive(html).length, 1, html);
  assert.deepEqual(alive('<b title="<script onload=x href=javascript:x">x</b><code>&lt;script></code>'), []);
});

for (const seed of SEEDS) {
  const random = generator(seed);
  const text = () => hostileText(random);

  test(`seed ${seed}: what a host sends is refused with its place, or is data`, async (t) => {
    const state = mkdtempSync(join(tmpdir(), 'fuzz-'));
    t.after(() => rmSync(state, { recursive: true, force: true }));
    for (let at = 0; at < CASES; at += 1) {
      const files = Array.from({ length: 1 + random(3) }, (_, index) => ({
        path: index === 0 ? pick(random, ['index.md', 'index.mdx']) : pick(random, NAMES),
        text: text(),
      }));
      const began = process.cpuUsage();
      const read = Manifest.safeParse({
        guidepost: 1,
        guides: [{ id: 'a', title: text().slice(0, 400), hashes: {}, files }],
      });
      if (read.success) {
        digestOf(read.data.guides);
        const staged = await stage(openApproved(state, `key ${at}`), read.data.guides).catch(refusedOnly(seed, at));
        if (staged) {
          const shown = review(
            'https://docs.example.com/',
            null,
            { guides: staged.guides, files: read.data.guides },
            80,
          );
          assert.doesNotMatch(
            shown.text + shown.files,
            /[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/,
            `seed ${seed}, case ${at}`,
          );
          staged.remove();
        }
      }
      assert.ok(process.cpuUsage(began).user < LONGEST, `seed ${seed}, case ${at} took too long`);
      assert.deepEqual(
        readdirSync(state).filter((name) => name !== 'connected'),
        [],
      );
    }
  });

  test(`seed ${seed}: what the parser says a page contains is what is rendered, and nothing in it is alive`, async () => {
    let rendered = 0;
    for (let at = 0; at < CASES; at += 1) {
      const [page, file] = [text(), pick(random, ['guide.md', 'guide.mdx'])];
      const told = `seed ${seed}, case ${at}: ${JSON.stringify(page)}`;
      const runbook = attempt(() => parse('guide', [{ slug: 'index', file, text: page }]), told);
      if (!runbook || isLive(file, page)) continue;
      attempt(() => refuseCode(file, page), told); // refused or not, it crashes nothing
      const html = await renderPage(page, file).catch((error: unknown) => {
        assert.match(String(error), /not closed|differently/, told); // then there is no page
        return null;
      });
      if (html === null) continue;
      rendered += 1;
      const shells = [...html.matchAll(/<guide-block [^>]*data-id="([^"]*)"/g)].map(([, id]) => id);
      assert.deepEqual(
        shells,
        runbook.blocks.map(({ id }) => id),
        told,
      );
      const checks = runbook.blocks.flatMap(({ expectations }) => expectations);
      assert.equal(html.split('<guide-check').length - 1, checks.length, told);
      assert.deepEqual(alive(html), [], told);
    }
    assert.ok(rendered > 5, `seed ${seed} shows too little: ${rendered} pages`);
  });
}

/** Code of the reader's own, which is compiled after a question. */
function isLive(file: string, page: string): boolean {
  return liveParts(readTree(file, splitDocument(file, page).body)).length > 0;
}

function refusedOnly(seed: number, at: number) {
  return (error: unknown): null => {
    if (!(error instanceof RunbookError)) assert.fail(`seed ${seed}, case ${at}: ${String(error)}`);
    return null;
  };
}

function attempt<T>(read: () => T, told: string): T | null {
  try {
    return read() ?? ({} as T);
  } catch (error) {
    if (error instanceof RunbookError) return null;
    assert.fail(`${told}: ${String(error)}`);
  }
}
