import type { Block, By } from '../../src/runbook/model.ts';
import type { RunView } from '../../src/runbook/view.ts';
import { STATES, cutWords, duration, endClause, endWords, plural } from '../../src/runbook/words.ts';
import { explanationText, remedyFor } from '../../src/runbook/expectation/index.ts';
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
export function reasons({ block, run, output }: BlockReport, color: boolean): readonly string[] {
  if (!run) return [];
  const failing = run.commands.findLast(({ code }) => code !== 0);
  const source = failing && block.script.split('\n')[failing.line - 1]?.trim();
  return [
    run.end ? `the block ${endClause(run.end)}` : `the block was still running`,
    ...(failing && run.end?.how === 'exited' && run.end.code !== 0
      ? [`line ${failing.line} failed with ${failing.code} after ${duration(failing.ms)}${source ? `: ${source}` : ''}`]
      : []),
    ...(run.cut ? [cutWords(run.cut)] : []),
    ...wayOut(block, run, output ?? '', source ?? null),
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

/** What to do, where no check says it. */
function wayOut({ kind, tty, expectations }: Block, { end }: RunView, output: string, command: string | null) {
  if (end?.how === 'timed-out' && end.waiting === undefined && kind === 'step' && !tty)
    return [
      'It was still running. If it is a server, write service on its block; if it waits for typed input, write tty.',
    ];
  if (expectations.length > 0 || end?.how !== 'exited' || end.code === 0) return [];
  const lines = output.split('\n').map((text) => ({ text }));
  const remedy = remedyFor(lines, command);
  return remedy === null ? [] : [remedy];
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

/** What a record says of its session: where, when, with what, and from which values; a secret has none. */
export function factsOf(report: Report): readonly (readonly [name: string, fact: string])[] {
  const { workspace, startedAt, endedAt, versions, inputs, options } = report;
  const kinds = { practice: 'practice copy', mine: 'own folder' } as const;
  return [
    ['Session', report.session],
    ...(workspace ? [['Where', `${kinds[workspace.kind]} ${workspace.path}`] as const] : []),
    ['From', moment(startedAt)],
    ['To', moment(endedAt)],
    ...(versions.length > 0 ? [['With', versions.join(', ')] as const] : []),
    ...Object.entries(inputs).map(([name, value]) => [`Input ${name}`, value ?? '***'] as const),
    ...Object.entries(options).map(([group, option]) => [`Option ${group}`, option] as const),
  ];
}

/** When a run began and how it ended, and who asked for it. */
export function runWords({ queuedAt, startedAt, endedAt, end, by }: RunView): string {
  if (queuedAt === 0) return end ? endWords(end) : 'not told'; // of a JSON report, which has no times of runs
  const from = startedAt === null ? `Queued ${moment(queuedAt)}` : `Started ${moment(startedAt)}`;
  const to = end && endedAt !== null ? `, ${endWords(end)} ${moment(endedAt)}` : '';
  return `${from} ${byWords(by)}${to}`;
}

function byWords(by: By): string {
  return by.from === 'terminal' ? 'from the terminal' : `from the page of ${by.origin}`;
}

/** What became of each check, in one line. */
export function checkWords({ block, run }: BlockReport): readonly string[] {
  return block.expectations.map(({ line }, index) => {
    const verdict = run?.verdicts.get(index);
    const head = `Check on line ${line}`;
    if (!verdict) return `${head}: not decided`;
    if (verdict.outcome === 'failed') return `${head}: failed. ${verdict.explanation.sentence}`;
    return verdict.outcome === 'passed' ? `${head}: passed` : `${head}: waited for ${verdict.waiting}`;
  });
}

/** In the time of the world, to the second. */
function moment(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
