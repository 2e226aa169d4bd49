import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { policyOf, withPolicy } from '../../server/site/policy.ts';

const SOCKET = 'ws://127.0.0.1:1';

test('inline scripts and styles are allowed by the hash of what the browser will see', () => {
  const policy = policyOf(
    '<script data-x="a>b">one\r\ntwo</script><STYLE>p{}</STYLE ><script type=module>three</script>',
    SOCKET,
  );
  assert.ok(directive(policy, 'script-src').includes(sha('one\ntwo')));
  assert.ok(directive(policy, 'script-src').includes(sha('three')));
  assert.ok(directive(policy, 'style-src').includes(sha('p{}')));
});

test('a script with a source needs no hash, and an attribute that is only called like one is no source', () => {
  assert.ok(!policyOf('<script src="/a.js"></script>', SOCKET).includes('sha256'));
  assert.ok(policyOf('<script data-src="/a.js">x</script>', SOCKET).includes(sha('x')));
});

test('data is not script', () => {
  assert.ok(!policyOf('<script type="application/json" id="data">{}</script>', SOCKET).includes('sha256'));
});

test('a hosted page carries the policy as its first element, for any local port', () => {
  const page = withPolicy(
    '<!doctype html><html><head lang="en"><script>x</script><meta charset="utf-8"/></head></html>',
  );
  const [, policy = ''] =
    /<head lang="en"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="([^"]*)"><script>x<\/script><\/head>/.exec(
      page,
    ) ?? [];
  assert.ok(policy.includes(sha('x')));
  assert.match(policy, /connect-src 'self' ws:\/\/127\.0\.0\.1:\*;/);
  assert.doesNotMatch(policy, /frame-ancestors/);
});

test('dollar signs in a policy or page are not taken for replacement patterns', () => {
  assert.match(withPolicy("<head><script>'$&'</script>"), /<script>'\$&'<\/script>$/);
});

function directive(policy: string, name: string): string {
  return policy.split('; ').find((rule) => rule.startsWith(`${name} `)) ?? '';
}

function sha(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
