/** The journal: what happened in a session, entry by entry, and the output of its runs, on disk. Knows no processes. */
export { type Tail, openTail } from './journal-tail.ts';
export { EVENTS, type Journal, type OwnJournal, openJournal, readOutput } from './journal.ts';
export { LIMITS, type Limits, type OutputRecorder, type Stream, openOutputRecorder } from './output-recorder.ts';
export { claim, inherit, lives, release } from './owner.ts';
export { type Secrets, openSecrets } from './secrets.ts';
export { type SessionListing, type Store, openStore } from './session-folders.ts';
