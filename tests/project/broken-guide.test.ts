/** One bad guide takes no other with it, and its own page says what is wrong and where. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';

const STEP = '```bash\necho hi\n```\n\n```text check\nhi\n```\n';

/** What is in the file, and what its page says. */
const BROKEN: Readonly<Record<string, readonly [string | Buffer, string]>> = {
  'misspelt.md': [
    `# Misspelt\n\nThe words.\n\n\`\`\`bash timeout=never\necho hi\n\`\`\`\n`,
    'misspelt.md:5: timeout=never',
  ],
  'matter.md': [`---\ntitle: [unclosed\n---\n\n# Matter\n\n${STEP}`, 'matter.md:2: front matter: '],
  'markup.mdx': [`# Markup\n\n<Oops\n\n${STEP}`, 'markup.mdx:3: Unexpected character'],
  'bytes.md': [Buffer.concat([Buffer.from('# Bytes '), Buffer.of(0xff), Buffer.from(`\n\n${STEP}`)]), 'bytes.md:1: '],
  'twice.md': [`# Twice\n\n${STEP.replace('bash', 'bash id=a')}\n${STEP.replace('bash', 'bash id=a')}`, 'twice.md:'],
};

const folder = mkdtempSync(join(tmpdir(), 'guidepost-broken-'));
const site = join(folder, 'site');
let built: { status: number | null; stderr: string };

before(() => {
  const content = join(folder, 'docs');
  execFileSync('mkdir', [content]);
  writeFileSync(join(content, 'good.md'), `# Good\n\n${STEP}`);
  for (const [name, [text]] of Object.entries(BROKEN)) writeFileSync(join(content, name), text);
  const args = [resolve('server/cli.ts'), 'build', '--yes', '--out', site, '.'];
  built = spawnSync(process.execPath, args, { cwd: content, encoding: 'utf8' });
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('the site is built, the good guide in it, and the exit code tells of the broken ones', () => {
  assert.equal(built.status, 2, built.stderr);
  const page = readFileSync(join(site, 'good', 'index.html'), 'utf8');
  assert.match(page, /<guide-block/);
  assert.doesNotMatch(page, /cannot be read/);
});

for (const [name, [, says]] of Object.entries(BROKEN))
  test(`the page of ${name}, and the terminal, say ${says}`, () => {
    const page = readFileSync(join(site, name.replace(/\.mdx?$/, ''), 'index.html'), 'utf8');
    const text = page.replaceAll(/<[^>]*>/g, '');
    assert.ok(text.includes('This guide cannot be read'), text);
    assert.ok(text.includes(says), text);
    assert.doesNotMatch(page, /<guide-block/);
    assert.ok(built.stderr.includes(says), built.stderr);
  });
