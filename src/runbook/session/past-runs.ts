/** What became of sessions and runs that are over, for lists of them and for comparing two. Pure. */
import { structuredPatch } from 'diff';
import type { Block, DiffLine, Workspace } from '../model.ts';
import { standIn } from './stand-in.ts';
import { type RunView, type Status, type View, runStatus } from './view.ts';

/** How many blocks passed and failed when they ran last; `other` were stopped, or are not over. */
export interface SessionResult {
  readonly passed: number;
  readonly failed: number;
  readonly other: number;
}

export function resultOf(view: View, blocks: readonly Block[]): SessionResult {
  const latest = [...view.latest.values()].flatMap((id) => view.runs.get(id) ?? []);
  const all = latest.map((run) => statusOf(run, blocks));
  const passed = all.filter((status) => GOOD.includes(status)).length;
  const failed = all.filter((status) => status === 'failed').length;
  return { passed, failed, other: all.length - passed - failed };
}

/** A run with what two of them are compared by. */
export interface PastRun {
  readonly run: string;
  readonly status: Status;
  readonly queuedAt: number;
  /** From its start to its end, in ms; null where it did not get so far. */
  readonly ms: number | null;
  /** Exit code, or null where it ended otherwise or not yet. */
  readonly code: number | null;
  /** Bytes of its output. */
  readonly size: number;
}

export interface RunInSession extends PastRun {
  readonly session: string;
  readonly workspace: Workspace['kind'];
}

export function pastRun(run: RunView, blocks: readonly Block[]): PastRun {
  const { id, queuedAt, startedAt, endedAt, end, from, size } = run;
  return {
    run: id,
    status: statusOf(run, blocks),
    queuedAt,
    ms: startedAt === null || endedAt === null ? null : endedAt - startedAt,
    code: end?.how === 'exited' ? end.code : null,
    size: size - from,
  };
}

function statusOf(run: RunView, blocks: readonly Block[]): Status {
  return runStatus(run, blocks.find(({ id }) => id === run.block) ?? standIn(run));
}

const GOOD: readonly Status[] = ['passed', 'warning', 'ready'];
const AROUND = 3; // lines
const MOST = 400; // lines of a difference; who wants more saves both outputs
const EDITS = 1000; // lines that differ; beyond, both are shown whole

/** The lines in which two outputs differ, the earlier one first; none where they are the same. */
export function compareOutputs(before: string, after: string): readonly DiffLine[] {
  if (before === after) return [];
  const ended = (text: string) => `${text}\n`;
  const patch = structuredPatch('', '', ended(before), ended(after), '', '', { context: AROUND, maxEditLength: EDITS });
  const hunks = patch?.hunks ?? [{ lines: [...lines(before, '-'), ...lines(after, '+')] }];
  const rows = hunks.flatMap((hunk, index): DiffLine[] => [
    ...(index === 0 ? [] : [GAP]),
    ...hunk.lines.map((line) => ({ sign: signOf(line), text: line.slice(1) })),
  ]);
  return rows.length > MOST ? [...rows.slice(0, MOST), GAP] : rows;
}

const GAP: DiffLine = { sign: '…', text: '' };

function lines(text: string, sign: string): string[] {
  return text.split('\n').map((line) => sign + line);
}

function signOf(line: string): DiffLine['sign'] {
  return line.startsWith('+') ? '+' : line.startsWith('-') ? '-' : ' ';
}
