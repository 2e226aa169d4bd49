import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readProject } from '../../server/project/project.ts';
import { watchGuides } from '../../server/setup/watch-guides.ts';

const GUIDE = '# Say\n\n```bash id=say\necho one\n```\n';

function folder(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), 'guidepost-watch-'));
  t.after(() => rmSync(made, { recursive: true }));
  return made;
}

test('a guide that can no longer be read keeps its last readable version, and the error is reported with its place', async (t) => {
  const docs = folder(t);
  const [say, other] = ['say.md', 'other.md'].map((name) => join(docs, name)) as [string, string];
  for (const file of [say, other]) writeFileSync(file, GUIDE);
  const said: string[] = [];
  const watched = await watchGuides(
    () => readProject(docs),
    (line) => said.push(line),
  );
  writeFileSync(say, GUIDE.replace('id=say', 'id=say timeout=never'));
  writeFileSync(other, GUIDE.replace('one', 'two'));
  assert.deepEqual(
    (await watched.refresh()).map(({ runbook }) => runbook.id),
    ['other'],
  );
  assert.match(said.join(), /say\.md:3: timeout=never/);
  const scripts = watched.guides().map(({ runbook }) => runbook.blocks[0]?.script.trim());
  assert.deepEqual(new Set(scripts), new Set(['echo one', 'echo two']));
  writeFileSync(say, GUIDE.replace('one', 'three'));
  assert.deepEqual(
    (await watched.refresh()).map(({ runbook }) => runbook.id),
    ['say'],
  );
});

test('a guide that cannot be read at the start is reported, and served as soon as it can be read', async (t) => {
  const docs = folder(t);
  const file = join(docs, 'say.md');
  writeFileSync(file, GUIDE.replace('id=say', 'timeout=never'));
  const said: string[] = [];
  const watched = await watchGuides(
    () => readProject(docs),
    (line) => said.push(line),
  );
  assert.match(said.join(), /say\.md:3: timeout=never/);
  writeFileSync(file, GUIDE);
  assert.deepEqual(
    (await watched.refresh()).map(({ runbook }) => runbook.id),
    ['say'],
  );
});

test('a guide whose file is gone is gone', async (t) => {
  const docs = folder(t);
  writeFileSync(join(docs, 'say.md'), GUIDE);
  const watched = await watchGuides(() => readProject(docs), assert.fail);
  rmSync(join(docs, 'say.md'));
  await watched.refresh();
  assert.deepEqual(watched.guides(), []);
});
