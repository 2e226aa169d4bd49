/** What became of a guide in one session: the fold of its journal, block by block. Every format is written from this. */
import type { Block, Entry, Runbook, Workspace } from '../../src/runbook/model.ts';
import { isStep } from '../../src/runbook/steps.ts';
import { emptyView, fold, isActive, isUndone, latestRun, status } from '../../src/runbook/view.ts';
import type { RunView, Status, View } from '../../src/runbook/view.ts';
import type { Shown } from '../../src/runbook/words.ts';

export type Outcome = 'passed' | 'warning' | 'failed' | 'stopped' | 'not-run';

export interface Report {
  readonly guide: string;
  readonly title: string;
  readonly session: string;
  readonly workspace: Workspace | null;
  /** What it ran with: the shell, the system, and the Guidepost that writes this. */
  readonly versions: readonly string[];
  readonly startedAt: number;
  readonly endedAt: number;
  /** Null for a secret. */
  readonly inputs: Readonly<Record<string, string | null>>;
  readonly options: Readonly<Record<string, string>>;
  readonly blocks: readonly BlockReport[];
  readonly counts: Readonly<Record<Outcome, number>>;
}

export interface BlockReport {
  readonly block: Block;
  /** What it is worth; `state` says what became of it. */
  readonly outcome: Outcome;
  readonly state: Shown;
  readonly run: RunView | null;
  /** Milliseconds from its start to its end, or to the last entry; 0 when it did not run. */
  readonly ms: number;
  /** The end of its output as plain text, where it was kept. */
  readonly output: string | null;
}

export interface Facts {
  readonly session: string;
  readonly os: 'linux' | 'macos';
  /** Ids of the blocks that were to run; without it, the active steps and what else ran. */
  readonly planned?: ReadonlySet<string>;
  /** Name and version of the Guidepost that writes it. */
  readonly tool?: string;
  /** By run id. */
  readonly outputs?: ReadonlyMap<string, string>;
}

export function report(runbook: Runbook, entries: readonly Entry[], facts: Facts): Report {
  const view = entries.reduce(fold, emptyView);
  const [startedAt, endedAt] = [entries[0]?.at ?? 0, entries.at(-1)?.at ?? 0];
  const blocks = runbook.blocks
    .filter((block) => facts.planned?.has(block.id) ?? isTold(view, runbook, block, facts.os))
    .map((block) => blockReport(view, block, endedAt, facts.outputs));
  return {
    guide: runbook.id,
    title: runbook.title,
    session: facts.session,
    workspace: view.workspace,
    versions: [
      ...(view.shell ? [`bash ${view.shell.version} at ${view.shell.path}`] : []),
      facts.os,
      ...(facts.tool ? [facts.tool] : []),
    ],
    startedAt,
    endedAt,
    inputs: Object.fromEntries([...view.inputs].map(([name, { value }]) => [name, value])),
    options: Object.fromEntries([...view.options].map(([group, { option }]) => [group, option])),
    blocks,
    counts: count(blocks),
  };
}

/** The steps that count, and whatever else ran. */
function isTold(view: View, runbook: Runbook, block: Block, os: Facts['os']): boolean {
  return isActive(view, runbook, block, os) && (isStep(runbook, block) || view.latest.has(block.id));
}

/** What became of one block; `endedAt` is the time of the last entry. */
export function blockReport(view: View, block: Block, endedAt: number, outputs: Facts['outputs']): BlockReport {
  const run = latestRun(view, block.id) ?? null;
  const now = status(view, block);
  return {
    block,
    outcome: outcomeOf(now, block),
    state: isUndone(view, block) ? 'undone' : now,
    run,
    ms: run?.startedAt ? (run.endedAt ?? endedAt) - run.startedAt : 0,
    output: (run && outputs?.get(run.id)) ?? null,
  };
}

/** A run that never came to a verdict is no success; a service that was stopped is neither success nor failure. */
export function outcomeOf(state: Status, { kind }: Block): Outcome {
  switch (state) {
    case 'passed':
    case 'ready':
      return 'passed';
    case 'warning':
      return 'warning';
    case 'idle':
    case 'queued':
      return 'not-run';
    case 'cancelled':
      return kind === 'service' ? 'stopped' : 'failed';
    case 'running':
    case 'failed':
    case 'interrupted':
    case 'lost':
      return 'failed';
  }
}

function count(blocks: readonly BlockReport[]): Record<Outcome, number> {
  const counts = { passed: 0, warning: 0, failed: 0, stopped: 0, 'not-run': 0 };
  for (const { outcome } of blocks) counts[outcome] += 1;
  return counts;
}
