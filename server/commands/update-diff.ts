import { editScript } from '../../src/runbook/expectation/index.ts';

/** The lines of a file that changed, with their old (-) or new (+) numbers; empty if none did. */
export function diffLines(file: string, before: string, after: string): string {
  if (before === after) return '';
  let [old, now] = [0, 0];
  const lines = editScript(before.split('\n'), after.split('\n')).flatMap((step) => {
    if (step.is !== 'add') old += 1;
    if (step.is !== 'drop') now += 1;
    if (step.is === 'keep') return [];
    return step.is === 'drop' ? [`${mark(old)} - ${before.split('\n')[step.old]}`] : [`${mark(now)} + ${step.text}`];
  });
  return `${file}\n${lines.join('\n')}\n`;
}

function mark(line: number): string {
  return String(line).padStart(5);
}
