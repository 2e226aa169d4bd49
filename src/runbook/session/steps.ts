/**
 * The steps of a guide, as they are counted everywhere. A block that undoes another one, or that is `optional` or on an
 * optional page (troubleshooting, say), can be run, but does not count as a step.
 */
import type { Block, Runbook } from '../model.ts';
import { type View, emptyView, isActive } from './view.ts';

/** The steps that count for this reader, in order; without a session, those of the session that is offered first. */
export function activeSteps(view: View, runbook: Runbook, os: 'linux' | 'macos'): readonly Block[] {
  const kind = runbook.practice ? 'practice' : 'mine';
  const seen = view.workspace ? view : { ...view, workspace: { kind, path: '' } as const };
  return runbook.blocks.filter((block) => isStep(runbook, block) && isActive(seen, runbook, block, os));
}

/** The steps that count before any option is chosen. */
export function firstSteps(runbook: Runbook, os: 'linux' | 'macos'): readonly Block[] {
  return activeSteps(emptyView, runbook, os);
}

export function isStep(runbook: Runbook, block: Block): boolean {
  return !isUndo(runbook, block) && !isOptional(runbook, block);
}

/** Whether the block undoes another one. */
export function isUndo(runbook: Runbook, { id }: Block): boolean {
  const known = undoing.get(runbook) ?? new Set(runbook.blocks.flatMap(({ undo }) => undo ?? []));
  undoing.set(runbook, known);
  return known.has(id);
}

export function isOptional({ pages }: Runbook, block: Block): boolean {
  return block.optional || pages.some(({ slug, optional }) => slug === block.page && optional);
}

const undoing = new WeakMap<Runbook, ReadonlySet<string>>();
