/** What Innovation Engine does besides running fences, and Guidepost does not: each is told with its line. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { guidepost } from '../cli/guidepost.ts';

const STEP = '```bash\necho a\n```\n\n<!-- expected_similarity=1.0 -->\n\n```text\na\n```\n';

test('lint and run warn about documents under Prerequisites', async (t) => {
  const text = `# Deploy\n\n## Prerequisites\n\n- [Log in](common/log-in.md), and see [this](https://example.com/a)\n\n### Tools\n\n[Tools](https://example.com/tools.md)\n\n## Next\n\nSee [there](there.md).\n\n${STEP}`;
  for (const out of await said(t, { 'a.md': text })) {
    assert.match(out, /^a\.md:5: warning: Innovation Engine runs common\/log-in\.md first, and Guidepost does not/m);
    assert.match(out, /^a\.md:9: warning: Innovation Engine runs https:\/\/example\.com\/tools\.md first/m);
    assert.doesNotMatch(out, /runs there\.md/);
  }
});

test('lint and run warn about variables of a comment and of an .ini file', async (t) => {
  const text = `# A\n\n<!--\n\`\`\`variables\nexport A=b\n\`\`\`\n-->\n\n${STEP}`;
  for (const out of await said(t, { 'a.md': text, 'a.ini': 'A=b\n' })) {
    assert.match(out, /^a\.md:3: warning: Innovation Engine sets the variables of this comment/m);
    assert.match(out, /^a\.md:1: warning: Innovation Engine sets the variables of a\.ini, and Guidepost does not/m);
  }
});

test('neither warns about a document that is not for Innovation Engine', async (t) => {
  const text = '# A\n\n## Prerequisites\n\n- [Log in](https://example.com/in.md)\n\n```bash\necho a\n```\n';
  for (const out of await said(t, { 'a.md': text, 'a.ini': 'A=b\n' })) assert.doesNotMatch(out, /Innovation Engine/);
});

/** What lint and run say of a.md. */
async function said(t: TestContext, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'guidepost-foreign-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const [lint, run] = await Promise.all([guidepost(folder, 'lint', 'a.md'), guidepost(folder, 'run', 'a.md')]);
  assert.equal(run.code, 0, run.out + run.err);
  return [lint.out, run.err.replaceAll(`${folder}/`, '')];
}
