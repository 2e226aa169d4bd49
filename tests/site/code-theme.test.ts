import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeToHtml } from 'shiki';
import { codeTheme } from '../../src/site/code-theme.ts';

test('each word of code has the colours of both themes, and both are those that Shiki gives it in two readings', async () => {
  const code = 'for file in one "$two" # three\ndo echo "$(date)" | grep -v \'x\' && exit 1; done\n';
  const themes = { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' } as const;
  const twice = await codeToHtml(code, { lang: 'bash', themes });
  const once = await codeToHtml(code, { lang: 'bash', theme: await codeTheme() });
  const pairs = [...twice.matchAll(/<span style="color:(#\w+);--shiki-dark:(#\w+)">/g)];
  const colors = [...once.matchAll(/<span style="color:light-dark\((#\w+),(#\w+)\)">/g)];
  assert.ok(pairs.length > 10);
  assert.deepEqual(lower(colors), lower(pairs));
});

function lower(matches: readonly RegExpMatchArray[]): string[][] {
  return matches.map(([, light = '', dark = '']) => [light.toLowerCase(), dark.toLowerCase()]);
}
