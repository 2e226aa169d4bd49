import { editScript } from '../../src/runbook/expectation/index.ts';
import type { DiffLine } from '../../src/runbook/model.ts';

const CONTEXT = 2; // unchanged lines shown before and after a difference

/** The lines that differ, with CONTEXT unchanged lines around them; `…` stands for the rest. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const old = before.split('\n');
  return shorten(
    editScript(old, after.split('\n')).map((step): DiffLine => {
      if (step.is === 'add') return { sign: '+', text: step.text };
      return { sign: step.is === 'keep' ? ' ' : '-', text: old[step.old] ?? '' };
    }),
  );
}

function shorten(lines: readonly DiffLine[]): DiffLine[] {
  const near = (index: number) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' ');
  return lines.flatMap((line, index): DiffLine[] => {
    if (near(index)) return [line];
    return index === 0 || near(index - 1) ? [{ sign: '…', text: '' }] : [];
  });
}
