import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { ownScripts } from '../../server/site/own-scripts.ts';
import { inlineScript } from '../../src/site/inline-script.ts';
import { policyOf, withPolicy } from '../../server/site/policy.ts';
import { themedPolicy } from '../../server/site/themed-policy.ts';

const SOCKET = 'ws://127.0.0.1:1';

const ARRIVAL = inlineScript(readFileSync('src/browser/runner/arrival.js', 'utf8'));

test('of inline scripts those of the product are allowed, by the hash of what the browser will see, and no other', () => {
  const policy = policyOf(
    `<script data-x="a>b">${ARRIVAL.replaceAll('\n', '\r\n')}</script><script>theirs</script><SCRIPT >too</SCRIPT ><script type=module>three</script>`,
    SOCKET,
  );
  assert.equal(directive(policy, 'script-src'), `script-src 'self' 'wasm-unsafe-eval' ${sha(ARRIVAL)}`);
});

test('a page that holds none of them allows none, and no inline style is ever allowed', () => {
  const policy = policyOf(
    '<script src="/a.js"></script><style>p{}</style><script type="application/json">{}</script>',
    SOCKET,
  );
  assert.ok(!policy.includes('sha256'));
  assert.equal(directive(policy, 'style-src'), "style-src 'self'");
});

test("the scripts of Starlight's components are known", () => {
  assert.ok(ownScripts().size >= 6, [...ownScripts()].join(' '));
  assert.ok(ownScripts().has(sha('\n\tStarlightThemeProvider.updatePickers();\n')));
});

test('a hosted page carries the policy as its first element, for any local port', () => {
  const page = withPolicy(
    '<!doctype html><html><head lang="en"><script>' + ARRIVAL + '</script><meta charset="utf-8"/></head></html>',
  );
  const [, policy = ''] =
    /<head lang="en"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="([^"]*)"><script>/.exec(
      page,
    ) ?? [];
  assert.ok(policy.includes(sha(ARRIVAL)));
  assert.match(policy, /connect-src 'self' ws:\/\/127\.0\.0\.1:\*;/);
  assert.doesNotMatch(policy, /frame-ancestors/);
});

test('dollar signs in a policy or page are not taken for replacement patterns', () => {
  assert.match(withPolicy("<head><script>'$&'</script>"), /<script>'\$&'<\/script>$/);
});

test('a site with a theme of its own runs the scripts that its build has put into a page, and none of another host', () => {
  const page = '<style>p{}</style><script>theirs</script><script src="https://cdn.example.com/a.js"></script>';
  const policy = themedPolicy(page, SOCKET);
  assert.equal(directive(policy, 'script-src'), `script-src 'self' 'wasm-unsafe-eval' ${sha('theirs')} ${sha('')}`);
  assert.equal(directive(policy, 'style-src'), "style-src 'self' 'unsafe-inline' https:");
  assert.equal(directive(policy, 'connect-src'), `connect-src 'self' ${SOCKET}`);
  assert.ok(policy.includes("frame-ancestors 'none'"));
});

function directive(policy: string, name: string): string {
  return policy.split('; ').find((rule) => rule.startsWith(`${name} `)) ?? '';
}

function sha(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
