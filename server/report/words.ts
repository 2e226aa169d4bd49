import type { Block, By } from '../../src/runbook/model.ts';
import type { RunView } from '../../src/runbook/session/view.ts';
import { STATES } from '../../src/runbook/session/state-words.ts';
import { plural } from '../../src/runbook/quantities.ts';
import { cutWords, endClause, endWords } from '../../src/runbook/session/reason-words.ts';
import { explanationText, remedyFor } from '../../src/runbook/expectation/index.ts';
import type { Outcome, BlockReport, Report } from './report.ts';

/** The sign of each outcome, which is seen before the words are read. */
export const SIGNS: Readonly<Record<Outcome, string>> = {
  passed: '✓',
  warning: '!',
  failed: '✗',
  stopped: '■',
  'not-run': '·',
};

/** The state of a block, in the same word in every format. */
export function stateWord({ state }: BlockReport): string {
  return STATES[state].label.toLowerCase();
}

/** The file and line of a block, unless its guide cannot be found. */
export function whereWords({ file, line }: Block): string {
  return line === 0 ? 'not in any guide of this checkout' : `${file}:${line}`;
}

/** Why a block failed, as lines: how it ended, the command that failed, and each check that did not pass. */
export function reasons({ block, run, output }: BlockReport, color: boolean): readonly string[] {
  if (!run) return [];
  const allPassed = block.expectations.every((_, index) => run.verdicts.get(index)?.outcome === 'passed');
  const failing = run.commands.findLast(({ code }) => code !== 0);
  const source = failing && block.script.split('\n')[failing.line - 1]?.trim();
  return [
    run.end ? `the block ${endClause(run.end)}` : `the block was still running`,
    ...(failing && run.end?.how === 'exited' && run.end.code !== 0
      ? [`line ${failing.line} failed with ${failing.code}${source ? `: ${source}` : ''}`]
      : []),
    ...(run.cut ? [cutWords(run.cut)] : []),
    ...wayOut(block, run, output ?? '', source ?? null),
    ...block.expectations.flatMap((expectation, index) => {
      const verdict = run.verdicts.get(index);
      const help = helpLines(expectation.help);
      if (!verdict) return [`the check on line ${expectation.line} was never decided`, ...help];
      if (verdict.outcome === 'passed') return allPassed ? help : [];
      const head = `the check on line ${expectation.line} ${verdict.outcome === 'failed' ? 'failed' : `is undecided: it waited for ${verdict.waiting}`}`;
      const text = verdict.explanation ? explanationText(verdict.explanation, { color }).trimEnd().split('\n') : [];
      return [head, ...text, ...help];
    }),
    ...helpLines(block.help),
  ];
}

/** Advice, if no check gives any. */
function wayOut({ kind, tty, expectations }: Block, { end }: RunView, output: string, command: string | null) {
  if (end?.how === 'timed-out' && end.waiting === undefined && kind === 'step' && !tty)
    return [
      'It was still running. If it is a server, write service on its block; if it waits for typed input, write tty.',
    ];
  if (expectations.length > 0 || end?.how !== 'exited' || end.code === 0) return [];
  if (tty && /^\s*(?:read|select)\b/.test(command ?? ''))
    return ['It asked for more input than it was given: with --input-file, add lines to that file.'];
  const lines = output.split('\n').map((text) => ({ text }));
  const remedy = remedyFor(lines, command, end.code);
  return remedy === null ? [] : [remedy];
}

function helpLines(help: string | null): string[] {
  return help === null ? [] : ['', 'If this fails:', ...help.trimEnd().split('\n')];
}

/** The most important reason why a block failed, in one line. */
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

/** The facts about a session that a report contains. The value of a secret is not among them. */
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

/** When a run started, who asked for it, and how and when it ended. */
export function runWords({ queuedAt, startedAt, endedAt, end, by }: RunView): string {
  if (queuedAt === 0) return end ? endWords(end) : 'not told'; // from a JSON report, which has no times of runs
  const from = startedAt === null ? `Queued ${moment(queuedAt)}` : `Started ${moment(startedAt)}`;
  const to = end && endedAt !== null ? `, ${endWords(end)} ${moment(endedAt)}` : '';
  return `${from} ${byWords(by)}${to}`;
}

function byWords(by: By): string {
  return by.from === 'terminal' ? 'from the terminal' : `from the page of ${by.origin}`;
}

/** The result of each check, in one line. */
export function checkWords({ block, run }: BlockReport): readonly string[] {
  return block.expectations.map(({ line }, index) => {
    const verdict = run?.verdicts.get(index);
    const head = `Check on line ${line}`;
    if (!verdict) return `${head}: not decided`;
    if (verdict.outcome === 'failed') return `${head}: failed. ${verdict.explanation.sentence}`;
    return verdict.outcome === 'passed' ? `${head}: passed` : `${head}: waited for ${verdict.waiting}`;
  });
}

/** A time in UTC, to the second. */
function moment(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
