/** A session: one reader's work on one guide, from opening it to closing it, even after a crash. */
export { abandonedSessions } from './abandoned-sessions.ts';
export { earlierTimes } from './earlier-times.ts';
export { KEEP, type Keep, prune } from './prune.ts';
export { openReadOnly } from './read-only-session.ts';
export { recover, recoverOne } from './recover.ts';
export { openSession } from './session.ts';
export type { OwnSession } from './session-settings.ts';
export { openStateFile } from './state-file.ts';
export { type Engine, type Guide, type OpenSettings, Refused, type Session, admitted } from './types.ts';
export { lookAt, openOwn } from './own-folder.ts';
export { openPractice, practiceInputs, removePractice } from './workspace.ts';
