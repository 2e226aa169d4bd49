import type { Block } from '../../src/runbook/model.ts';
import { STATES, cutWords, duration, endClause, plural } from '../../src/runbook/words.ts';
import { explanationText } from '../../src/runbook/expectation/index.ts';
import type { Outcome, BlockReport, Report } from './report.ts';

/** The sign of each outcome, which says what a line is worth before its words are read. */
export const SIGNS: Readonly<Record<Outcome, string>> = {
  passed: '✓',
  warning: '!',
  failed: '✗',
  stopped: '■',
  'not-run': '·',
};

/** What became of a block, as every format says it. */
export function stateWord({ state }: BlockReport): string {
  return STATES[state].label.toLowerCase();
}

/** Where a block stands; of one that ran from a guide that cannot be found any more only the id is left. */
export function whereWords({ file, line }: Block): string {
  return line === 0 ? 'not in any guide of this checkout' : `${file}:${line}`;
}

/** Why a block is red, in lines: how it ended, the command that failed, each check that did not pass. */
export function reasons({ block, run }: BlockReport, color: boolean): readonly string[] {
  if (!run) return [];
  const failing = run.commands.findLast(({ code }) => code !== 0);
  const source = failing && block.script.split('\n')[failing.line - 1]?.trim();
  return [
    run.end ? `the block ${endClause(run.end)}` : `the block was still running`,
    ...(failing && run.end?.how === 'exited' && run.end.code !== 0
      ? [`line ${failing.line} failed with ${failing.code} after ${duration(failing.ms)}${source ? `: ${source}` : ''}`]
      : []),
    ...(run.cut ? [cutWords(run.cut)] : []),
    ...block.expectations.flatMap((expectation, index) => {
      const verdict = run.verdicts.get(index);
      const help = helpLines(expectation.help);
      if (!verdict) return [`the check on line ${expectation.line} was never decided`, ...help];
      if (verdict.outcome === 'passed') return [];
      const head = `the check on line ${expectation.line} ${verdict.outcome === 'failed' ? 'failed' : `is undecided: it waited for ${verdict.waiting}`}`;
      const text = verdict.explanation ? explanationText(verdict.explanation, { color }).trimEnd().split('\n') : [];
      return [head, ...text, ...help];
    }),
    ...helpLines(block.help),
  ];
}

function helpLines(help: string | null): string[] {
  return help === null ? [] : ['', 'If this fails:', ...help.trimEnd().split('\n')];
}

/** The first thing to know about a red block, in one line. */
export function headline({ block, run }: BlockReport): string {
  const verdicts = block.expectations.map((_, index) => run?.verdicts.get(index));
  const missed = verdicts.find((verdict) => verdict && verdict.outcome !== 'passed');
  if (missed?.outcome === 'failed') return missed.explanation.sentence;
  if (missed?.outcome === 'undecided') return `waited for ${missed.waiting}`;
  return run?.end ? `the block ${endClause(run.end)}` : 'the block was still running';
}

export function countWords({ passed, warning, failed, stopped, 'not-run': left }: Report['counts']): string {
  const rare = stopped > 0 ? `, ${stopped} stopped` : '';
  return `${passed} passed, ${plural(warning, 'warning')}, ${failed} failed${rare}, ${left} not run`;
}
