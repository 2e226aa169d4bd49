/** Processes: starts a program, reads its output, finds its whole tree and stops it. Knows no shell and no guide. */
export { limitOf } from './limit-mark.ts';
export { NotStarted, asNotStarted } from './not-started.ts';
export type { Exit } from './launch.ts';
export { launcher } from './launcher.ts';
export { type Output, into, listen, openPiped, openTty } from './output-channel.ts';
export { type Audience, watchEnd } from './output-end.ts';
export { type Pipe, openPipes } from './pipe.ts';
export { processTable } from './choose-table.ts';
export type { Listener } from './process-table.ts';
export { isAlive, startOf, stopTree } from './processes.ts';
export { type Paused, watchPaused } from './watch-paused.ts';
export { SIZE, type Size, type PseudoTerminal } from './pseudo-terminal.ts';
