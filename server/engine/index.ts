/** The engine, which runs guides: what the rest of the server may use of it. */
export { createEngine } from './engine.ts';
export type { Journal, SessionListing } from './journal/index.ts';
export { lookAt } from './session/index.ts';
export { type Engine, type Guide, Refused, type Session, abandonedSessions, admitted } from './session/index.ts';
