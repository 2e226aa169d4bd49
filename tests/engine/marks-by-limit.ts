/** Whether a run's processes are marked by a limit here: a bash since 5.1 sets it, and /proc shows it. */
import { spawnSync } from 'node:child_process';
import { hasProc } from '../../server/engine/process/choose-table.ts';
import { findBash } from '../../server/engine/shell/bash.ts';

const { path } = findBash(process.env);
const sets = spawnSync(path, ['-c', 'ulimit -S -R 1000000']).status === 0;

export const unlessMarkedByLimit = {
  skip: !(hasProc() && sets) && 'only Linux with bash 5.1 shows the limit: SECURITY.md',
};
export const bashThatMarks = path;
