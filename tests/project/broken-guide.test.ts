/** One bad guide takes no other with it, and its own page says what is wrong and where. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Ended, startWith } from '../cli/guidepost.ts';

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
  'circle.md': [
    `# Circle\n\n${STEP.replace('bash', 'bash id=a needs=b')}\n${STEP.replace('bash', 'bash id=b needs=a')}`,
    'circle.md:3: needs=b: a would need itself',
  ],
  'part.mdx': [`# Part\n\n<Include file="nowhere.md" />\n\n${STEP}`, 'part.mdx:3: there is no file nowhere.md'],
  'needs.md': [`# Needs\n\n${STEP.replace('bash', 'bash needs=zzz')}`, 'needs.md:3: needs=zzz: no block has this id'],
  'key.md': [`---\ntitle: a\ntitle: b\n---\n\n${STEP}`, 'key.md:3: front matter: this key comes twice'],
  'endless.md': [`---\ntitle: x\n\n${STEP}`, 'endless.md:1: this front matter is never closed'],
  'list.md': [`---\n- a\n---\n\n${STEP}`, 'list.md:2: front matter: this should be keys with values'],
  'null.md': [
    `# Null\n\n${STEP.replace('hi', 'h\0i')}`,
    'null.md:4: there is an invisible character (U+0000) at column 7',
  ],
  'open.md': [`# Open\n\n\`\`\`bash id=a\necho hi\n`, 'open.md:3: this fence is never closed'],
  'alone.md': ['# Alone\n\n```text check\nhi\n```\n', 'alone.md:3: a check needs a block above it'],
  'json.md': [
    `# Json\n\n${STEP.replace('text', 'json')}`,
    'json.md:8: a json check holds one JSON value: hi is not a value',
  ],
  'page.md': [`---\npages: [nowhere]\n---\n\n${STEP}`, 'page.md:2: pages: there is no nowhere.mdx or nowhere.md'],
  'twice.md': [`# Twice\n\n${STEP.replace('bash', 'bash id=a')}\n${STEP.replace('bash', 'bash id=a')}`, 'twice.md:'],
};

/** Files that are good, under names and with code that the site of another tool would take. */
const FOREIGN: Readonly<Record<string, readonly [string, string]>> = {
  'C#.md': [`# Sharp\n\n${STEP}`, 'c'],
  'what?.md': [`# What\n\n${STEP}`, 'what'],
  '100%.md': [`# Hundred\n\n${STEP}`, '100'],
  'tabs.mdx': [`import Tabs from '@theme/Tabs';\n\n# Tabs\n\n<Tabs>\n\n${STEP}\n</Tabs>\n\nSum: {1 + 1}\n`, 'tabs'],
  'notes.mdx': [`# Notes\n\n<Note>Read it</Note>\n\n${STEP}`, 'notes'],
  'react.mdx': [`import A from './a.jsx';\n\n# React\n\n<A />\n\n${STEP}`, 'react'],
  'live.mdx': [`export const year = 2020;\n\n# Live\n\nIn {year}.\n\n${STEP}`, 'live'],
};

const folder = mkdtempSync(join(tmpdir(), 'guidepost-broken-'));
const site = join(folder, 'site');
let built: Ended;

before(async () => {
  const content = join(folder, 'docs');
  mkdirSync(content);
  writeFileSync(join(content, 'good.md'), `# Good\n\n${STEP}`);
  for (const [name, [text]] of Object.entries(BROKEN)) writeFileSync(join(content, name), text);
  for (const [name, [text]] of Object.entries(FOREIGN)) writeFileSync(join(content, name), text);
  writeFileSync(join(content, 'a.jsx'), 'export default () => <b />;\n');
  const places = ['STATE_HOME', 'RUNTIME_DIR', 'CACHE_HOME'].map((name) => [`XDG_${name}`, join(folder, name)]);
  built = await startWith(Object.fromEntries(places), content, 'build', '--yes', '--out', site, '.').ended;
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('the site is built with the good guide, and the exit code reports the broken ones', () => {
  assert.equal(built.code, 2, built.err);
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
    assert.ok(built.err.includes(says), built.err);
  });

for (const [name, [, entry]] of Object.entries(FOREIGN))
  test(`the page of ${name} has its step`, () => {
    const page = readFileSync(join(site, entry, 'index.html'), 'utf8');
    assert.equal(page.match(/<guide-block /g)?.length, 1, built.err);
    assert.doesNotMatch(page, /cannot be read/);
  });

test('a page that cannot be compiled is shown without its code, and the terminal says why; another one is compiled', () => {
  for (const told of [
    'tabs.mdx: shown without its components and code: @theme/Tabs is not installed here',
    'notes.mdx: shown without its components and code: nothing says what <Note> is',
    'react.mdx: shown without its components and code: ./a.jsx is a component of another framework',
  ])
    assert.ok(built.err.includes(told), built.err);
  assert.match(readFileSync(join(site, 'notes', 'index.html'), 'utf8'), /Read it/);
  assert.match(readFileSync(join(site, 'live', 'index.html'), 'utf8'), /In 2020\./);
  assert.doesNotMatch(built.err, /live\.mdx/);
});
