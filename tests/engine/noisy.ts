import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Block } from '../../src/runbook/model.ts';
import { block } from './runbook.ts';

/**
 * Writes the same to its own log (`$LOG/RUN`) and to its output, the log first, and leaves a `sleep` of `mark` seconds
 * that has left its group: who it is can be told from its command.
 */
export function noisyBlock(mark: string, lines = 1000): Block {
  return block(
    mark,
    `(set -m; sleep ${mark} >/dev/null 2>&1 &)
exec 9>>"$LOG/$GUIDEPOST_RUN"
for ((i = 0; i < ${lines}; i++)); do
  echo "line $i – ünïcode" >&9
  echo "line $i – ünïcode"
done`,
  );
}

/** What the program itself says that it has written. */
export function ownLog(log: string, run: string): string {
  const path = join(log, run);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

let count = 0;
export const nextMark = () => `1${process.pid}${String((count += 1)).padStart(4, '0')}`;
