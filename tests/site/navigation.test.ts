import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlainGuide } from '../../src/site/guide-page.ts';
import { navigation } from '../../src/site/navigation.ts';
import { parse } from '../../src/runbook/reading/parse.ts';

test('every guide but the one that is read is one link', () => {
  const { entries } = navigation([guide('one'), guide('two')], [], 'guides/two/more', '/docs');
  assert.deepEqual(entries, [{ ...LINK, label: 'Guide one', href: '/docs/guides/one/' }]);
});

test('a guide leads from page to page, and ends at its last', () => {
  const at = (entry: string) => navigation([guide('one'), guide('two')], [], entry, '/');
  assert.deepEqual([at('guides/two').prev, at('guides/two').next?.href], [undefined, '/guides/two/more/']);
  assert.equal(at('guides/two/last').prev?.href, '/guides/two/more/');
  assert.equal(at('guides/two/last').next, undefined);
  assert.deepEqual([at('manual/start').prev, at('manual/start').next], [undefined, undefined]);
});

test('the only guide of a site is open wherever the reader is', () => {
  const [only] = navigation([guide('one')], [], 'manual/start', '/').entries;
  assert.ok(only?.type === 'group');
  assert.equal(only.entries.length, 3);
});

test('the manual is listed on its own pages, and one link on those of a guide', () => {
  const pages = [{ ...LINK, label: 'What it does', href: '/manual/' }];
  const manual = { type: 'group', label: 'Manual', entries: pages, collapsed: false, badge: undefined } as const;
  const on = (entry: string) => navigation([guide('one')], [manual], entry, '/').entries.at(-1);
  assert.deepEqual(on('manual/start'), manual);
  assert.deepEqual(on('guides/one'), { ...LINK, label: 'Manual', href: '/manual/' });
});

const LINK = { type: 'link', isCurrent: false, badge: undefined, attrs: {} } as const;

function guide(id: string): PlainGuide {
  const page = (slug: string, title: string) => ({ slug, file: `${slug}.md`, text: `---\ntitle: ${title}\n---\n` });
  const sources = [page('index', `Guide ${id}`), page('more', 'More'), page('last', 'Last')] as const;
  const entries = { index: `guides/${id}`, more: `guides/${id}/more`, last: `guides/${id}/last` };
  return { runbook: parse(id, sources), hashes: {}, entries };
}
