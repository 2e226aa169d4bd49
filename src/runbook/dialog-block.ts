/**
 * Makes the script and the check of a pasted terminal session. If it contains only commands, it is an ordinary step
 * with prompts. If it shows output, it runs as it was typed: command by command, even after one that fails.
 */
import { blankExpectation } from './blank-block.ts';
import { type DialogLine, readDialog } from './dialog.ts';
import { echoBefore } from './echoes.ts';
import { literalLine } from './expectation/index.ts';
import type { Echo, Expectation, Place } from './model.ts';

export interface DialogBlock {
  readonly script: string;
  /** Whether it goes on after a command that fails. */
  readonly typed: boolean;
  readonly echoes: readonly Echo[];
  readonly expectation: Expectation | null;
}

export function readDialogBlock(value: string, place: Place): DialogBlock {
  const dialog = readDialog(value.split('\n'));
  const last = dialog.findLastIndex(({ is }) => is === 'typed');
  const script = dialog.flatMap((line, index) =>
    line.is === 'typed' ? [line.text] : line.is === 'code' ? [testCode(line.code, index < last)] : [],
  );
  const printed = dialog.some((line) => line.is === 'printed' && line.text.trim() !== '');
  return {
    script: `${script.join('\n')}\n`,
    typed: printed || dialog.some(({ is }) => is === 'code') || /\$(\?|\{?PIPESTATUS)/.test(script.join('\n')),
    echoes: printed ? echoesOf(dialog).map(({ echo }) => echo) : [],
    expectation: printed ? { ...blankExpectation, ...place, ...expected(dialog, place) } : null,
  };
}

/** Ends the script where a command did not return what was pasted. `keeps`: the next command may ask for `$?`. */
export function testCode(code: number, keeps: boolean): string {
  const then = keeps && code !== 0 ? `(exit ${code}) ;;` : ';;';
  return `case $? in ${code}) ${then} *) echo "exit code $? instead of ${code}" >&2; exit 1 ;; esac`;
}

/** Of each command but the first, with its place among the lines. */
function echoesOf(dialog: readonly DialogLine[]): readonly { readonly echo: Echo; readonly index: number }[] {
  const first = dialog.findIndex(({ is }) => is === 'typed');
  let line = 0;
  return dialog.flatMap((each, index) => {
    if (each.is !== 'typed' && each.is !== 'code') return [];
    line += 1;
    if (each.is === 'code' || each.begins === null || index === first) return [];
    const next = dialog.findIndex(({ is }, at) => at > index && is !== 'typed');
    const typed = dialog.slice(index, next < 0 ? undefined : next).map((one) => (one.is === 'typed' ? one.text : ''));
    return echoBefore(line, each.begins, typed.join('\n')).map((echo) => ({ echo, index }));
  });
}

function expected(dialog: readonly DialogLine[], { line: fence }: Place): Pick<Expectation, 'lines' | 'at'> {
  const begun = dialog.findIndex(({ is }) => is === 'typed');
  const echoes = new Map(echoesOf(dialog).map(({ echo, index }) => [index, echo.text]));
  const lines = dialog.flatMap((line, index) => {
    const echo = echoes.get(index);
    if (echo !== undefined) return [{ text: literalLine(echo), at: fence + 1 + index }];
    if (index < begun || line.is === 'typed' || line.is === 'code') return [];
    return [{ text: line.is === 'aside' ? `${line.text} (?)` : line.text, at: fence + 1 + index }];
  });
  return { lines: lines.map(({ text }) => text), at: lines.map(({ at }) => at) };
}
