import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeToHtml } from 'shiki';
import { highlightPlaceholders } from '../../src/site/placeholder-highlighter.ts';

async function marked(code: string, words: string, lang = 'text'): Promise<readonly (string | undefined)[]> {
  const html = await codeToHtml(code, {
    lang,
    theme: 'github-light',
    meta: { __raw: words },
    transformers: [highlightPlaceholders],
  });
  return [...html.matchAll(/<span class="gp-hole">([^<]*)<\/span>/g)].map(([, hole]) => hole);
}

test('in an expected output, what stands for other text is marked', async () => {
  const code = 'Poetry (version [VERSION>=2.0])\n...\nat [port=NUMBER], [..]\nmaybe (?)\n';
  assert.deepEqual(await marked(code, 'check'), ['[VERSION>=2.0]', '...', '[port=NUMBER]', '[..]', ' (?)']);
  assert.deepEqual(await marked('{ "id": "[UUID]" }', 'check exit=0', 'json'), ['[UUID]']);
});

test('brackets that stand for nothing else are text', async () => {
  assert.deepEqual(await marked('Usage: tool [ARGUMENT...] [flags]\n^[a-z]+$ (re)\n[VERSION>=]\n', 'check'), [' (re)']);
});

test('anywhere else it is text like any other', async () => {
  assert.deepEqual(await marked('...\n[NUMBER]\n', ''), []);
  assert.deepEqual(await marked('echo [NUMBER]\n', 'id=check title="a check"', 'bash'), []);
});
