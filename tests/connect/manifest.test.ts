import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Manifest, bytesOf, digestOf, manifestOf } from '../../server/connect/manifest.ts';
import { readGuide } from '../../server/guides/read-guides.ts';

test('a manifest carries what a guide is made of, byte for byte, and nothing that tools or people left beside it', async (t) => {
  const folder = guideFolder(t);
  const manifest = manifestOf([await readGuide(folder)]);
  const [guide] = manifest.guides;
  assert.deepEqual(
    guide?.files.map(({ path }) => path),
    ['index.md', 'practice/data.bin', 'practice/start.sh'],
  );
  assert.deepEqual(
    guide?.files.map(({ executable }) => executable),
    [false, false, true],
  );
  const [, binary] = guide?.files ?? [];
  assert.deepEqual(binary && [...bytesOf(binary)], [0, 255, 254]);
  assert.match(Object.values(guide?.hashes ?? {})[0] ?? '', /^[0-9a-f]{64}$/);
  assert.deepEqual(Manifest.parse(JSON.parse(JSON.stringify(manifest))), manifest);
});

test('the digest changes with a byte, a name, a hash, a mode, and not with the order', async (t) => {
  const { guides } = manifestOf([await readGuide(guideFolder(t))]);
  const [guide] = guides;
  assert.ok(guide);
  const [first, ...rest] = guide.files;
  assert.ok(first);
  const digest = digestOf(guides);
  assert.equal(digestOf([{ ...guide, files: guide.files.toReversed() }]), digest);
  for (const changed of [
    { ...first, text: `${first.text} ` },
    { ...first, path: 'other.md' },
    { ...first, executable: true },
  ])
    assert.notEqual(digestOf([{ ...guide, files: [changed, ...rest] }]), digest);
  assert.notEqual(digestOf([{ ...guide, hashes: {} }]), digest);
});

for (const path of [
  '../x',
  '/x',
  'a/../../x',
  'a//b',
  './a',
  'a/.',
  '',
  'a\\..\\b',
  'a\u0000b',
  'a\nb',
  'practice/.git/config',
  '.GIT/hooks/x',
  'a/',
])
  test(`a path that leads out of the folder makes the whole manifest invalid: ${JSON.stringify(path)}`, () => {
    const guide = (file: string) => ({ id: 'a', title: 'A', hashes: {}, files: [{ path: file, text: '' }] });
    assert.ok(Manifest.safeParse({ guidepost: 1, guides: [guide('practice/.gitignore')] }).success);
    assert.ok(!Manifest.safeParse({ guidepost: 1, guides: [guide(path)] }).success);
  });

function guideFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const name of ['practice/node_modules', 'practice/venv']) mkdirSync(join(folder, name), { recursive: true });
  const files = {
    'index.md': '# Guide\n\n```bash\necho hello\n```\n',
    'practice/start.sh': 'echo start\n',
    'practice/.env': 'PASSWORD=x\n',
    'practice/node_modules/left.js': 'x',
    'practice/venv/left.py': 'x',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'practice/data.bin'), Buffer.from([0, 255, 254]));
  chmodSync(join(folder, 'practice/start.sh'), 0o755);
  symlinkSync('/etc/passwd', join(folder, 'practice/link'));
  return folder;
}
