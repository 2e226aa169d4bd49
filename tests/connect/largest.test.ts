/** The largest guide that a host may send is read, or refused, in bounded memory, and without a search for ever. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { isNightly } from '../lane.ts';

const HEAP = 1500; // MB; the costliest of them needs half of it
const CPU = 120; // s of CPU time, however busy the machine is; the slowest needs a few

/** Refused unread, and so quick. */
const REFUSED = { 'quotes in quotes': '> ', 'thousands of blocks': '```sh\nx\n```\n' };
const READ = {
  'lists in lists': '- ',
  paragraphs: 'a\n\n',
  'emphasis that never ends': '*a_',
  'links that never end': '![](',
};

for (const [what, piece] of Object.entries({ ...REFUSED, ...(isNightly() ? READ : {}) }))
  test(`a guide of nothing but ${what} is read in bounded memory`, async () => {
    const child = join(import.meta.dirname, 'largest-guide.ts');
    const command = `ulimit -t ${CPU}; exec "$0" --max-old-space-size=${HEAP} "$1" "$2"`;
    const reader = spawn('sh', ['-c', command, process.execPath, child, piece], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    assert.deepEqual(await once(reader, 'close'), [0, null]);
  });
