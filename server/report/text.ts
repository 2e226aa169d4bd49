/** The text of `guidepost run` and `guidepost sessions show`: a line for each block, why it failed, and a summary. */
import { painter } from './paint.ts';
import type { Paint } from './paint.ts';
import { tail } from './plain-text.ts';
import type { BlockReport, Outcome, Report } from './report.ts';
import { duration, plural } from '../../src/runbook/quantities.ts';
import { SIGNS, reasons, stateWord, whereWords } from './words.ts';

const TAIL = 20; // lines of output shown below a failure: they fit on a screen together with the reasons

const STYLE = { passed: 'green', warning: 'yellow', failed: 'red', stopped: 'yellow', 'not-run': 'dim' } as const;

export function blockLines(result: BlockReport, position: string, color: boolean): string {
  const paint = painter(color);
  const { block, outcome, run, ms } = result;
  const facts = [
    stateWord(result),
    ...(run ? [duration(ms)] : []),
    ...(run && run.attempt > 1 ? [`attempt ${run.attempt}`] : []),
    ...(run?.forgotten ? [`what it has set does not reach later blocks: ${run.forgotten}`] : []),
    ...(run?.background ? ['background processes still have its output open'] : []),
  ];
  const line = `  ${paint(STYLE[outcome], SIGNS[outcome])} ${paint('dim', position)} ${block.title}  ${paint('dim', facts.join(', '))}`;
  return `${[line, ...(outcome === 'failed' ? failureLines(result, paint, color) : [])].join('\n')}\n`;
}

function failureLines(result: BlockReport, paint: Paint, color: boolean): string[] {
  const { block, output } = result;
  const { lines, before } = tail(output ?? '', TAIL);
  return [
    `      ${paint('bold', block.id)} at ${whereWords(block)}`,
    ...reasons(result, color).map((line) => `      ${line}`.trimEnd()),
    ...(lines.length === 0 ? ['      it printed nothing'] : []),
    ...(lines.length > 0
      ? [`      the end of its output${before > 0 ? ` (${plural(before, 'line')} before it)` : ''}:`]
      : []),
    ...lines.map((line) => `      ${paint('dim', '│')} ${line}`),
  ];
}

export function summaryLines(report: Report, color: boolean): string {
  const paint = painter(color);
  const { counts, blocks, startedAt, endedAt } = report;
  const words = (['passed', 'warning', 'failed', 'stopped', 'not-run'] as const satisfies readonly Outcome[])
    .filter((outcome) => outcome === 'passed' || counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${outcome.replace('-', ' ')}`);
  const missing = blocks.filter(({ outcome }) => outcome === 'not-run').map(({ block }) => block.id);
  const style = counts.failed + counts.stopped + counts['not-run'] > 0 ? 'red' : 'green';
  return [
    '',
    `${paint(style, words.join(', '))} in ${duration(endedAt - startedAt)}`,
    ...(missing.length > 0 ? [paint('dim', `not run: ${missing.join(', ')}`)] : []),
    '',
  ].join('\n');
}
