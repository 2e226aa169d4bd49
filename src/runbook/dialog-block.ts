/**
 * The script and the check of a pasted terminal session. Where nothing but commands was pasted, it is an ordinary step
 * that happens to have prompts. One that shows what came back is run as it was typed: command by command, whatever the
 * one before returned.
 */
import { blankExpectation } from './blank-block.ts';
import { type DialogLine, readDialog } from './dialog.ts';
import type { Expectation, Place } from './model.ts';

export interface DialogBlock {
  readonly script: string;
  /** A failing command does not end it. */
  readonly typed: boolean;
  readonly expectation: Expectation | null;
}

export function readDialogBlock(value: string, place: Place): DialogBlock {
  const dialog = readDialog(value.split('\n'));
  const script = dialog.flatMap((line) =>
    line.is === 'typed' ? [line.text] : line.is === 'code' ? [test(line.code)] : [],
  );
  const printed = dialog.some((line) => line.is === 'printed' && line.text.trim() !== '');
  return {
    script: `${script.join('\n')}\n`,
    typed: printed || dialog.some(({ is }) => is === 'code') || /\$(\?|\{?PIPESTATUS)/.test(script.join('\n')),
    expectation: printed ? { ...blankExpectation, ...place, ...expected(dialog, place) } : null,
  };
}

/** Ends the script where a command did not return what was pasted. */
function test(code: number): string {
  return `case $? in ${code}) ;; *) echo "exit code $? instead of ${code}" >&2; exit 1 ;; esac`;
}

function expected(dialog: readonly DialogLine[], { line: fence }: Place): Pick<Expectation, 'lines' | 'at'> {
  const begun = dialog.findIndex(({ is }) => is === 'typed');
  const lines = dialog.flatMap((line, index) => {
    if (index < begun || line.is === 'typed' || line.is === 'code') return [];
    return [{ text: line.is === 'aside' ? `${line.text} (?)` : line.text, at: fence + 1 + index }];
  });
  return { lines: lines.map(({ text }) => text), at: lines.map(({ at }) => at) };
}
