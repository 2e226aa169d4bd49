import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { findGuides } from '../../server/guides/read-guides.ts';
import { renewal } from '../../server/setup/renew.ts';

test('one build at a time, and all requests during one become one more', async (t) => {
  const content = contentOf(t);
  const guides = await findGuides(content);
  const builds: PromiseWithResolvers<void>[] = [];
  const begun = Promise.withResolvers<void>();
  const build = () => {
    const one = Promise.withResolvers<void>();
    builds.push(one);
    begun.resolve();
    return one.promise;
  };
  const renew = renewal({ read: () => findGuides(content), guides: () => guides, build, say: assert.fail });
  const first = renew();
  await begun.promise;
  const rest = [renew(), renew(), renew()];
  assert.equal(builds.length, 1);
  builds[0]?.resolve();
  await first;
  while (builds.length < 2) await new Promise(setImmediate);
  builds[1]?.resolve();
  await Promise.all(rest);
  assert.equal(builds.length, 2);
});

test('if the files have edits that were not approved, the pages stay, and a message says why', async (t) => {
  const content = contentOf(t);
  const guides = await findGuides(content);
  appendFileSync(join(content, 'one/index.md'), '\nMore.\n');
  const said: string[] = [];
  const build = () => Promise.reject(new Error('built'));
  await renewal({ read: () => findGuides(content), guides: () => guides, build, say: (text) => said.push(text) })();
  assert.deepEqual(said, ['The guides have other edits too. The next start shows them and asks for approval.']);
});

test('a build that fails is reported, and the next one is tried', async (t) => {
  const content = contentOf(t);
  const guides = await findGuides(content);
  const said: string[] = [];
  const outcomes = [() => Promise.reject(new Error('no space left')), () => Promise.resolve()];
  const build = () => outcomes.shift()?.() ?? assert.fail();
  const renew = renewal({
    read: () => findGuides(content),
    guides: () => guides,
    build,
    say: (text) => said.push(text),
  });
  await renew();
  await renew();
  assert.deepEqual(said, ['The pages were not updated: Error: no space left']);
  assert.equal(outcomes.length, 0);
});

function contentOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'renew-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'one'));
  writeFileSync(join(folder, 'one/index.md'), '# One\n\n```bash\ntrue\n```\n');
  return folder;
}
