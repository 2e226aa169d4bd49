import { fileDiffLines } from '../../src/runbook/file-diff.ts';
import type { DiffLine, FileDiff } from '../../src/runbook/model.ts';
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

/** Returns the lines of a diff of two outputs, with its signs and colors. */
export function paintedDiff(lines: readonly DiffLine[], color: boolean): string {
  const paint = painter(color);
  const tone = { '+': 'green', '-': 'red', ' ': 'dim', '…': 'dim' } as const;
  return lines.map(({ sign, text }) => `    ${paint(tone[sign], visible(`${sign} ${text}`.trimEnd()))}\n`).join('');
}

/** Spells out control and formatting characters, so that none can hide the text next to it. */
function visible(line: string): string {
  return line.replaceAll(/[^\P{C}\t]/gu, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);
}
