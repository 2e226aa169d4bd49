import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BASH, GIT, missingTools } from '../../server/setup/tools.ts';
import type { Tool } from '../../server/setup/tools.ts';

const ABSENT: Tool = {
  name: 'Frobnicator',
  purpose: 'to frobnicate',
  least: [3, 11],
  commands: ['guidepost-no-such-program'],
  macos: 'brew install frobnicator',
  debian: 'apt-get install -y frobnicator',
};

test('programs that are installed are not reported', async () => {
  assert.deepEqual(await missingTools([BASH, GIT]), []);
});

test('a missing program is named with the way to install it on this system', async () => {
  assert.deepEqual(await missingTools([ABSENT], 'linux'), [
    'Frobnicator 3.11 or newer is needed to frobnicate; it was not found. Install it with: apt-get install -y frobnicator',
  ]);
  assert.match((await missingTools([ABSENT], 'darwin'))[0] ?? '', /Install it with: brew install frobnicator$/);
});

test('a program that is too old is named with its version', async () => {
  const [sentence] = await missingTools([{ ...BASH, least: [900, 0] }]);
  assert.match(
    sentence ?? '',
    /^bash 900\.0 or newer is needed to run the blocks of a guide; version \d+\.\d+ is installed\./,
  );
});

test('the newest of several programs counts', async () => {
  assert.deepEqual(
    await missingTools([{ ...ABSENT, least: [3, 2], commands: ['guidepost-no-such-program', 'bash'] }]),
    [],
  );
});
