import { fileDiffLines } from '../../src/runbook/file-diff.ts';
import type { FileDiff } from '../../src/runbook/model.ts';
import { painter } from './paint.ts';

/** What a block would change, for the terminal: what is in a file can move no cursor. */
export function fileDiffText(files: readonly FileDiff[], color: boolean): string {
  const paint = painter(color);
  return fileDiffLines(files)
    .map(visible)
    .map((line) => (line.startsWith('+') ? paint('green', line) : line.startsWith('-') ? paint('red', line) : line))
    .map((line) => `    ${line}\n`)
    .join('');
}

/** Control and formatting characters by their numbers: none of them may hide what stands beside it. */
function visible(line: string): string {
  return line.replaceAll(/[^\P{C}\t]/gu, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);
}
