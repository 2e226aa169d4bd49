/**
 * A View: everything that is known so far. Page, command line, reports and tests derive what they show from it and keep
 * no other state; fold.ts makes it of entries.
 */
import { blockOf } from './block-of.ts';
import type { RunView } from './run-view.ts';
import type { Block, End, Runbook, Verdict, Workspace } from '../model.ts';

export type { RunView };

export interface View {
  /** Number of the last entry folded in; 0 before the first. */
  readonly seq: number;
  readonly guide: string | null;
  readonly workspace: Workspace | null;
  /** The bash that runs the blocks; null in a session of an early version, which did not record it. */
  readonly shell: { readonly path: string; readonly version: string } | null;
  readonly inputs: ReadonlyMap<string, InputState>;
  readonly options: ReadonlyMap<string, OptionState>;
  /** All runs by id, in the order in which they were queued. */
  readonly runs: ReadonlyMap<string, RunView>;
  /** The latest run of each block, by block id. */
  readonly latest: ReadonlyMap<string, string>;
  readonly closed: boolean;
}

interface InputState {
  /** Null for a secret. */
  readonly value: string | null;
  readonly seq: number;
}

interface OptionState {
  readonly option: string;
  readonly seq: number;
}

export type Status =
  | 'idle'
  | 'queued'
  | 'running'
  | 'ready'
  | 'passed'
  | 'warning'
  | 'failed'
  | 'cancelled'
  | 'interrupted'
  | 'lost';

export const emptyView: View = {
  seq: 0,
  guide: null,
  workspace: null,
  shell: null,
  inputs: new Map(),
  options: new Map(),
  runs: new Map(),
  latest: new Map(),
  closed: false,
};

/**
 * The status of a block. A service is `ready` while it runs and its checks have passed; one that has ended has not
 * passed.
 */
export function status(view: View, block: Block): Status {
  const run = latestRun(view, block.id);
  return run ? runStatus(run, block) : 'idle';
}

export function latestRun(view: View, block: string): RunView | undefined {
  const id = view.latest.get(block);
  return id === undefined ? undefined : view.runs.get(id);
}

export function runStatus(run: RunView, block: Block): Status {
  if (run.phase === 'queued' || run.phase === 'lost') return run.phase;
  const verdicts = [...run.verdicts.values()];
  const failed = verdicts.some((verdict) => verdict.outcome === 'failed');
  if (run.end === null) {
    if (failed) return 'failed';
    // A `never` stays undecided while the service runs, and does not keep it from being ready.
    const came = block.expectations.every(({ never }, at) => never || run.verdicts.get(at)?.outcome === 'passed');
    return run.phase === 'ready' && came ? 'ready' : 'running';
  }
  return endedStatus(run.end, block, failed, verdicts);
}

/** Whether the block is meant for this reader: its options are chosen, and its workspace and operating system match. */
export function isActive(view: View, runbook: Runbook, block: Block, os: 'linux' | 'macos'): boolean {
  if (block.os !== null && block.os !== os) return false;
  if (block.only !== null && view.workspace !== null && block.only !== view.workspace.kind) return false;
  return block.options.every(({ group, option }) => chosenOption(view, runbook, group) === option);
}

/** The reader's choice if the guide still has that option, else the recommended option, else the first one. */
export function chosenOption(view: View, runbook: Runbook, group: string): string | undefined {
  const chosen = view.options.get(group)?.option;
  const options = runbook.groups.find(({ name }) => name === group)?.options ?? [];
  if (options.some(({ name }) => name === chosen)) return chosen;
  return (options.find(({ recommended }) => recommended) ?? options[0])?.name;
}

/**
 * Whether a run is out of date: the block's text, an input, an option or a needed block was changed or undone since.
 */
export function isStale(view: View, runbook: Runbook, block: Block, hash: string): boolean {
  const run = latestRun(view, block.id);
  if (!run || run.phase === 'queued') return false;
  if (run.hash !== hash) return true;
  const changed = (seq: number | undefined) => seq !== undefined && seq > run.seq;
  return (
    block.uses.some((name) => changed(view.inputs.get(name)?.seq)) ||
    block.options.some(({ group }) => changed(view.options.get(group)?.seq)) ||
    block.needs.some((id) => changed(changedAt(view, blockOf(runbook, id))))
  );
}

/** When a needed block was last run or undone. The restart of a service does not make other blocks stale. */
function changedAt(view: View, block: Block | undefined): number | undefined {
  if (block === undefined) return undefined;
  return undoneAt(view, block) ?? (block.kind === 'service' ? undefined : latestRun(view, block.id)?.seq);
}

/** Whether the block was undone after its latest run. */
export function isUndone(view: View, block: Block): boolean {
  return undoneAt(view, block) !== undefined;
}

function undoneAt(view: View, { id, undo }: Block): number | undefined {
  const [run, back] = [latestRun(view, id), latestRun(view, undo ?? '')];
  const undone = run && back && back.seq > run.seq && back.end?.how === 'exited' && back.end.code === 0;
  return undone ? back.seq : undefined;
}

function endedStatus(end: End, block: Block, failed: boolean, verdicts: readonly Verdict[]): Status {
  if (end.how === 'interrupted') return 'interrupted';
  if (failed) return 'failed';
  if (end.how === 'cancelled') return 'cancelled';
  if (end.how !== 'exited' || block.kind === 'service') return 'failed';
  if (block.kind === 'probe' && end.code === 2 && block.expectations.length === 0) return 'warning';
  return allPassed(block, verdicts) && isWanted(end.code, block) ? 'passed' : 'failed';
}

/** Whether an exit code is expected. It counts even if a check that ends in `...` has passed before the end. */
export function isWanted(code: number, { expectations }: Block): boolean {
  if (expectations.length === 0) return code === 0;
  return expectations.some(({ exit }) => exit === 'any' || exit === code);
}

function allPassed(block: Block, verdicts: readonly Verdict[]): boolean {
  return verdicts.filter(({ outcome }) => outcome === 'passed').length === block.expectations.length;
}
