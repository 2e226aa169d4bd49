import { fileDiffLines } from '../../src/runbook/file-diff.ts';
import type { FileDiff } from '../../src/runbook/model.ts';
import { painter } from './paint.ts';

/** The diff that a block would make, for the terminal. The content of a file cannot move the cursor. */
export function fileDiffText(files: readonly FileDiff[], color: boolean): string {
  const paint = painter(color);
  return fileDiffLines(files)
    .map(visible)
    .map((line) => (line.startsWith('+') ? paint('green', line) : line.startsWith('-') ? paint('red', line) : line))
    .map((line) => `    ${line}\n`)
    .join('');
}

/** Spells out control and formatting characters, so that none can hide the text next to it. */
function visible(line: string): string {
  return line.replaceAll(/[^\P{C}\t]/gu, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);
}
