/** Removes closed sessions that are too old, and then the oldest ones until the rest fits into the limit. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../journal/index.ts';

export interface Keep {
  readonly days: number;
  readonly bytes: number;
}

export const KEEP: Keep = { days: 30, bytes: 2 * 2 ** 30 };

const DAY = 86_400_000; // ms

/** Never removes a session that is open or that a runner owns, whatever its size. */
export function prune(store: Store, keep: Keep, now: number): void {
  const closed = store
    .ids()
    .flatMap((id) => store.listing(id) ?? [])
    .filter(({ session, closed }) => closed && store.owner(session) === null)
    .toSorted((a, b) => b.lastAt - a.lastAt);
  let total = 0;
  for (const { session, lastAt } of closed) {
    total += sizeOf(store.folder(session));
    if (now - lastAt > keep.days * DAY || total > keep.bytes) store.remove(session);
  }
}

function sizeOf(folder: string | null): number {
  if (folder === null) return 0;
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
