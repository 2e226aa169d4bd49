/** What a block's element draws, decided from the page's state. Pure. */
import type { Block, End } from '../../runbook/model.ts';
import type { PageData } from '../../protocol/page-data.ts';
import {
  isActive,
  isStale,
  isUndone,
  latestRun,
  runStatus,
  status,
  type RunView,
  type View,
} from '../../runbook/session/view.ts';
import { activeSteps, isUndo } from '../../runbook/session/steps.ts';
import type { PageState } from './store.ts';
import type { Shown } from '../../runbook/session/state-words.ts';

export interface BlockState {
  readonly shown: Shown;
  readonly run: RunView | undefined;
  /** What the button does now. */
  readonly action: 'run' | 'again' | 'stop' | 'cancel';
  /** Whether this block is not part of the guide for this reader. */
  readonly inactive: boolean;
}

export function blockState(state: PageState, data: PageData, block: Block): BlockState {
  const run = latestRun(state.view, block.id);
  return {
    shown: shownStatus(state.view, data, block),
    run,
    action: action(run),
    inactive: isInactive(state, data, block),
  };
}

export function shownStatus(view: View, data: PageData, block: Block): Shown {
  if (isUndone(view, block)) return 'undone';
  const now = status(view, block);
  const finished = now === 'passed' || now === 'warning';
  return finished && isStale(view, data.runbook, block, data.hashes[block.id] ?? '') ? 'stale' : now;
}

/** Whether nothing is left to do; a stale step must run again. */
const DONE: readonly string[] = ['passed', 'warning', 'ready'] satisfies Shown[];

export function isDone(view: View, data: PageData, block: Block): boolean {
  return DONE.includes(shownStatus(view, data, block));
}

export function isUnderWay(run: RunView | undefined): run is RunView {
  return run !== undefined && run.end === null && run.phase !== 'lost';
}

/** It belongs to another option, workspace or system; or it undoes a step that has not run. */
export function isInactive(state: PageState, { runbook }: PageData, block: Block): boolean {
  const { view, session } = state;
  if (!isActive(view, runbook, block, system(state))) return true;
  const idle = session !== null && isUndo(runbook, block) && !latestRun(view, block.id);
  return idle && !runbook.blocks.some((step) => step.undo === block.id && isUndoable(view, step));
}

/** Whether a step has run and can be undone. */
export function isUndoable(view: View, step: Block): boolean {
  const run = latestRun(view, step.id);
  return !!run && run.startedAt !== null && (run.end !== null || run.phase === 'ready') && !isUndone(view, step);
}

/** No check has failed, but the program ended in a way that it should not have. */
export function endedBadly(run: RunView | undefined, block: Block): run is RunView & { readonly end: End } {
  return !!run?.end && runStatus(run, block) === 'failed' && !outcomes(run).includes('failed');
}

/** Whether to show the author's help for a check (null: for the block itself) now. */
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

/** The blocks that are part of the guide for this reader, in order. */
export const activeBlocks = perState((state, { runbook }): readonly Block[] =>
  activeSteps(state.view, runbook, system(state)),
);

/** The first of those steps that is not done: the reader continues there. */
export const nextStep = perState(
  (state, data): Block | null => activeBlocks(state, data).find((block) => !isDone(state.view, data, block)) ?? null,
);

/** Every element asks for it, so it is computed once for each state. */
export function perState<T>(decide: (state: PageState, data: PageData) => T): (state: PageState, data: PageData) => T {
  const decided = new WeakMap<PageState, { readonly answer: T }>();
  return (state, data) => {
    const known = decided.get(state) ?? { answer: decide(state, data) };
    decided.set(state, known);
    return known.answer;
  };
}

/** Without a runner, the reader's own machine decides. */
export function system({ guide }: PageState): 'linux' | 'macos' {
  return guide?.os ?? (/Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '') ? 'macos' : 'linux');
}

function action(run: RunView | undefined): BlockState['action'] {
  if (run === undefined) return 'run';
  if (!isUnderWay(run)) return 'again';
  return run.phase === 'queued' ? 'cancel' : 'stop';
}
