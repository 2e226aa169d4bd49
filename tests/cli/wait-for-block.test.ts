import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderOf, guidepost } from './guidepost.ts';

const FENCE = '```';

for (const [what, script] of Object.entries({
  'ends soon after':
    "echo 'Traceback (most recent call last):'; sleep 0.5; echo 'ModuleNotFoundError: no tomlkit'; exit 1",
  'runs on': "echo 'Traceback (most recent call last):'; sleep 0.5; echo 'ModuleNotFoundError: no tomlkit'; sleep 600",
})) {
  test(`a service whose first line is wrong, and which ${what}, is reported with its reason`, async (t) => {
    const root = folderOf(t);
    const text = `# Serve\n\n${FENCE}bash service\n${script}\n${FENCE}\n\n${FENCE}text check\nready\n...\n${FENCE}\n`;
    writeFileSync(join(root, 'guide.md'), text);
    const { code, out } = await guidepost(root, 'run', 'guide.md', '--report', 'md=report.md');
    assert.equal(code, 1);
    assert.match(out, /ModuleNotFoundError: no tomlkit/);
    assert.match(readFileSync(join(root, 'report.md'), 'utf8'), /ModuleNotFoundError: no tomlkit/);
    if (what === 'ends soon after') assert.match(out, /exit code 1/);
  });
}

test('a service that printed what it should but never became ready is reported with its end and its author’s help', async (t) => {
  const root = folderOf(t);
  const script = "trap 'sleep 2; exit 0' TERM\necho up\nwhile :; do sleep 600 & wait; done"; // takes its time to end
  const text = `# Serve

${FENCE}bash service ready=port:1 timeout=1s
${script}
${FENCE}

${FENCE}text check
up
...
${FENCE}

> **If this fails:** is the cable in?
`;
  writeFileSync(join(root, 'guide.md'), text);
  const { code, out } = await guidepost(root, 'run', 'guide.md');
  assert.equal(code, 1);
  assert.match(out, /was not ready within 1\.0 s: waiting for port 1/);
  assert.match(out, /is the cable in\?/);
  assert.doesNotMatch(out, /still running/);
});
