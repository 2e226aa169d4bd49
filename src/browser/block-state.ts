/** Everything a block's element decides before it draws: pure, from the page's state. */
import type { Block, End } from '../runbook/model.ts';
import type { PageData } from '../runbook/page-data.ts';
import {
  isActive,
  isStale,
  isUndo,
  isUndone,
  latestRun,
  runStatus,
  status,
  type RunView,
  type View,
} from '../runbook/view.ts';
import type { PageState } from './store.ts';
import type { Shown } from './words.ts';

export interface BlockState {
  readonly shown: Shown;
  readonly run: RunView | undefined;
  /** What the one button does now. */
  readonly action: 'run' | 'again' | 'stop' | 'cancel';
  /** Needed steps that have not passed, in order. */
  readonly missing: readonly Block[];
  /** Why this block does not count for this reader, or null. */
  readonly inactive: string | null;
  /** The block that the runner knows under this id is not the one on the page. */
  readonly differs: boolean;
}

interface Undoable {
  readonly step: Block;
  readonly undo: Block;
  /** When the step ran. */
  readonly seq: number;
}

export function blockState(state: PageState, data: PageData, block: Block): BlockState {
  const { view, guide } = state;
  const shown = shownStatus(view, data, block);
  const run = latestRun(view, block.id);
  const local = guide?.hashes[block.id];
  return {
    shown,
    run,
    action: action(run),
    missing: block.needs.flatMap(
      (id) => data.runbook.blocks.find((other) => other.id === id && !isDone(view, other)) ?? [],
    ),
    inactive: inactive(state, data, block),
    differs: guide !== null && local !== data.hashes[block.id],
  };
}

export function shownStatus(view: View, data: PageData, block: Block): Shown {
  if (isUndone(view, block)) return 'undone';
  const now = status(view, block);
  const finished = now === 'passed' || now === 'warning';
  return finished && isStale(view, data.runbook, block, data.hashes[block.id] ?? '') ? 'stale' : now;
}

export function isDone(view: View, block: Block): boolean {
  return ['passed', 'warning', 'ready'].includes(status(view, block)) && !isUndone(view, block);
}

export function isUnderWay(run: RunView | undefined): run is RunView {
  return run !== undefined && run.end === null;
}

/** No check is red, and yet the program ended as it should not have. */
export function endedBadly(run: RunView | undefined, block: Block): run is RunView & { readonly end: End } {
  return !!run?.end && runStatus(run, block) === 'failed' && !outcomes(run).includes('failed');
}

/** Whether the author's help for a check (null: for the block itself) is what the reader needs now. */
export function helpIsDue(run: RunView | undefined, block: Block, check: number | null): boolean {
  if (!run) return false;
  if (check === null) return runStatus(run, block) === 'failed';
  const outcome = run.verdicts.get(check)?.outcome;
  if (outcome !== 'passed') return outcome === 'failed' || endedBadly(run, block);
  return endedBadly(run, block) && outcomes(run).every((each) => each === 'passed');
}

function outcomes(run: RunView): readonly string[] {
  return [...run.verdicts.values()].map(({ outcome }) => outcome);
}

/** The blocks that count for this reader, in order. */
export function activeBlocks(state: PageState, data: PageData): readonly Block[] {
  const { runbook } = data;
  return runbook.blocks.filter(
    (block) => !isUndo(runbook, block) && isActive(state.view, runbook, block, system(state)),
  );
}

/** Steps that ran and can be taken back, the last one first. */
export function undoable(view: View, { runbook }: PageData): readonly Undoable[] {
  const found = runbook.blocks.flatMap((step): Undoable[] => {
    const run = latestRun(view, step.id);
    const undo = runbook.blocks.find(({ id }) => id === step.undo);
    const ran = run && run.startedAt !== null && (run.end !== null || run.phase === 'ready');
    return ran && undo && !isUndone(view, step) ? [{ step, undo, seq: run.seq }] : [];
  });
  return found.toSorted((a, b) => b.seq - a.seq);
}

/** The first step that counts and is not done: where the reader goes on. Asked by every block, found once. */
export function nextStep(state: PageState, data: PageData): Block | null {
  const known = nextSteps.get(state);
  if (known !== undefined) return known;
  const next = activeBlocks(state, data).find((block) => !isDone(state.view, block)) ?? null;
  nextSteps.set(state, next);
  return next;
}

const nextSteps = new WeakMap<PageState, Block | null>();

/** Without a runner the reader's own machine decides. */
export function system({ guide }: PageState): 'linux' | 'macos' {
  return guide?.os ?? (/Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '') ? 'macos' : 'linux');
}

function action(run: RunView | undefined): BlockState['action'] {
  if (run === undefined) return 'run';
  if (run.end !== null) return 'again';
  return run.phase === 'queued' ? 'cancel' : 'stop';
}

function inactive(state: PageState, data: PageData, block: Block): string | null {
  if (isActive(state.view, data.runbook, block, system(state))) return nothingToUndo(state, data, block);
  if (block.os !== null && block.os !== system(state))
    return `This step is for ${block.os === 'macos' ? 'macOS' : 'Linux'}.`;
  if (block.only === 'practice') return 'This step belongs to the practice copy.';
  if (block.only === 'mine') return 'This step belongs to your own folder.';
  return 'This step belongs to an option that is not chosen.';
}

function nothingToUndo({ view, session }: PageState, data: PageData, block: Block): string | null {
  const idle = session !== null && isUndo(data.runbook, block) && !latestRun(view, block.id);
  return idle && undoable(view, data).every(({ undo }) => undo.id !== block.id)
    ? 'There is nothing to undo yet.'
    : null;
}
