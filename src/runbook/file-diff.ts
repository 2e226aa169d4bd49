/** Prints file changes like `diff -u`. */
import type { FileDiff } from './model.ts';

const NOWHERE = '/dev/null';

export function fileDiffLines(files: readonly FileDiff[]): readonly string[] {
  if (files.length === 0) return ['nothing to change: the files already have this content'];
  return files.flatMap(({ name, act, lines }) => [
    `--- ${act === 'create' ? NOWHERE : name}`,
    `+++ ${act === 'delete' ? NOWHERE : name}`,
    ...lines.map(({ sign, text }) => (sign === '…' ? text : `${sign}${text}`)),
  ]);
}
