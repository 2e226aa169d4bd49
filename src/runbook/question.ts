/** What a reader is asked before a block runs; null for one that runs at once. */
import type { Block } from './model.ts';

export function questionOf({ confirm, change }: Block): string | null {
  if (change === null || change.by === 'restore') return confirm;
  const what = change.by === 'file' ? `Writes the file ${change.path}.` : `Changes ${change.paths.join(', ')}.`;
  return confirm === null ? what : `${confirm} ${what}`;
}

/** Whether it runs only as a change that was shown. */
export function showsFirst({ change }: Block): boolean {
  return change !== null && change.by !== 'restore';
}
