/** The question that a reader is asked before a block runs; null if it runs without one. */
import type { Block, Runbook } from '../model.ts';
import type { View } from './view.ts';
import { withValues } from './with-values.ts';
import { FILE_CHANGES } from './reason-words.ts';

export function questionOf({ confirm, change }: Block): string | null {
  if (change === null || change.by === 'restore') return confirm;
  const what = change.by === 'file' ? FILE_CHANGES.file(change.path) : FILE_CHANGES.patch(change.paths);
  return confirm === null ? what : `${confirm} ${what}`;
}

/** The question with `$NAME` replaced by the input's value, so that it names this database, on this host. */
export function questionIn(runbook: Runbook, view: View, block: Block): string | null {
  const question = questionOf(block);
  return question === null ? null : withValues(question, runbook, (name) => view.inputs.get(name)?.value);
}

/** Whether the block's change must be shown before it runs. */
export function showsFirst({ change }: Block): boolean {
  return change !== null && change.by !== 'restore';
}
