/** Sessions that are not closed but belong to no runner: lists, closes and removes them. */
import { basename } from 'node:path';
import { type SessionListing, type Store, claim, lives, openJournal, openStore, release } from '../journal/index.ts';
import { stopTree } from '../process/index.ts';
import { Refused } from './types.ts';
import { removePractice } from './workspace.ts';

/** An `open` session belongs to a runner that is alive, one that is `left` to none. */
export type SessionState = 'open' | 'left' | 'closed';

export interface AbandonedSessions {
  state(listing: SessionListing): SessionState;
  list(): readonly SessionListing[];
  /** Ends the processes of a session and removes its practice copy; its journal stays. Throws Refused. */
  close(listing: SessionListing): Promise<void>;
  /** Closes the session if necessary, and removes its journal, too. */
  remove(listing: SessionListing): Promise<void>;
}

export function abandonedSessions(stateDir: string): AbandonedSessions {
  const store = openStore(stateDir);
  const state = (listing: SessionListing) => stateOf(store, listing);
  const close = (listing: SessionListing) => closeLeft(store, listing);
  return {
    state,
    close,
    list: () =>
      store
        .ids()
        .flatMap((id) => store.listing(id) ?? [])
        .filter((listing) => state(listing) === 'left'),
    async remove(listing) {
      if (!listing.closed) await close(listing);
      store.remove(listing.session);
    },
  };
}

function stateOf(store: Store, { session, closed }: SessionListing): SessionState {
  if (closed) return 'closed';
  const owner = store.owner(session);
  return owner !== null && lives(owner) ? 'open' : 'left';
}

async function closeLeft(store: Store, listing: SessionListing): Promise<void> {
  const { session: id, workspace } = listing;
  const folder = store.folder(id);
  if (folder === null) throw new Refused('unknown_session', `There is no session ${id}.`);
  if (stateOf(store, listing) === 'closed') return;
  if (!claim(folder, '')) throw new Refused('busy', `A runner holds the session ${id}: close it in its page.`);
  try {
    await stopTree({ session: id, run: null, leader: null, pipes: [] });
    // A practice copy is named after its session; no other folder is ever removed.
    if (workspace.kind === 'practice' && basename(workspace.path) === id) await removePractice(workspace);
    const journal = openJournal(id, folder, () => undefined);
    journal.append({ type: 'closed' });
    journal.close();
  } finally {
    release(folder);
  }
}
