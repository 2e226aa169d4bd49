import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editLinks } from '../../src/site/edit-links.ts';

const pages = [{ file: '/docs/set up/index.md', entry: 'set-up' }];

test("a page's edit link is the project's address with the path of its file", () => {
  assert.deepEqual(editLinks('https://github.com/me/docs/edit/main/docs/', '/docs', pages), {
    'set-up': 'https://github.com/me/docs/edit/main/docs/set%20up/index.md',
  });
});

test('without an address there are no edit links', () => {
  assert.deepEqual(editLinks(null, '/docs', pages), {});
});
