import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderOf, start } from './guidepost.ts';

for (const flags of [[], ['-v']])
  test(['run', ...flags, 'says which program a signal has paused'].join(' '), async (t) => {
    const folder = folderOf(t);
    writeFileSync(join(folder, 'guide.md'), '# Guide\n\n```bash id=pause\nkill -STOP $$\necho went on\n```\n');
    const { child, ended } = start(folder, 'run', 'guide.md', '--yes', ...flags);
    const pid = await new Promise<string>((resolve) => {
      let text = '';
      child.stdout?.on('data', (more: string) => {
        text += more;
        const [, told] = /Paused: a signal has stopped bash \(process (\d+)\)/.exec(text) ?? [];
        if (told) resolve(told);
      });
    });
    process.kill(Number(pid), 'SIGCONT');
    const { code, out } = await ended;
    assert.equal(code, 0);
    assert.equal(out.match(/Paused/g)?.length, 1);
  });
