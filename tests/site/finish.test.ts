import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inlineScript } from '../../src/site/inline-script.ts';
import { finishSite } from '../../server/site/finish.ts';

const ARRIVAL = inlineScript(readFileSync('src/browser/runner/arrival.js', 'utf8'));

test('every page of a build gets its policy, other files stay as they are, and the manifest lies beside them', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'finish-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'guide'));
  const page = '<!doctype html><head><title>⌘</title><script>' + ARRIVAL + '</script></head>';
  for (const name of ['index.html', 'guide/index.html', 'app.js']) writeFileSync(join(folder, name), page);
  finishSite(folder, { guidepost: 1 });
  for (const name of ['index.html', 'guide/index.html']) {
    const [before, policy, after] = readFileSync(join(folder, name), 'utf8').split(/(<meta .*?">)(?=<title)/);
    assert.match(policy ?? '', /^<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"/);
    assert.ok(policy?.includes(createHash('sha256').update(ARRIVAL).digest('base64')));
    assert.equal(`${before}${after}`, page);
  }
  assert.equal(readFileSync(join(folder, 'app.js'), 'utf8'), page);
  assert.equal(readFileSync(join(folder, 'guidepost.json'), 'utf8'), '{"guidepost":1}');
});
