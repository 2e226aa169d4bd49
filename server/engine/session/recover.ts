/**
 * Cleans up after a runner that died, before `engine.ts` resumes its sessions: ends its processes, marks its runs as
 * interrupted, and removes its files.
 */
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fold } from '../../../src/runbook/session/fold.ts';
import { emptyView } from '../../../src/runbook/session/view.ts';
import { type Store, inherit, openJournal, release } from '../journal/index.ts';
import { stopTree } from '../process/index.ts';

/** `practice` is the folder of the practice copies, which are named after their sessions. */
export async function recover(store: Store, practice: string): Promise<void> {
  for (const id of store.unfinished()) {
    rmSync(join(practice, id), { recursive: true, force: true });
    store.remove(id);
  }
  await Promise.all(store.ids().map((id) => recoverOne(store, id)));
}

/** Does nothing if the session's runner is alive, or another runner is already recovering it. */
export async function recoverOne(store: Store, id: string): Promise<void> {
  const folder = store.folder(id);
  const owner = folder === null ? null : inherit(folder);
  if (owner === null || folder === null) return;
  const ours = basename(owner.folder).startsWith('guidepost-') ? owner.folder : null;
  await stopTree({ session: id, run: null, leader: null, pipes: ours === null ? [] : [`${ours}/`] });
  const journal = openJournal(id, folder, () => undefined);
  const view = journal.entries(0).reduce(fold, emptyView);
  for (const { id: run, end, background } of view.runs.values()) {
    if (background) journal.append({ type: 'background', run, holds: false });
    if (end === null) journal.append({ type: 'ended', run, end: { how: 'interrupted' } });
  }
  journal.close();
  if (ours !== null) rmSync(ours, { recursive: true, force: true });
  release(folder);
}
