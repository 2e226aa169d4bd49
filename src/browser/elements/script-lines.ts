/** Marks the line of a block that runs, the line that failed, and the time of each line, beside the command itself. */
import { readDialog } from '../../runbook/dialog.ts';
import type { Block } from '../../runbook/model.ts';
import type { RunView } from '../../runbook/session/view.ts';
import { codeLines, lineText } from '../platform/code.ts';
import { setAttribute } from '../platform/dom.ts';
import { failedCommand } from '../state/failed-command.ts';
import * as words from '../../words/en.ts';

const WORTH_TELLING = 1000; // ms

/** The elements of the script's lines; in a console fence, those of the commands and their exit codes. */
export function scriptLines(element: HTMLElement, block: Block): readonly HTMLElement[] {
  const lines = codeLines(element);
  if (block.language !== 'console') return lines;
  const dialog = readDialog(lines.map(lineText));
  return lines.filter((_, index) => dialog[index]?.is === 'typed' || dialog[index]?.is === 'code');
}

export function markLines(element: HTMLElement, block: Block, run: RunView | undefined): void {
  const failed = run && failedCommand(run);
  const took = new Map<number, number>();
  for (const { line, ms } of run?.commands ?? []) took.set(line, (took.get(line) ?? 0) + ms);
  for (const [index, line] of scriptLines(element, block).entries()) {
    const executing = run?.line === index + 1 && run.end === null;
    const here = failed?.line === index + 1;
    setAttribute(line, 'data-at', executing ? 'now' : here ? 'failed' : took.has(index + 1) ? 'done' : null);
    const ms = took.get(index + 1) ?? 0;
    const time = ms >= WORTH_TELLING ? words.duration(ms) : null;
    setAttribute(
      line,
      'data-note',
      executing ? words.scriptLine.running : here ? words.scriptLine.exit(failed.code) : time,
    );
  }
}
