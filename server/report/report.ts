/**
 * A report: the result of each block of a guide in one session, folded from the journal. All formats are made from it.
 */
import type { Block, Entry, Runbook, Workspace } from '../../src/runbook/model.ts';
import { isStep } from '../../src/runbook/session/steps.ts';
import { fold } from '../../src/runbook/session/fold.ts';
import { emptyView, isActive, isUndone, latestRun, status } from '../../src/runbook/session/view.ts';
import type { RunView, Status, View } from '../../src/runbook/session/view.ts';
import type { Shown } from '../../src/runbook/session/state-words.ts';

export type Outcome = 'passed' | 'warning' | 'failed' | 'stopped' | 'not-run';

export interface Report {
  readonly guide: string;
  readonly title: string;
  readonly session: string;
  readonly workspace: Workspace | null;
  /** The shell, the system, and the version of Guidepost that writes the report. */
  readonly versions: readonly string[];
  readonly startedAt: number;
  readonly endedAt: number;
  /** The value of each input; null for a secret. */
  readonly inputs: Readonly<Record<string, string | null>>;
  readonly options: Readonly<Record<string, string>>;
  readonly blocks: readonly BlockReport[];
  readonly counts: Readonly<Record<Outcome, number>>;
}

export interface BlockReport {
  readonly block: Block;
  /** How the block counts in the totals; `state` is more precise. */
  readonly outcome: Outcome;
  readonly state: Shown;
  readonly run: RunView | null;
  /** Milliseconds from its start to its end, or to the last entry if it has not ended; 0 if it did not run. */
  readonly ms: number;
  /** The end of its output, as plain text; null if none was kept. */
  readonly output: string | null;
}

export interface Facts {
  readonly session: string;
  readonly os: 'linux' | 'macos';
  /** The ids of the blocks that were to run; by default, the active steps, and all other blocks that ran. */
  readonly planned?: ReadonlySet<string>;
  /** The name and version of Guidepost. */
  readonly tool?: string;
  /** The end of each output, by run id. */
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

/** Whether the report contains this block: a step that counts, or another block that ran. */
function isTold(view: View, runbook: Runbook, block: Block, os: Facts['os']): boolean {
  return isActive(view, runbook, block, os) && (isStep(runbook, block) || view.latest.has(block.id));
}

/** The result of one block. `endedAt` is the time of the last entry. */
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

/** A run without a verdict counts as failed. A service that was stopped has neither passed nor failed. */
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
