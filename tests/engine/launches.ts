/** Scripts started by a launcher of their own, which print into one file. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Launched } from '../../server/engine/process/launch.ts';
import { openLauncher } from '../../server/engine/process/launcher.ts';

export function launchesInto(file: string) {
  const launcher = openLauncher(2);
  const run = (script: string, env: Readonly<Record<string, string>> = {}): Promise<Launched> => {
    writeFileSync(file, '');
    const stdout = { path: file, access: 'write' } as const;
    return launcher.launch({ path: '/bin/sh', args: ['-c', script], cwd: '/', env, stdio: ['ignore', stdout, stdout] });
  };
  /** Who has started a program. */
  const parent = async () => {
    await (
      await run('echo "$PPID"')
    ).exited;
    return Number(readFileSync(file, 'utf8'));
  };
  /** The process id of the launcher, once it is there. */
  const up = async (): Promise<number> => {
    for (;;) {
      const pid = await parent();
      if (pid !== process.pid) return pid;
    }
  };
  return { launcher, run, parent, up };
}
