import type { Block, End } from '../../src/runbook/model.ts';
import { explanationText } from '../../src/runbook/expectation/index.ts';
import type { Outcome, BlockReport } from './report.ts';

/** The words that every format uses for the same thing. */
export const OUTCOME: Readonly<Record<Outcome, { readonly sign: string; readonly word: string }>> = {
  passed: { sign: '✓', word: 'passed' },
  warning: { sign: '!', word: 'warning' },
  failed: { sign: '✗', word: 'failed' },
  'not-run': { sign: '·', word: 'not run' },
};

function endWords(end: End): string {
  switch (end.how) {
    case 'exited':
      return `ended with exit code ${end.code}`;
    case 'signalled':
      return `was ended by ${end.signal}`;
    case 'timed-out':
      return end.waiting === undefined
        ? `did not end within ${duration(end.after)}`
        : `was not ready within ${duration(end.after)}: it waited for ${end.waiting}`;
    case 'cancelled':
      return 'was stopped';
    case 'interrupted':
      return `was cut off: ${end.why ?? 'the runner ended'}`;
    case 'not-started':
      return `did not start: ${end.why}`;
  }
}

/** Where a block stands; of one that ran from a guide that cannot be found any more only the id is left. */
export function whereWords({ file, line }: Block): string {
  return line === 0 ? 'a place in no guide of this checkout' : `${file}:${line}`;
}

/** Why a block is red, in lines: how it ended, the command that failed, each check that did not pass. */
export function reasons({ block, run }: BlockReport, color: boolean): readonly string[] {
  if (!run) return [];
  const failing = run.commands.findLast(({ code }) => code !== 0);
  const source = failing && block.script.split('\n')[failing.line - 1]?.trim();
  return [
    run.end ? `the block ${endWords(run.end)}` : `the block was still running`,
    ...(failing && run.end?.how === 'exited' && run.end.code !== 0
      ? [`line ${failing.line} failed with ${failing.code} after ${duration(failing.ms)}${source ? `: ${source}` : ''}`]
      : []),
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
  return run?.end ? `the block ${endWords(run.end)}` : 'the block was still running';
}

export function countWords(counts: Readonly<Record<Outcome, number>>): string {
  const { passed, warning, failed } = counts;
  return `${passed} passed, ${plural(warning, 'warning')}, ${failed} failed, ${counts['not-run']} not run`;
}

export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
