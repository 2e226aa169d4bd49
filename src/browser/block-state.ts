/** Everything a block's element decides before it draws: pure, from the page's state. */
import type { Block, End } from '../runbook/model.ts';
import type { PageData } from '../runbook/page-data.ts';
import { isActive, isStale, latestRun, runStatus, status, type RunView, type View } from '../runbook/view.ts';
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
  const now = status(view, block);
  const finished = now === 'passed' || now === 'warning';
  return finished && isStale(view, data.runbook, block, data.hashes[block.id] ?? '') ? 'stale' : now;
}

export function isDone(view: View, block: Block): boolean {
  return ['passed', 'warning', 'ready'].includes(status(view, block));
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
  return data.runbook.blocks.filter((block) => isActive(state.view, data.runbook, block, system(state)));
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
  if (isActive(state.view, data.runbook, block, system(state))) return null;
  if (block.os !== null && block.os !== system(state))
    return `This step is for ${block.os === 'macos' ? 'macOS' : 'Linux'}.`;
  if (block.only === 'practice') return 'This step belongs to the practice copy.';
  if (block.only === 'mine') return 'This step belongs to your own folder.';
  return 'This step belongs to an option that is not chosen.';
}
